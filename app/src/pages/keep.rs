//! Keeping the answers of a form on the person's own device: the choice, and afterwards until when.

use super::Moment;
use crate::components::{Button, WarningText};
use crate::layout::ServiceName;
use crate::layout::columns::reading;
use crate::questions::hidden::hidden;
use crate::questions::page::way_back;
use leptos::prelude::*;
use shared::journey::form_fields;
use shared::paths::JourneyPaths;
use shared::wording::Wording;
use std::sync::Arc;

/// Posts the draft's id to [`JourneyPaths::keep`].
pub struct Keep {
    pub wording: Arc<Wording>,
    pub service: ServiceName,
    pub paths: JourneyPaths,
    pub draft: String,
    /// The step to go on with.
    pub step: String,
    /// Until when the answers are kept, once that was chosen.
    pub until: Option<Moment>,
}

impl Keep {
    pub fn title(&self) -> String {
        self.wording.say(match self.until {
            Some(_) => "page-kept-title",
            None => "page-keep-title",
        })
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let back = way_back(wording, self.step.clone());
        let body = match &self.until {
            Some(until) => self.kept(until),
            None => self.choice(),
        };
        let content = reading(
            view! {
                <span class="govuk-caption-l" lang=self.service.lang>{self.service.title.clone()}</span>
                <h1 class="govuk-heading-l">{self.title()}</h1>
                {body}
            }
            .into_any(),
        );
        (back, content).into_any()
    }

    fn choice(&self) -> AnyView {
        let wording = &self.wording;
        let warning = WarningText {
            prefix: wording.say("layout-warning"),
            children: Some(wording.say("page-keep-shared").into_any()),
            ..WarningText::default()
        }
        .view();
        let button = Button {
            text: wording.say("page-keep-button"),
            once: true,
            ..Button::default()
        }
        .view();
        view! {
            <p class="govuk-body">{wording.say("page-keep-text")}</p>
            <p class="govuk-body">{wording.say("page-keep-pages")}</p>
            {warning}
            <form method="post" action=self.paths.keep(None) novalidate=true>
                {hidden(String::from(form_fields::DRAFT), self.draft.clone())}
                <div class="govuk-button-group">
                    {button}
                    <a class="govuk-link" href=self.step.clone()>{wording.say("page-keep-no")}</a>
                </div>
            </form>
        }
        .into_any()
    }

    fn kept(&self, until: &Moment) -> AnyView {
        let wording = &self.wording;
        let until = until.text(wording);
        let button = Button {
            text: wording.say("page-kept-go-on"),
            href: Some(self.step.clone()),
            ..Button::default()
        }
        .view();
        let cancel = self.paths.leave(Some(&self.draft));
        view! {
            <p class="govuk-body">{wording.with("page-kept-text", &[("when", &until)])}</p>
            <p class="govuk-body">{wording.say("page-kept-return")}</p>
            <div class="govuk-button-group">
                {button}
                <a class="govuk-link" href=cancel>{wording.say("page-kept-delete")}</a>
            </div>
        }
        .into_any()
    }
}
