//! A reference, styled for reading aloud and copying by hand.

use leptos::prelude::*;

/// A reference or tracking code, excluded from browser translation.
#[derive(Default)]
pub struct Reference {
    /// As shown, in groups: `XXX-XXXX-XXX`.
    pub text: String,
}

impl Reference {
    pub fn view(self) -> AnyView {
        view! { <strong class="app-reference" translate="no">{self.text}</strong> }.into_any()
    }
}
