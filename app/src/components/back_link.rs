//! The link to the previous page.

use leptos::prelude::*;

/// Placed above `<main>`, directly after the navigation.
#[derive(Default)]
pub struct BackLink {
    pub href: String,
    pub text: String,
    pub classes: &'static str,
}

impl BackLink {
    pub fn view(self) -> AnyView {
        let class = super::classes::classes("govuk-back-link", self.classes);
        view! { <a href=self.href class=class>{self.text}</a> }.into_any()
    }
}
