//! All errors of the page, at its top.

use super::classes::present;
use leptos::prelude::*;

/// One error, and the field it is in.
#[derive(Default)]
pub struct ErrorLink {
    /// `#` and the field's id; `None` if the error belongs to no single field.
    pub href: Option<String>,
    pub text: String,
}

/// The error summary; the script moves the focus to it.
#[derive(Default)]
pub struct ErrorSummary {
    pub title: String,
    pub description: String,
    /// In page order.
    pub errors: Vec<ErrorLink>,
    /// `Some(true)` does not move the focus.
    pub disable_auto_focus: Option<bool>,
}

impl ErrorSummary {
    pub fn view(self) -> AnyView {
        let unfocused = self
            .disable_auto_focus
            .map(|off| if off { "true" } else { "false" });
        let description = present(self.description).map(|text| view! { <p>{text}</p> }.into_any());
        let list = if self.errors.is_empty() {
            None
        } else {
            let items = self.errors.into_iter().map(item).collect::<Vec<_>>();
            Some(view! { <ul class="govuk-list govuk-error-summary__list">{items}</ul> }.into_any())
        };
        view! {
            <div class="govuk-error-summary" data-disable-auto-focus=unfocused data-module="govuk-error-summary">
                <div role="alert">
                    <h2 class="govuk-error-summary__title">{self.title}</h2>
                    <div class="govuk-error-summary__body">{description}{list}</div>
                </div>
            </div>
        }
        .into_any()
    }
}

fn item(error: ErrorLink) -> AnyView {
    match error.href {
        Some(href) => view! { <li><a href=href>{error.text}</a></li> }.into_any(),
        None => view! { <li>{error.text}</li> }.into_any(),
    }
}
