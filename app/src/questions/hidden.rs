//! Hidden form fields.

use leptos::prelude::*;

pub fn hidden(name: String, value: String) -> AnyView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}
