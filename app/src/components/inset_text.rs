//! Text set apart from the surrounding text.

use super::classes::classes;
use super::element::with_id;
use leptos::prelude::*;

/// Inset text around `children`.
#[derive(Default)]
pub struct InsetText {
    pub id: Option<String>,
    pub classes: &'static str,
    pub children: Option<AnyView>,
}

impl InsetText {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-inset-text", self.classes);
        with_id("div", self.id, class, self.children.into_any())
    }
}
