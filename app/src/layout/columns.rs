//! `main`, with what stands before it.

use crate::components::BackLink;
pub use crate::questions::page::main as reading;
use leptos::prelude::*;
use shared::wording::Wording;

/// `main` over the whole width.
pub fn wide(content: AnyView) -> AnyView {
    view! { <main class="govuk-main-wrapper" id="main-content">{content}</main> }.into_any()
}

/// The back link of a page that is no page of a journey.
pub fn back(wording: &Wording, href: String) -> AnyView {
    BackLink {
        href,
        text: wording.say("layout-back"),
        classes: "",
    }
    .view()
}
