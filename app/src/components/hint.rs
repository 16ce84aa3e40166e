//! Help text for a question.

use super::classes::classes;
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
        view! { <div id=self.id class=class>{self.text}</div> }.into_any()
    }
}
