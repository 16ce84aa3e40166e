//! A button, or a link styled as one.

use super::classes::classes;
use leptos::prelude::*;

/// With `href`, a link styled as a button; otherwise a button that submits.
#[derive(Default)]
pub struct Button {
    pub text: String,
    /// `govuk-button--secondary`, `govuk-button--warning`, `govuk-button--inverse`.
    pub classes: &'static str,
    pub href: Option<String>,
    /// Adds the arrow of a start page.
    pub start: bool,
    pub id: Option<String>,
    pub name: Option<String>,
    pub value: Option<String>,
    /// `button` or `reset`; empty means `submit`.
    pub kind: &'static str,
    /// Ignores a second click within a second. The server is safe without it.
    pub once: bool,
}

// A constant, because Leptos wraps wholly literal children of an SVG in a `<g>` in the browser.
const ARROW: &str = "M0 0h13l20 20-20 20H0l20-20z";

impl Button {
    pub fn view(self) -> AnyView {
        let mut class = classes("govuk-button", self.classes);
        if self.start {
            class.push_str(" govuk-button--start");
        }
        let arrow = self.start.then(|| {
            view! {
                <svg class="govuk-button__start-icon" xmlns="http://www.w3.org/2000/svg" width="17.5" height="19" viewBox="0 0 33 40" aria-hidden="true" focusable="false">
                    <path fill="currentColor" d=ARROW/>
                </svg>
            }
            .into_any()
        });
        match self.href {
            Some(href) => view! {
                <a href=href role="button" draggable="false" class=class data-module="govuk-button" id=self.id>
                    {self.text}{arrow}
                </a>
            }
            .into_any(),
            None => {
                let kind = if self.kind.is_empty() { "submit" } else { self.kind };
                let once = self.once.then_some("true");
                view! {
                    <button type=kind value=self.value name=self.name data-prevent-double-click=once class=class data-module="govuk-button" id=self.id>
                        {self.text}{arrow}
                    </button>
                }
                .into_any()
            }
        }
    }
}
