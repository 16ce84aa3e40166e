//! A consequence that people must know before they act.

use super::classes::classes;
use leptos::prelude::*;

/// Bold text beside an exclamation mark.
#[derive(Default)]
pub struct WarningText {
    /// The visually hidden word read in place of the mark, "Warning" in English.
    pub prefix: String,
    pub children: Option<AnyView>,
    pub classes: &'static str,
}

impl WarningText {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-warning-text", self.classes);
        view! {
            <div class=class>
                <span class="govuk-warning-text__icon" aria-hidden="true">"!"</span>
                " "
                <strong class="govuk-warning-text__text">
                    <span class="govuk-visually-hidden">{self.prefix}</span>
                    " "
                    {self.children}
                </strong>
            </div>
        }
        .into_any()
    }
}
