//! Buttons that look like links, and the hidden fields every form of a journey carries.

use leptos::prelude::*;

/// A button in the clothes of a link, for what is not the way forward.
pub fn link_button(
    text: String,
    name: Option<&'static str>,
    value: Option<&'static str>,
) -> AnyView {
    view! { <button type="submit" class="app-link-button" name=name value=value>{text}</button> }
        .into_any()
}

pub fn hidden(name: String, value: String) -> AnyView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}
