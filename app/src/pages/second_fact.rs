//! Asks for a second fact, known only to the sender, before showing a request.
//!
//! The page is the same whether the reference exists or not.

use super::form_errors::{FormError, error, summary, title};
use crate::components::{Button, Input, Label, Reference};
use crate::layout::columns::{back, reading};
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

/// Posts `fact` to the request's own URL.
pub struct SecondFact {
    pub wording: Arc<Wording>,
    pub reference: shared::reference::Reference,
    /// The value typed before, to be corrected.
    pub fact: String,
    pub errors: Vec<FormError>,
}

impl SecondFact {
    pub fn title(&self) -> String {
        title(
            &self.errors,
            &self.wording,
            self.wording.say("page-request-ask-title"),
        )
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let language = wording.language;
        let reference = Reference {
            text: self.reference.to_string(),
        }
        .view();
        let fact = Input {
            id: String::from("fact"),
            name: String::from("fact"),
            label: Label {
                text: wording.say("page-find-fact"),
                classes: "govuk-label--s",
                heading: false,
            },
            hint: Some(wording.say("page-find-fact-hint")),
            error: error(&self.errors, "fact", wording),
            value: self.fact.clone(),
            spellcheck: Some(false),
            autocomplete: Some("off"),
            classes: "govuk-!-width-two-thirds",
            ..Input::default()
        }
        .view();
        let button = Button {
            text: wording.say("page-request-ask-button"),
            once: true,
            ..Button::default()
        }
        .view();
        let content = view! {
            {summary(&self.errors, wording)}
            <h1 class="govuk-heading-l">{wording.say("page-request-ask-title")}</h1>
            <p class="govuk-body">{wording.say("page-request-reference")}" "{reference}</p>
            <p class="govuk-body">{wording.say("page-request-ask-text")}</p>
            <form method="post" action=paths::request(language, self.reference) novalidate=true class="app-form">
                {fact}
                {button}
            </form>
        }
        .into_any();
        (back(wording, paths::requests(language)), reading(content)).into_any()
    }
}
