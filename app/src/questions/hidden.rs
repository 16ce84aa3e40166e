//! The hidden fields that forms carry.

use leptos::prelude::*;

/// A field that people do not see and forms carry.
pub fn hidden(name: String, value: String) -> AnyView {
    view! { <input type="hidden" name=name value=value/> }.into_any()
}
