//! A status in a word or two.

use super::classes::classes;
use super::element::element;
use leptos::prelude::*;

/// A tag; colour never carries the meaning alone.
#[derive(Default)]
pub struct Tag {
    pub text: String,
    /// `govuk-tag--green` and similar.
    pub classes: &'static str,
}

impl Tag {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-tag", self.classes);
        element("strong", class, self.text)
    }
}
