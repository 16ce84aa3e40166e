//! The label of a field, which can be the heading of the page.

use super::classes::classes;
use super::element::element;
use leptos::prelude::*;

/// A field's label. On a page with one question it is the page's heading.
#[derive(Default)]
pub struct Label {
    pub text: String,
    /// `govuk-label--l` and similar; required for a label that is the page's heading.
    pub classes: &'static str,
    /// Wraps the label in the page's `h1`.
    pub heading: bool,
}

impl Label {
    /// The label as the page's heading, in large type.
    pub fn heading(text: String) -> Self {
        Self {
            text,
            classes: "govuk-label--l",
            heading: true,
        }
    }

    /// `field` is the id of the labelled field; an empty text renders nothing.
    pub fn view(self, field: &str) -> AnyView {
        if self.text.is_empty() {
            return ().into_any();
        }
        let label = label(
            classes("govuk-label", self.classes),
            field.to_string(),
            self.text,
        );
        if self.heading {
            element("h1", "govuk-label-wrapper", label)
        } else {
            label
        }
    }
}

impl From<String> for Label {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// The bare element, for components that style their labels differently.
pub(super) fn label(class: String, field: String, text: String) -> AnyView {
    let field = super::classes::present(field);
    view! { <label class=class for=field>{text}</label> }.into_any()
}
