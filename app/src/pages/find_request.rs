//! Finds a request by its reference and a second fact.

use super::fact_wait::FactWait;
use super::form_errors::{FormError, error, summary, title};
use crate::components::{Button, Input, Label, NotificationBanner};
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

/// Posts `reference` and `fact`.
pub struct FindRequest {
    pub wording: Arc<Wording>,
    pub reference: String,
    pub fact: String,
    pub errors: Vec<FormError>,
    /// Why the fact was not checked, if it was not.
    pub wait: Option<FactWait>,
    /// This browser has just lost access to the requests it had open.
    pub finished: bool,
}

impl FindRequest {
    /// The empty page.
    pub fn new(wording: Arc<Wording>) -> Self {
        Self {
            wording,
            reference: String::new(),
            fact: String::new(),
            errors: Vec::new(),
            wait: None,
            finished: false,
        }
    }

    pub fn title(&self) -> String {
        title(
            &self.errors,
            &self.wording,
            self.wording.say("page-find-title"),
        )
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let reference = reference_field(wording, &self.reference, &self.errors);
        let fact = Input {
            id: String::from("fact"),
            name: String::from("fact"),
            label: label(wording.say("page-find-fact")),
            hint: Some(wording.say("page-find-fact-hint")),
            error: error(&self.errors, "fact", wording),
            value: self.fact.clone(),
            classes: "govuk-!-width-two-thirds",
            spellcheck: Some(false),
            autocorrect: Some("off"),
            autocapitalize: Some("none"),
            autocomplete: Some("off"),
            ..Input::default()
        }
        .view();
        let wait = self.wait.as_ref().map(|wait| wait.banner(wording));
        let ticket = self.wait.as_ref().and_then(FactWait::field);
        let button = Button {
            text: wording.say(if ticket.is_some() {
                "page-fact-wait-again"
            } else {
                "page-find-button"
            }),
            once: true,
            ..Button::default()
        }
        .view();
        let finished = self.finished.then(|| {
            NotificationBanner {
                title: wording.say("layout-success"),
                success: true,
                heading: Some(wording.say("page-find-finished")),
                ..NotificationBanner::default()
            }
            .view()
        });
        reading(
            view! {
                {finished}
                {wait}
                {summary(&self.errors, wording)}
                <h1 class="govuk-heading-l">{wording.say("page-find-title")}</h1>
                <p class="govuk-body">{wording.say("page-find-intro")}</p>
                <form method="post" action=paths::requests(wording.language) novalidate=true class="app-form">
                    {reference}
                    {fact}
                    {ticket}
                    {button}
                </form>
                <h2 class="govuk-heading-m">{wording.say("page-find-lost-title")}</h2>
                <p class="govuk-body">{wording.say("page-find-lost-text")}</p>
            }
            .into_any(),
        )
    }
}

/// The field of a form that asks for a reference.
pub fn reference_field(wording: &Wording, typed: &str, errors: &[FormError]) -> AnyView {
    Input {
        id: String::from("reference"),
        name: String::from("reference"),
        label: label(wording.say("page-find-reference")),
        hint: Some(wording.say("page-find-reference-hint")),
        error: error(errors, "reference", wording),
        value: String::from(typed),
        classes: "govuk-input--width-20 govuk-input--extra-letter-spacing",
        autocapitalize: Some("characters"),
        spellcheck: Some(false),
        autocomplete: Some("off"),
        ..Input::default()
    }
    .view()
}

fn label(text: String) -> Label {
    Label {
        text,
        classes: "govuk-label--s",
        heading: false,
    }
}
