//! `main`, with what precedes it.

pub use crate::questions::page::main as reading;
/// Pages outside a journey use the same back link as those in one.
pub use crate::questions::page::way_back as back;
use leptos::prelude::*;

/// `main` at full width.
pub fn wide(content: AnyView) -> AnyView {
    view! { <main class="govuk-main-wrapper" id="main-content">{content}</main> }.into_any()
}
