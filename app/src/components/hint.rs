//! Help text for a question.

use super::classes::classes;
use super::element::with_id;
use leptos::prelude::*;

/// A hint; `id` is referenced by the field's `aria-describedby`.
#[derive(Default)]
pub struct Hint {
    pub id: Option<String>,
    pub text: String,
    pub classes: &'static str,
}

impl Hint {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-hint", self.classes);
        with_id("div", self.id, class, self.text.into_any())
    }
}
