//! A button styled as a link, for secondary actions.

use leptos::prelude::*;

/// Submits its form, like any button.
#[derive(Default)]
pub struct LinkButton {
    pub text: String,
    pub name: Option<&'static str>,
    pub value: Option<&'static str>,
    pub id: Option<String>,
}

impl LinkButton {
    pub fn view(self) -> AnyView {
        view! { <button type="submit" class="app-link-button" name=self.name value=self.value id=self.id>{self.text}</button> }
            .into_any()
    }
}
