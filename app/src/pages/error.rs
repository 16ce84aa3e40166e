//! The error page: what happened, and what to do now.

use crate::components::Phone;
use crate::layout::Authority;
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

pub struct ErrorPage {
    pub wording: Arc<Wording>,
    /// The authority to call instead.
    pub authority: Arc<Authority>,
    pub title: String,
    /// Paragraphs.
    pub texts: Vec<String>,
}

impl ErrorPage {
    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let texts = self
            .texts
            .into_iter()
            .map(|text| view! { <p class="govuk-body">{text}</p> }.into_any())
            .collect::<Vec<_>>();
        let call = self.authority.phones.first().map(|line| {
            let phone = Phone {
                number: line.number.clone(),
                hours: Some(line.hours.clone()),
                ..Phone::default()
            }
            .view();
            view! {
                <p class="govuk-body">{wording.say("problem-call")}</p>
                {phone}
            }
            .into_any()
        });
        let services = paths::services(wording.language);
        reading(
            view! {
                <h1 class="govuk-heading-l">{self.title}</h1>
                {texts}
                <p class="govuk-body"><a class="govuk-link" href=services>{wording.say("problem-services")}</a></p>
                {call}
            }
            .into_any(),
        )
    }
}
