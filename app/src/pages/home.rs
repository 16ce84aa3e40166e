//! The home page: find a service, or track a request.

use super::services::{ServiceEntry, list};
use crate::components::SearchField;
use crate::layout::columns::wide;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

pub struct Home {
    pub wording: Arc<Wording>,
    /// The most used services, in descending order.
    pub popular: Vec<ServiceEntry>,
}

impl Home {
    pub fn title(&self) -> String {
        self.wording.say("page-home-title")
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let language = wording.language;
        let search = SearchField {
            action: paths::services(language),
            name: "q",
            label: wording.say("page-home-search-label"),
            button: wording.say("page-home-search-button"),
            ..SearchField::default()
        }
        .view();
        wide(
            view! {
                <div class="app-lead">
                    <h1 class="govuk-heading-xl">{self.title()}</h1>
                    <p class="govuk-body-l">{wording.say("page-home-lead")}</p>
                    {search}
                </div>
                <div class="govuk-grid-row">
                    <div class="govuk-grid-column-two-thirds">
                        <h2 class="govuk-heading-m">{wording.say("page-home-popular")}</h2>
                        {list(self.popular, None, wording)}
                        <p class="govuk-body">
                            <a class="govuk-link" href=paths::services(language)>{wording.say("page-home-all")}</a>
                        </p>
                    </div>
                    <div class="govuk-grid-column-one-third app-beside">
                        <h2 class="govuk-heading-m">{wording.say("page-home-follow-title")}</h2>
                        <p class="govuk-body">{wording.say("page-home-follow-text")}</p>
                        <p class="govuk-body">
                            <a class="govuk-link" href=paths::requests(language)>{wording.say("page-home-follow-link")}</a>
                        </p>
                        <h2 class="govuk-heading-m">{wording.say("page-home-councils-title")}</h2>
                        <p class="govuk-body">{wording.say("page-home-councils-text")}</p>
                    </div>
                </div>
            }
            .into_any(),
        )
    }
}
