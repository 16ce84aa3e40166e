//! The page after "Clear my answers".

use crate::components::Button;
use crate::layout::ServiceName;
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

pub struct Cleared {
    pub wording: Arc<Wording>,
    /// The service whose form was cleared.
    pub service: ServiceName,
}

impl Cleared {
    pub fn title(&self) -> String {
        self.wording.say("page-cleared-title")
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let again = Button {
            text: wording.say("journey-start-again"),
            href: Some(self.service.href.clone()),
            ..Button::default()
        }
        .view();
        let services = paths::services(wording.language);
        reading(
            view! {
                <h1 class="govuk-heading-l">{self.title()}</h1>
                <p class="govuk-body">{wording.say("page-cleared-text")}</p>
                <div class="govuk-button-group">
                    {again}
                    <a class="govuk-link" href=services>{wording.say("journey-outcome-services")}</a>
                </div>
            }
            .into_any(),
        )
    }
}
