//! Help text that can be expanded.

use super::classes::classes;
use leptos::prelude::*;

/// A summary line and the content it expands.
#[derive(Default)]
pub struct Details {
    pub id: Option<String>,
    pub summary: String,
    pub open: bool,
    pub classes: &'static str,
    pub children: Option<AnyView>,
}

impl Details {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-details", self.classes);
        view! {
            <details id=self.id class=class open=self.open>
                <summary class="govuk-details__summary">
                    <span class="govuk-details__summary-text">{self.summary}</span>
                </summary>
                <div class="govuk-details__text">{self.children}</div>
            </details>
        }
        .into_any()
    }
}
