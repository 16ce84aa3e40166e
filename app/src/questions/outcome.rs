//! An early end of a journey, with advice: a completion, not an error.

use super::blocks;
use super::hidden::hidden;
use super::notices::{Notice, notices_after};
use super::page::{main, page_title, way_back, way_out, ways_out};
use crate::components::Button;
use leptos::prelude::*;
use shared::journey::Journey;
use shared::journey::form_fields;
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
    pub draft: &'a str,
    /// When it was made, in Unix seconds.
    pub opened: i64,
    /// The name of the site's authority.
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

/// The back link and `main`.
pub fn outcome(page: &OutcomePage<'_>) -> AnyView {
    let wording = page.wording;
    let last = page.journey.path().last().copied();
    let href = match last {
        Some(last) => page.paths.page(&last.id, Some(page.draft)),
        None => String::from(page.paths.base()),
    };
    let back = way_back(wording, href);
    let pass = page.outcome.pass.as_ref().map(|text| {
        let action = page.paths.outcome(&page.outcome.id, Some(page.draft));
        let button = Button {
            text: page.words(text),
            classes: "govuk-button--secondary",
            name: Some(String::from(form_fields::ACTION)),
            value: Some(String::from("pass")),
            once: true,
            ..Button::default()
        }
        .view();
        view! {
            <form method="post" action=action class="app-form">
                {hidden(String::from(form_fields::DRAFT), String::from(page.draft))}
                {hidden(String::from(form_fields::OPENED), page.opened.to_string())}
                {button}
            </form>
        }
        .into_any()
    });
    // Where a life may be at risk, the page has one number and no links elsewhere.
    let alarm = page.outcome.is_alarm();
    let feedback = (!alarm).then(|| {
        let action = page.paths.leave();
        let from = ("outcome", page.outcome.id.as_str());
        way_out(
            action,
            page.draft,
            Some(from),
            wording.say("journey-feedback"),
        )
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
        {pass}
        {feedback}
        {ways_out(page.paths, wording, Some(page.draft), false)}
    }
    .into_any();
    (back, main(content)).into_any()
}
