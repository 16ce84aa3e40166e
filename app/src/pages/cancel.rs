//! Asks once before a form is cancelled and its answers are deleted.

use crate::components::Button;
use crate::layout::ServiceName;
use crate::layout::columns::reading;
use crate::questions::hidden::hidden;
use crate::questions::page::way_back;
use leptos::prelude::*;
use shared::journey::form_fields;
use shared::paths::JourneyPaths;
use shared::service::purpose::Purpose;
use shared::wording::Wording;
use std::sync::Arc;

/// Posts the draft's id to [`JourneyPaths::leave`].
pub struct Cancel {
    pub wording: Arc<Wording>,
    pub service: ServiceName,
    pub purpose: Purpose,
    pub paths: JourneyPaths,
    pub draft: String,
    /// The step to go back to.
    pub step: String,
}

impl Cancel {
    pub fn title(&self) -> String {
        self.wording.say(match self.purpose {
            Purpose::Report => "page-cancel-report-title",
            _ => "page-cancel-title",
        })
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let back = way_back(wording, self.step.clone());
        let button = Button {
            text: wording.say("page-cancel-yes"),
            classes: "govuk-button--warning",
            once: true,
            ..Button::default()
        }
        .view();
        let content = reading(
            view! {
                <span class="govuk-caption-l" lang=self.service.lang>{self.service.title.clone()}</span>
                <h1 class="govuk-heading-l">{self.title()}</h1>
                <p class="govuk-body">{wording.say("page-cancel-text")}</p>
                <form method="post" action=self.paths.leave(None) novalidate=true>
                    {hidden(String::from(form_fields::DRAFT), self.draft.clone())}
                    <div class="govuk-button-group">
                        {button}
                        <a class="govuk-link" href=self.step.clone()>{wording.say("page-cancel-no")}</a>
                    </div>
                </form>
            }
            .into_any(),
        );
        (back, content).into_any()
    }
}
