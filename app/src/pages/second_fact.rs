//! Asks for a second fact, known only to the sender, before showing a request.
//!
//! The page is the same whether the reference exists or not.

use super::fact_wait::FactWait;
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
    /// Why the fact was not checked, if it was not.
    pub wait: Option<FactWait>,
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
            autocorrect: Some("off"),
            autocapitalize: Some("none"),
            autocomplete: Some("off"),
            classes: "govuk-!-width-two-thirds",
            ..Input::default()
        }
        .view();
        let wait = self.wait.as_ref().map(|wait| wait.banner(wording));
        let ticket = self.wait.as_ref().and_then(FactWait::field);
        let button = Button {
            text: wording.say(if ticket.is_some() {
                "page-fact-wait-again"
            } else {
                "page-request-ask-button"
            }),
            once: true,
            ..Button::default()
        }
        .view();
        let content = view! {
            {wait}
            {summary(&self.errors, wording)}
            <h1 class="govuk-heading-l">{wording.say("page-request-ask-title")}</h1>
            <p class="govuk-body">{wording.say("page-request-reference")}" "{reference}</p>
            <p class="govuk-body">{wording.say("page-request-ask-text")}</p>
            <form method="post" action=paths::request(language, self.reference) novalidate=true class="app-form">
                {fact}
                {ticket}
                {button}
            </form>
        }
        .into_any();
        (back(wording, paths::requests(language)), reading(content)).into_any()
    }
}
