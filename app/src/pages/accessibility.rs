//! The accessibility statement, following the model statement of the 2018 regulations.

use super::moment::date;
use crate::components::{List, Phone};
use crate::layout::Authority;
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::date::Date;
use shared::wording::Wording;
use std::sync::Arc;

pub struct Accessibility {
    pub wording: Arc<Wording>,
    pub authority: Arc<Authority>,
    /// When the statement was last reviewed.
    pub prepared: Date,
}

impl Accessibility {
    pub fn title(&self) -> String {
        self.wording.say("page-accessibility-title")
    }

    pub fn view(self) -> AnyView {
        let say = |key: &str| self.wording.say(&format!("page-accessibility-{key}"));
        let name = self.authority.name.as_str();
        let can = (1..=5).map(|n| say(&format!("can-{n}"))).collect();
        let prepared = date(self.prepared, &self.wording);
        let email = self.authority.email.clone().map(|email| {
            view! { <p class="govuk-body"><a class="govuk-link" href=format!("mailto:{email}") translate="no">{email.clone()}</a></p> }
                .into_any()
        });
        let call = self.authority.phones.first().map(|line| {
            let relay = self.authority.relay;
            Phone {
                number: line.number.clone(),
                hours: Some(line.hours.clone()),
                relay: relay.then(|| {
                    self.wording
                        .with("layout-phone-relay", &[("number", &line.number)])
                }),
                ..Phone::default()
            }
            .view()
        });
        reading(
            view! {
                <h1 class="govuk-heading-l">{self.title()}</h1>
                <p class="govuk-body">{self.wording.with("page-accessibility-scope", &[("authority", name)])}</p>
                <p class="govuk-body">{say("can-intro")}</p>
                {List::bullets(can).view()}
                <p class="govuk-body">
                    <a class="govuk-link" href="https://mcmw.abilitynet.org.uk/">{say("abilitynet")}</a>
                </p>
                <h2 class="govuk-heading-m">{say("how-title")}</h2>
                <p class="govuk-body">{say("how-text")}</p>
                <p class="govuk-body">{say("welsh")}</p>
                <h2 class="govuk-heading-m">{say("report-title")}</h2>
                <p class="govuk-body">{say("report-text")}</p>
                {email}
                {call}
                <h2 class="govuk-heading-m">{say("enforce-title")}</h2>
                <p class="govuk-body">{say("enforce-text")}</p>
                <p class="govuk-body">
                    <a class="govuk-link" href="https://www.equalityadvisoryservice.com/">{say("enforce-link")}</a>
                </p>
                <h2 class="govuk-heading-m">{say("technical-title")}</h2>
                <p class="govuk-body">{self.wording.with("page-accessibility-technical-text", &[("authority", name)])}</p>
                <h3 class="govuk-heading-s">{say("status-title")}</h3>
                <p class="govuk-body">{say("status-text")}</p>
                <h3 class="govuk-heading-s">{say("tested-title")}</h3>
                <p class="govuk-body">{say("tested-text")}</p>
                <p class="govuk-body">{self.wording.with("page-accessibility-prepared", &[("date", &prepared)])}</p>
            }
            .into_any(),
        )
    }
}
