//! Progress through a form, in words.

use leptos::prelude::*;

/// A line above the question, such as the section's name or "Question 2 of about 5".
#[derive(Default)]
pub struct Step {
    pub text: String,
    /// Progress, 0 to 100; `None` renders no bar. The bar is decorative: the text conveys the same.
    pub percent: Option<u8>,
}

impl Step {
    pub fn view(self) -> AnyView {
        // An SVG, because the content security policy forbids style attributes.
        let bar = self.percent.map(|percent| {
            let width = percent.min(100).to_string();
            // A variable, because Leptos wraps wholly literal children of an SVG in a `<g>` in
            // the browser.
            let track = "app-step__track";
            view! {
                <svg class="app-step__bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class=track width="100" height="1"></rect>
                    <rect class="app-step__done" width=width height="1"></rect>
                </svg>
            }
            .into_any()
        });
        view! {
            <div class="app-step">
                <p class="app-step__text">{self.text}</p>
                {bar}
            </div>
        }
        .into_any()
    }
}
