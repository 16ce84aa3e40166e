//! The frame around every page, made from the request's context.

use super::context::Context;
use crate::calendar::london;
use crate::render;
use crate::sites::Site;
use crate::state::AppState;
use app::layout::{Frame, Section, ServiceName, Stay};
use app::pages::Moment;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use leptos::prelude::AnyView;
use shared::language::Language;
use shared::paths;
use shared::service::Definition;
use std::sync::Arc;

/// The frame of a page with this title, to which the authority's name is added.
pub fn frame(state: &AppState, context: &Context, page: &str, section: Section) -> Frame {
    frame_of(&context.site, state, context, page, section)
}

/// The privacy notice of an authority.
pub fn privacy_of(authority: &Site, context: &Context) -> String {
    if authority.id() == context.authority() {
        paths::privacy(context.language)
    } else {
        paths::privacy_of(context.language, authority.id())
    }
}

/// The frame of a page on this site that another authority answers for.
pub fn frame_of(
    site: &Site,
    state: &AppState,
    context: &Context,
    page: &str,
    section: Section,
) -> Frame {
    let wording = state.words.of(context.language).clone();
    let authority = site.details(context.language);
    let alternates = Language::ALL
        .into_iter()
        .filter(|language| *language != context.language)
        .map(|language| (language, in_language(language, context.path())))
        .collect();
    Frame {
        title: Frame::title_of(&wording, &authority, page),
        wording,
        authority,
        assets: site.assets.clone(),
        index: false,
        section,
        privacy: privacy_of(site, context),
        service: None,
        alternates,
        demo: state.config.demo,
        journey: false,
        hide_contact_line: false,
        island: None,
        has_style: context.comes_from_here(),
        stay: Stay::default(),
    }
}

/// The same path in another language.
pub fn in_language(language: Language, path: &str) -> String {
    match path {
        "/" => paths::home(language),
        // Two slashes at the beginning would lead to another host.
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

/// A page without personal data, which may be cached.
pub fn public(status: StatusCode, frame: Frame, body: impl FnOnce(&Frame) -> AnyView) -> Response {
    render::page(status, html(&frame, body))
}

/// A page with personal data, which is never cached.
pub fn personal(
    status: StatusCode,
    frame: Frame,
    body: impl FnOnce(&Frame) -> AnyView,
) -> Response {
    render::personal(status, html(&frame, body))
}

pub fn html(frame: &Frame, body: impl FnOnce(&Frame) -> AnyView) -> String {
    render::html(|| app::document::document(frame, body(frame)))
}

/// A time in London.
pub fn moment(at: Timestamp) -> Moment {
    let local = london(at);
    Moment {
        date: local.date,
        minute: local.minute,
        rfc3339: at.to_string(),
    }
}

/// The wording of the response.
pub fn wording(state: &AppState, context: &Context) -> Arc<shared::wording::Wording> {
    state.words.of(context.language).clone()
}
