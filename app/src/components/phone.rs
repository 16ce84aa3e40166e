//! A phone number, large enough to tap.

use super::element::element;
use leptos::prelude::*;

/// A phone line.
#[derive(Default)]
pub struct Phone {
    /// Whose number it is; empty if the text above says so.
    pub label: String,
    /// As people write it.
    pub number: String,
    pub hours: Option<String>,
    /// The text of the text relay link; `None` if relay is not supported.
    pub relay: Option<String>,
}

impl Phone {
    pub fn view(self) -> AnyView {
        let href = tel("", &self.number);
        let label = super::classes::present(self.label)
            .map(|label| element("span", "app-phone__label", label));
        let hours = self
            .hours
            .map(|hours| element("span", "app-phone__hours", hours));
        let relay = self.relay.map(|text| {
            let href = tel("18001", &self.number);
            view! { <a class="govuk-link app-phone__relay" href=href>{text}</a> }.into_any()
        });
        view! {
            <p class="app-phone">
                {label}
                <a class="govuk-link app-phone__number" href=href translate="no">{self.number}</a>
                {hours}
                {relay}
            </p>
        }
        .into_any()
    }
}

/// A `tel:` URL: digits only, after `prefix` (`18001` calls by text relay).
pub fn tel(prefix: &str, number: &str) -> String {
    let mut href = String::from("tel:");
    href.push_str(prefix);
    for c in number.chars() {
        if c.is_ascii_digit() || (c == '+' && prefix.is_empty()) {
            href.push(c);
        }
    }
    href
}
