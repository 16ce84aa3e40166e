//! The error of one field, shown beside it.

use super::classes::classes;
use super::element::{element, together, with_id};
use leptos::prelude::*;

/// An error message that says what to do.
#[derive(Default)]
pub struct ErrorMessage {
    /// The hidden word read before the message, "Error" in English; a colon is added.
    pub prefix: String,
    pub text: String,
    pub classes: &'static str,
}

impl ErrorMessage {
    /// `prefix` is the hidden word, `text` the message.
    pub fn new(prefix: String, text: String) -> Self {
        Self {
            prefix,
            text,
            classes: "",
        }
    }

    /// `id` is referenced by the field's `aria-describedby`.
    pub fn view(self, id: Option<String>) -> AnyView {
        let class = classes("govuk-error-message", self.classes);
        let Self {
            mut prefix, text, ..
        } = self;
        if prefix.is_empty() {
            return with_id("p", id, class, text.into_any());
        }
        prefix.push(':');
        let mut spaced = String::from(" ");
        spaced.push_str(&text);
        let prefix = element("span", "govuk-visually-hidden", prefix);
        with_id("p", id, class, together(vec![prefix, spaced.into_any()]))
    }
}
