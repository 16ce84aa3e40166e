//! What stands around every page, from who is at the door.

use crate::http::visit::Visit;
use crate::render;
use crate::state::AppState;
use app::layout::{Frame, Section, ServiceName};
use axum::http::StatusCode;
use axum::response::Response;
use leptos::prelude::AnyView;
use shared::language::Language;
use shared::paths;
use shared::service::Definition;
use std::sync::Arc;

/// The frame of a page with this title; the authority's name is put behind it.
pub fn frame(state: &AppState, visit: &Visit, page: &str, section: Section) -> Frame {
    let wording = state.words.of(visit.language).clone();
    let authority = visit.site.drawn(visit.language);
    let others = Language::ALL
        .into_iter()
        .filter(|language| *language != visit.language)
        .map(|language| (language, in_language(language, &visit.path)))
        .collect();
    Frame {
        title: Frame::title_of(&wording, &authority, page),
        wording,
        authority,
        assets: visit.site.assets.clone(),
        index: false,
        section,
        service: None,
        others,
        demo: state.config.demo,
        quiet: false,
        island: false,
    }
}

/// The same path in another language.
pub fn in_language(language: Language, path: &str) -> String {
    match path {
        "/" => paths::home(language),
        // More than one slash at the beginning would be another host.
        path => format!("{}/{}", language.prefix(), path.trim_start_matches('/')),
    }
}

pub fn service_name(definition: &Definition, language: Language) -> ServiceName {
    ServiceName {
        title: definition.title.get(language).to_owned(),
        lang: definition.lang(language),
        href: paths::service(language, &definition.id),
    }
}

/// A page anybody may see and keep.
pub fn public(status: StatusCode, frame: Frame, body: impl FnOnce(&Frame) -> AnyView) -> Response {
    render::page(status, drawn(&frame, body))
}

/// A page about a person: never stored.
pub fn personal(
    status: StatusCode,
    frame: Frame,
    body: impl FnOnce(&Frame) -> AnyView,
) -> Response {
    render::personal(status, drawn(&frame, body))
}

pub fn drawn(frame: &Frame, body: impl FnOnce(&Frame) -> AnyView) -> String {
    render::html(|| app::document::document(frame, body(frame)))
}

/// The wording of a visit.
pub fn wording(state: &AppState, visit: &Visit) -> Arc<shared::wording::Wording> {
    state.words.of(visit.language).clone()
}
