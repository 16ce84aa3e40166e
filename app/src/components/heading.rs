//! A heading whose level is set by the caller.

use super::element::with_id;
use leptos::prelude::*;

/// A heading of level 1 to 4; any other level is rendered as 2.
#[derive(Default)]
pub struct Heading {
    pub level: u8,
    pub text: String,
    /// The complete class list, for example `govuk-heading-l`.
    pub classes: String,
    pub id: Option<String>,
}

impl Heading {
    pub fn view(self) -> AnyView {
        let Self {
            level,
            text,
            classes,
            id,
        } = self;
        let tag = match level {
            1 => "h1",
            3 => "h3",
            4 => "h4",
            _ => "h2",
        };
        with_id(tag, id, classes, text.into_any())
    }
}
