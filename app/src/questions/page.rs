//! A question page: the errors, the questions and the form.

use super::address::buttons;
use super::context::{LabelStyle, QuestionContext};
use super::hidden::hidden;
use super::notices::{Notice, notices};
use super::{Lookup, blocks, question, target};
use crate::components::element::{element, together};
use crate::components::{BackLink, Button, ErrorLink, ErrorSummary, LinkButton};
use leptos::prelude::*;
use shared::answers::FieldError;
use shared::journey::Journey;
use shared::journey::form_fields;
use shared::paths::{CHECK_ANSWERS_PAGE, JourneyPaths};
use shared::question::Question;
use shared::service::Page;
use shared::service::purpose::Purpose;
use shared::wording::Wording;

/// The data for a question page, on the server and in the browser.
#[derive(Clone, Copy)]
pub struct QuestionPage<'a> {
    pub journey: Journey<'a>,
    pub page: &'a Page,
    /// In page order; empty before the first Continue.
    pub errors: &'a [FieldError],
    pub lookups: &'a [Lookup],
    pub notices: &'a [Notice],
    /// Its language is the language of the page.
    pub wording: &'a Wording,
    pub paths: &'a JourneyPaths,
    /// The id of the draft; `None` before there is one.
    pub draft: Option<&'a str>,
    /// [`shared::service::reading::page_hash`] of this page's stored answers.
    pub base_hash: &'a str,
    /// The page was opened from check answers and returns there.
    pub changing: bool,
    /// The stored answers are complete, so Back from a change leads to check answers.
    pub reviewed: bool,
    /// When the page was made, in seconds since 1970, for the time spent; the server caps it.
    pub opened: i64,
    /// The name of the serving authority, for the title.
    pub authority: &'a str,
}

impl<'a> QuestionPage<'a> {
    fn context(&self) -> QuestionContext<'a> {
        let mut context = QuestionContext {
            journey: self.journey,
            page: self.page,
            errors: self.errors,
            wording: self.wording,
            paths: self.paths,
            label_style: LabelStyle::Group,
            lookups: self.lookups,
            alone: false,
        };
        context.alone = self.top_level(&context).len() == 1;
        context
    }

    /// The top-level questions; revealed ones are drawn beneath their option.
    fn top_level(&self, context: &QuestionContext<'a>) -> Vec<&'a Question> {
        let visible = self.journey.visible(self.page);
        self.page
            .questions
            .iter()
            .filter(|q| !context.is_revealed(q) && visible.iter().any(|other| other.id == q.id))
            .collect()
    }

    /// The heading of the page, or the text of its only question.
    pub fn heading(&self) -> String {
        let context = self.context();
        match (&self.page.title, self.top_level(&context).first()) {
            (Some(title), _) => context.words(title),
            (None, Some(first)) => context.words(&first.label),
            (None, None) => context.words(&self.journey.definition.title),
        }
    }

    /// The document's title.
    pub fn title(&self) -> String {
        page_title(
            self.wording,
            !self.errors.is_empty(),
            &self.heading(),
            &self
                .journey
                .fill(&self.journey.definition.title, self.wording.language),
            self.authority,
        )
    }

    fn back(&self) -> AnyView {
        let href = if self.changing && self.reviewed {
            self.paths.check_answers(self.draft)
        } else {
            match self.journey.before(&self.page.id) {
                Some(page) => self.paths.page_of(&page.id, self.draft, self.changing),
                None => String::from(self.paths.base()),
            }
        };
        way_back(self.wording, href)
    }
}

/// The title of a page of a journey: "Error: Question – Service – Authority".
pub fn page_title(
    wording: &Wording,
    wrong: bool,
    heading: &str,
    service: &str,
    authority: &str,
) -> String {
    let mut page = String::from(heading);
    if !service.is_empty() && service != heading {
        page.push_str(" – ");
        page.push_str(service);
    }
    let title = wording.with("layout-title", &[("page", &page), ("authority", authority)]);
    if wrong {
        return wording.with("layout-title-error", &[("title", &title)]);
    }
    title
}

/// The back link and `main`: everything that changes between pages.
pub fn question_page(page: &QuestionPage<'_>) -> AnyView {
    let context = page.context();
    let questions = page.top_level(&context);
    let body = blocks(page.journey, &page.page.body, page.wording);
    let has_body = !page.journey.blocks(&page.page.body).is_empty();

    // The question is the heading if the page has none of its own and nothing precedes it.
    let (heading, first) = match &page.page.title {
        Some(title) => (Some(context.words(title)), LabelStyle::Group),
        None if has_body => (Some(page.heading()), LabelStyle::Hidden),
        None => (None, LabelStyle::Heading),
    };
    let heading = heading.map(|text| element("h1", "govuk-heading-l", text));
    let mut fields = Vec::with_capacity(questions.len());
    for (place, q) in questions.iter().enumerate() {
        let label_style = if place == 0 { first } else { LabelStyle::Group };
        fields.push(question(q, &context.at(label_style)));
    }

    let action = page.paths.page(&page.page.id, page.draft);
    let content = view! {
        {notices(page.notices, &context, page.draft)}
        {summary(&context)}
        {heading}
        {body}
        <form method="post" action=action novalidate=true class="app-form">
            {hidden_fields(page)}
            {continue_first(page, &context)}
            {fields}
            {row_of_buttons(&questions, &context, page.notices)}
        </form>
        {ways_out(page.journey, page.paths, page.wording, page.draft)}
    }
    .into_any();
    together(vec![page.back(), main(content)])
}

