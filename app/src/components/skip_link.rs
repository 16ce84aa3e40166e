//! The link that skips the header.

use super::classes::classes;
use leptos::prelude::*;

/// The first focusable element of the page.
#[derive(Default)]
pub struct SkipLink {
    /// `#` and the id of `<main>`.
    pub href: String,
    pub text: String,
    pub classes: &'static str,
}

impl SkipLink {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-skip-link", self.classes);
        view! { <a href=self.href class=class data-module="govuk-skip-link">{self.text}</a> }
            .into_any()
    }
}
