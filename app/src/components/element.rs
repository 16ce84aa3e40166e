//! Plain elements. Every distinct type of element is drawn by code of its own in the browser's program;
//! these are one type for all tags.

use super::classes::present;
use leptos::html::custom;
use leptos::prelude::*;
use leptos::tachys::view::iterators::StaticVec;

/// An element with a class, or without if that is empty.
pub fn element(tag: &'static str, class: impl Into<String>, children: impl IntoAny) -> AnyView {
    with_id(tag, None, class.into(), children.into_any())
}

/// An element that other elements refer to.
pub fn with_id(tag: &'static str, id: Option<String>, class: String, children: AnyView) -> AnyView {
    custom(tag)
        .id(id)
        .class(present(class))
        .child(children)
        .into_any()
}

/// Several views as one.
pub fn together(views: Vec<AnyView>) -> AnyView {
    StaticVec::from(views).into_any()
}
