//! Which council serves a postcode.

use super::form_errors::{FormError, error, summary, title};
use crate::components::{Button, Details, Input, Label, List, Phone};
use crate::layout::PhoneLine;
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

/// Where GOV.UK says which council serves a postcode.
const GOVUK: &str = "https://www.gov.uk/find-local-council";

/// Posts `postcode`. A postcode says where a person lives, so it is never in a URL.
pub struct Council {
    pub wording: Arc<Wording>,
    /// As typed.
    pub postcode: String,
    pub errors: Vec<FormError>,
    /// What is known of a postcode that was asked about.
    pub answer: Option<CouncilAnswer>,
    /// The line of the site's council, for whom the answer does not help.
    pub phone: Option<PhoneLine>,
}

/// What is known of a postcode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CouncilAnswer {
    /// As people write it.
    pub postcode: String,
    /// Every council that serves at least one of its addresses.
    pub councils: Vec<ServingCouncil>,
    /// Whether there are addresses with this postcode at all.
    pub known: bool,
    /// Whether some of its addresses are served by councils that nobody here knows.
    pub elsewhere: bool,
}

/// A council that serves addresses with a postcode.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServingCouncil {
    pub name: String,
    /// What it is responsible for.
    pub does: Option<String>,
    pub website: String,
    pub phone: Option<PhoneLine>,
    /// Whether the line can be reached through Relay UK.
    pub relay: bool,
    /// The addresses it serves, if it does not serve all of the postcode.
    pub only: Vec<String>,
}

impl Council {
    pub fn title(&self) -> String {
        let page = self.wording.say("page-council-title");
        match &self.answer {
            // Without the postcode, which would stay in the history of a shared computer.
            Some(answer) if !answer.councils.is_empty() => {
                format!("{} – {page}", self.count(answer))
            }
            _ => title(&self.errors, &self.wording, page),
        }
    }

    fn count(&self, answer: &CouncilAnswer) -> String {
        let count = i64::try_from(answer.councils.len()).unwrap_or(i64::MAX);
        self.wording.count("page-council-found", count, &[])
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let button = Button {
            text: wording.say("page-council-button"),
            once: true,
            ..Button::default()
        }
        .view();
        let intro = match &self.answer {
            Some(answer) => self.result(answer),
            None => {
                view! { <p class="govuk-body">{wording.say("page-council-intro")}</p> }.into_any()
            }
        };
        let again = self.answer.as_ref().map(|_| {
            view! { <h2 class="govuk-heading-m">{wording.say("page-council-again")}</h2> }
                .into_any()
        });
        reading(
            view! {
                {summary(&self.errors, wording)}
                <h1 class="govuk-heading-l">{wording.say("page-council-title")}</h1>
                {intro}
                {again}
                <form method="post" action=paths::council(wording.language) novalidate=true class="app-form">
                    {postcode_field(wording, self.postcode.clone(), &self.errors)}
                    {button}
                </form>
            }
            .into_any(),
        )
    }

    fn result(&self, answer: &CouncilAnswer) -> AnyView {
        let wording = &self.wording;
        let postcode = [("postcode", answer.postcode.as_str())];
        let split = answer
            .councils
            .iter()
            .any(|council| !council.only.is_empty());
        let split = split.then(|| wording.say("page-council-split"));
        let (heading, text) = match (answer.known, answer.councils.is_empty()) {
            (false, _) => (
                wording.with("page-council-unknown-title", &postcode),
                Some(wording.say("page-council-unknown-text")),
            ),
            (true, true) => (
                wording.with("page-council-elsewhere-title", &postcode),
                Some(wording.say("page-council-elsewhere-text")),
            ),
            (true, false) => (wording.with("page-council-for", &postcode), split),
        };
        let text = text.map(|text| view! { <p class="govuk-body">{text}</p> }.into_any());
        let councils = answer.councils.iter().map(|one| council(one, wording));
        let others = (!answer.known || answer.elsewhere).then(|| {
            view! {
                <p class="govuk-body">
                    <a class="govuk-link" href=GOVUK>{wording.say("page-council-govuk")}</a>
                </p>
            }
            .into_any()
        });
        let call = self.phone.as_ref().filter(|_| !answer.known).map(|line| {
            Phone {
                number: line.number.clone(),
                hours: Some(line.hours.clone()),
                ..Phone::default()
            }
            .view()
        });
        view! {
            <h2 class="govuk-heading-m">{heading}</h2>
            {text}
            {councils.collect::<Vec<_>>()}
            {others}
            {call}
        }
        .into_any()
    }
}

fn council(council: &ServingCouncil, wording: &Wording) -> AnyView {
    let does = council
        .does
        .clone()
        .map(|does| view! { <p class="govuk-body">{does}</p> }.into_any());
    let phone = council.phone.as_ref().map(|line| {
        Phone {
            number: line.number.clone(),
            hours: Some(line.hours.clone()),
            relay: council
                .relay
                .then(|| wording.with("layout-phone-relay", &[("number", &line.number)])),
            ..Phone::default()
        }
        .view()
    });
    let only = (!council.only.is_empty()).then(|| {
        let count = i64::try_from(council.only.len()).unwrap_or(i64::MAX);
        let addresses = council.only.clone();
        Details {
            summary: wording.count("page-council-addresses", count, &[]),
            children: Some(List::bullets(addresses).view()),
            ..Details::default()
        }
        .view()
    });
    let website = wording.with("page-council-website", &[("council", &council.name)]);
    view! {
        <h3 class="govuk-heading-s" translate="no">{council.name.clone()}</h3>
        {does}
        {only}
        <p class="govuk-body"><a class="govuk-link" href=council.website.clone()>{website}</a></p>
        {phone}
    }
    .into_any()
}

/// The field of a form that asks for a postcode.
pub fn postcode_field(wording: &Wording, typed: String, errors: &[FormError]) -> AnyView {
    Input {
        id: String::from("postcode"),
        name: String::from("postcode"),
        label: Label {
            text: wording.say("page-council-postcode"),
            classes: "govuk-label--s",
            heading: false,
        },
        error: error(errors, "postcode", wording),
        value: typed,
        classes: "govuk-input--width-10",
        autocomplete: Some("postal-code"),
        autocapitalize: Some("characters"),
        spellcheck: Some(false),
        ..Input::default()
    }
    .view()
}
