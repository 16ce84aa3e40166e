//! An early end of a journey, with advice: a completion, not an error.

use super::blocks;
use super::hidden::hidden;
use super::notices::{Notice, notices_after};
use super::page::{main, page_title, way_back, way_out};
use crate::components::Button;
use crate::components::element::together;
use leptos::prelude::*;
use shared::journey::Journey;
use shared::journey::form_fields;
use shared::journey::navigation::GO_ON;
use shared::paths::JourneyPaths;
use shared::service::{Outcome, OutcomeKind};
use shared::wording::Wording;

/// The data for an outcome, on the server and in the browser.
#[derive(Clone, Copy)]
pub struct OutcomePage<'a> {
    pub journey: Journey<'a>,
    pub outcome: &'a Outcome,
    pub wording: &'a Wording,
    pub paths: &'a JourneyPaths,
    pub notices: &'a [Notice],
    /// `None` if it is shown without a draft: then nothing on it leads back into the form.
    pub draft: Option<&'a str>,
    /// When it was made, in Unix seconds.
    pub opened: i64,
    /// The name of the serving authority.
    pub authority: &'a str,
}

impl OutcomePage<'_> {
    pub fn title(&self) -> String {
        page_title(
            self.wording,
            false,
            &self.words(&self.outcome.title),
            &self.words(&self.journey.definition.title),
            self.authority,
        )
    }

    fn words(&self, text: &shared::language::Text) -> String {
        self.journey.fill(text, self.wording.language)
    }
}

/// Whether an outcome gives a number to call now. Then the page shows no other number
/// ([`crate::layout::Frame`]'s `hide_contact_line`): in an emergency there must be no choice to make.
pub fn rings_now(outcome: &Outcome) -> bool {
    outcome.kind == OutcomeKind::RingNow
}

/// The form of a page without questions, with its buttons.
pub(super) fn ways_on(action: String, draft: &str, opened: i64, buttons: AnyView) -> AnyView {
    view! {
        <form method="post" action=action class="app-form">
            {hidden(String::from(form_fields::DRAFT), String::from(draft))}
            {hidden(String::from(form_fields::OPENED), opened.to_string())}
            {buttons}
        </form>
    }
    .into_any()
}

/// A button of such a form, with the action it posts.
pub(super) fn way_on(text: String, classes: &'static str, action: &str) -> AnyView {
    Button {
        text,
        classes,
        name: Some(String::from(form_fields::ACTION)),
        value: Some(String::from(action)),
        once: true,
        ..Button::default()
    }
    .view()
}

/// The back link and `main`.
pub fn outcome(page: &OutcomePage<'_>) -> AnyView {
    let wording = page.wording;
    let last = page.journey.path().last().copied();
    let href = match last {
        Some(last) => page.paths.page(&last.id, page.draft),
        None => String::from(page.paths.base()),
    };
    let back = way_back(wording, href);
    let alarm = page.outcome.is_alarm();
    let ways = page.draft.map(|draft| {
        let pass = page.outcome.pass.as_ref().map(|text| {
            let action = page.paths.outcome(&page.outcome.id, Some(draft));
            let button = way_on(page.words(text), "govuk-button--secondary", GO_ON);
            ways_on(action, draft, page.opened, button)
        });
        // Where a life may be at risk, the page asks for nothing.
        let feedback = (!alarm).then(|| {
            let action = page.paths.leave(None);
            let from = ("outcome", page.outcome.id.as_str());
            way_out(action, draft, Some(from), wording.say("journey-feedback"))
        });
        let clear = way_out(
            page.paths.clear(),
            draft,
            None,
            wording.say("journey-clear"),
        );
        view! { {pass}{feedback}<div class="app-ways-out">{clear}</div> }.into_any()
    });
    let class = match (alarm, rings_now(page.outcome)) {
        (true, _) => "app-ring-now app-alarm",
        (false, true) => "app-ring-now",
        (false, false) => "app-outcome",
    };
    let content = view! {
        {notices_after(last, page.journey, page.notices, wording, page.paths, page.draft)}
        <div class=class>
            <h1 class="govuk-heading-l">{page.words(&page.outcome.title)}</h1>
            {blocks(page.journey, &page.outcome.body, wording)}
        </div>
        {ways}
    }
    .into_any();
    together(vec![back, main(content)])
}
