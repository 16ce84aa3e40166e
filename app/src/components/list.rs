//! A list in body text.

use super::classes::classes;
use super::element::{element, together};
use leptos::prelude::*;

/// A list; `number` renders an ordered one.
#[derive(Default)]
pub struct List {
    pub items: Vec<AnyView>,
    pub number: bool,
    /// `govuk-list--bullet`, `govuk-list--number`, `govuk-list--spaced`.
    pub classes: &'static str,
}

impl List {
    /// A bulleted list of plain texts.
    pub fn bullets(texts: Vec<String>) -> Self {
        Self {
            items: texts.into_iter().map(|text| text.into_any()).collect(),
            number: false,
            classes: "govuk-list--bullet",
        }
    }

    pub fn view(self) -> AnyView {
        let class = classes("govuk-list", self.classes);
        let mut items = Vec::with_capacity(self.items.len());
        for item in self.items {
            items.push(element("li", "", item));
        }
        let tag = if self.number { "ol" } else { "ul" };
        element(tag, class, together(items))
    }
}
