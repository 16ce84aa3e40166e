//! All answers on one page, who receives them, and the Send button.

use super::blocks;
use super::hidden::hidden;
use super::notices::{Notice, answer, notices_after, question_of};
use super::page::{main, page_title, way_back, ways_out};
use crate::components::element::{element, together};
use crate::components::{Button, SummaryAction, SummaryList, SummaryRow as Row};
use leptos::prelude::*;
use shared::journey::form_fields;
use shared::journey::{Journey, SummaryRow};
use shared::paths::{self, JourneyPaths};
use shared::wording::Wording;

/// The data for the check answers page, on the server and in the browser.
#[derive(Clone, Copy)]
pub struct CheckAnswers<'a> {
    pub journey: Journey<'a>,
    pub wording: &'a Wording,
    pub paths: &'a JourneyPaths,
    pub notices: &'a [Notice],
    pub draft: &'a str,
    /// A fingerprint of everything shown here; sending fails if it has changed.
    pub reviewed: &'a str,
    /// When the page was made, in seconds since 1970.
    pub opened: i64,
    /// The name of the serving authority.
    pub authority: &'a str,
}

impl CheckAnswers<'_> {
    pub fn title(&self) -> String {
        page_title(
            self.wording,
            false,
            &self.wording.say("journey-check-title"),
            &self
                .journey
                .fill(&self.journey.definition.title, self.wording.language),
            self.authority,
        )
    }
}

/// The back link and `main`.
pub fn check_answers(page: &CheckAnswers<'_>) -> AnyView {
    let wording = page.wording;
    let language = wording.language;
    let rows = page.journey.summary(language, wording);
    let last = page.journey.path().last().copied();
    let href = match last {
        Some(last) => page.paths.page(&last.id, Some(page.draft)),
        None => String::from(page.paths.base()),
    };
    let back = way_back(wording, href);
    let notices = notices_after(
        last,
        page.journey,
        page.notices,
        wording,
        page.paths,
        Some(page.draft),
    );
    let action = page.paths.check_answers(Some(page.draft));
    let noun = page.journey.noun(wording);
    let named = |key: &str| wording.with(key, &[("noun", &noun)]);
    let send = Button {
        text: named("journey-check-send"),
        once: true,
        ..Button::default()
    }
    .view();
    let content = view! {
        {notices}
        <h1 class="govuk-heading-l">{wording.say("journey-check-title")}</h1>
        {groups(page, rows)}
        <h2 class="govuk-heading-m">{named("journey-check-recipients")}</h2>
        {privacy(page)}
        {blocks(page.journey, &page.journey.definition.review, wording)}
        <h2 class="govuk-heading-m">{named("journey-check-send-title")}</h2>
        <p class="govuk-body">{named("journey-check-declaration")}</p>
        <form method="post" action=action novalidate=true class="app-form">
            {hidden(String::from(form_fields::DRAFT), String::from(page.draft))}
            {hidden(String::from(form_fields::REVIEWED), String::from(page.reviewed))}
            {hidden(String::from(form_fields::OPENED), page.opened.to_string())}
            {send}
        </form>
        {ways_out(page.journey, page.paths, wording, Some(page.draft))}
    }
    .into_any();
    together(vec![back, main(content)])
}

/// One list for each page with its own title; pages of one question share a list.
fn groups(page: &CheckAnswers<'_>, rows: Vec<SummaryRow>) -> AnyView {
    let language = page.wording.language;
    let mut views = Vec::new();
    let mut title: Option<String> = None;
    let mut list: Vec<Row> = Vec::new();
    for row in rows {
        let own = page
            .journey
            .definition
            .page(&row.page)
            .and_then(|page| page.title.as_ref())
            .map(|title| page.journey.fill(title, language));
        if own != title && !list.is_empty() {
            views.push(group(title.take(), std::mem::take(&mut list)));
        }
        title = own;
        list.push(summary_row(page, row));
    }
    if !list.is_empty() {
        views.push(group(title, list));
    }
    together(views)
}

fn group(title: Option<String>, rows: Vec<Row>) -> AnyView {
    let heading = title.map(|text| element("h2", "govuk-heading-m", text));
    let list = SummaryList {
        rows,
        classes: "govuk-!-margin-bottom-9",
        ..SummaryList::default()
    }
    .view();
    together(heading.into_iter().chain([list]).collect())
}

fn summary_row(page: &CheckAnswers<'_>, row: SummaryRow) -> Row {
    let mut actions = Vec::new();
    // What was said beside the answers lapses when they change, so it has no link of its own.
    if row.question.is_some() {
        actions.push(SummaryAction {
            href: page.paths.page_of(&row.page, Some(page.draft), true),
            text: page.wording.say("journey-check-change"),
            hidden: row.name.clone(),
        });
    }
    Row {
        value: Some(answer(
            &row.lines,
            page.wording.say("journey-check-blank"),
            question_of(&row, page.journey),
        )),
        actions,
        key: row.name,
        classes: "",
    }
}

/// The recipients of the answers, each with its privacy notice.
fn privacy(page: &CheckAnswers<'_>) -> AnyView {
    let language = page.wording.language;
    let mut views = Vec::new();
    for (recipient, authority) in page.journey.recipients() {
        let name = page.journey.name_of(&authority);
        let named = [("authority", name.as_str())];
        let text = match recipient {
            Some(recipient) => page.journey.fill(&recipient.privacy, language),
            None => page.wording.with("journey-check-privacy-text", &named),
        };
        let link = page.wording.with("journey-check-privacy", &named);
        let href = paths::privacy_of(language, &authority);
        let whose = recipient
            .map(|_| view! { <strong translate="no">{name.clone()}</strong> <br/> }.into_any());
        views.push(
            view! {
                <p class="govuk-body">{whose}{text}</p>
                <p class="govuk-body"><a class="govuk-link" href=href>{link}</a></p>
            }
            .into_any(),
        );
    }
    together(views)
}
