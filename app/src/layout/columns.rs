//! `main`, with what stands before it.

pub use crate::questions::page::main as reading;
/// The back link of a page that is no page of a journey is that of one that is.
pub use crate::questions::page::way_back as back;
use leptos::prelude::*;

/// `main` over the whole width.
pub fn wide(content: AnyView) -> AnyView {
    view! { <main class="govuk-main-wrapper" id="main-content">{content}</main> }.into_any()
}