/// The back link, in its own landmark: it comes before `main`, so people who move between landmarks
/// would otherwise miss it.
pub fn way_back(wording: &Wording, href: String) -> AnyView {
    let text = wording.say("layout-back");
    let label = text.clone();
    let link = BackLink {
        href,
        text,
        classes: "",
    }
    .view();
    view! { <nav aria-label=label>{link}</nav> }.into_any()
}

/// `main` in the width for reading.
pub fn main(content: AnyView) -> AnyView {
    view! {
        <main class="govuk-main-wrapper" id="main-content">
            <div class="govuk-grid-row">
                <div class="govuk-grid-column-two-thirds">{content}</div>
            </div>
        </main>
    }
    .into_any()
}

/// All errors, each a link to its field.
fn summary(context: &QuestionContext<'_>) -> Option<AnyView> {
    if context.errors.is_empty() {
        return None;
    }
    let mut links = Vec::with_capacity(context.errors.len());
    for error in context.errors {
        let href = context.page.question(&error.question).map(|q| {
            let mut href = String::from("#");
            href.push_str(&target(q, error, context));
            href
        });
        links.push(ErrorLink {
            href,
            text: context.message(error),
        });
    }
    Some(
        ErrorSummary {
            title: context.say("error-summary-title"),
            errors: links,
            ..ErrorSummary::default()
        }
        .view(),
    )
}

fn hidden_fields(page: &QuestionPage<'_>) -> AnyView {
    let field = |name: &str, value: &str| hidden(String::from(name), String::from(value));
    let mut fields = Vec::new();
    fields.extend(page.draft.map(|draft| field(form_fields::DRAFT, draft)));
    fields.push(field(form_fields::BASE_HASH, page.base_hash));
    if page.changing {
        fields.push(field(form_fields::RETURN_TO, CHECK_ANSWERS_PAGE));
    }
    fields.push(field(form_fields::OPENED, &page.opened.to_string()));
    together(fields)
}

/// Enter activates the first button of a form. If an address is one of several questions, its own
/// buttons come before Continue, so a hidden, unfocusable Continue comes first.
fn continue_first(page: &QuestionPage<'_>, context: &QuestionContext<'_>) -> Option<AnyView> {
    let mut questions = page.page.questions.iter();
    let among = !context.alone && questions.any(|q| q.is_address());
    among.then(|| {
        view! {
            <button type="submit" class="govuk-visually-hidden" tabindex="-1" aria-hidden="true">
                {context.say("journey-continue")}
            </button>
        }
        .into_any()
    })
}

fn row_of_buttons(
    questions: &[&Question],
    context: &QuestionContext<'_>,
    notices: &[Notice],
) -> AnyView {
    let address = match questions {
        [q] if q.is_address() => Some(*q),
        _ => None,
    };
    let leads = address.is_some_and(|q| buttons::leads(q, context));
    // After a conflict, Continue overwrites the stored answers with those typed here.
    let conflict = notices
        .iter()
        .any(|notice| matches!(notice, Notice::Conflict { .. }));
    let key = if conflict {
        "journey-conflict-keep-typed"
    } else {
        "journey-continue"
    };
    let go_on = (!leads).then(|| {
        Button {
            text: context.say(key),
            once: true,
            ..Button::default()
        }
        .view()
    });
    let others = address.map(|q| buttons::actions(q, context));
    let buttons = go_on.into_iter().chain(others).collect();
    element("div", "govuk-button-group", together(buttons))
}

/// The ways to stop: cancelling, which asks first, and keeping the answers for later.
pub(super) fn ways_out(
    journey: Journey<'_>,
    paths: &JourneyPaths,
    wording: &Wording,
    draft: Option<&str>,
) -> Option<AnyView> {
    draft?;
    let cancel = match journey.definition.purpose {
        Purpose::Report => "journey-cancel-report",
        _ => "journey-cancel",
    };
    Some(
        view! {
            <div class="app-ways-out">
                <a class="govuk-link" href=paths.leave(draft)>{wording.say(cancel)}</a>
                <a class="govuk-link" href=paths.keep(draft)>{wording.say("journey-keep")}</a>
            </div>
        }
        .into_any(),
    )
}

/// A button styled as a link that posts the draft's id and, if it matters, the current page.
pub(super) fn way_out(
    action: String,
    draft: &str,
    from: Option<(&str, &str)>,
    text: String,
) -> AnyView {
    let from = from.map(|(name, value)| hidden(String::from(name), String::from(value)));
    view! {
        <form method="post" action=action class="app-ways-out__form">
            {hidden(String::from(form_fields::DRAFT), String::from(draft))}
            {from}
            {LinkButton { text, ..LinkButton::default() }.view()}
        </form>
    }
    .into_any()
}
