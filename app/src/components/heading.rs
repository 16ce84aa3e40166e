//! A heading whose level is set by the caller.

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
        match level {
            1 => view! { <h1 class=classes id=id>{text}</h1> }.into_any(),
            3 => view! { <h3 class=classes id=id>{text}</h3> }.into_any(),
            4 => view! { <h4 class=classes id=id>{text}</h4> }.into_any(),
            _ => view! { <h2 class=classes id=id>{text}</h2> }.into_any(),
        }
    }
}
