//! What went wrong, as a page or as problem details, in the caller's words; logged once.

use super::caller::{Caller, Kind};
use crate::desk::Desk;
use crate::error::{AppError, Undrawn};
use crate::render;
use app::layout::{Frame, Section};
use app::pages::{ProblemPage, Trouble};
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use shared::api::problem::ProblemDetails;
use shared::wording::Wording;
use std::sync::Arc;

/// Gives a body to every error that has none of its own: those of handlers ([`AppError`])
/// and those of extractors, fallbacks and layers, whose own words are not for people.
pub fn draw(desk: &Desk, caller: &Caller, mut response: Response) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let error = response.extensions_mut().remove::<Undrawn>();
    if error.is_none() && has_body_of_its_own(&response) {
        return response;
    }
    if let Some(Undrawn(error)) = &error {
        log(caller, error);
    }
    let error = error.as_ref().map(|Undrawn(error)| error.as_ref());
    let wording = desk.words.of(caller.language);
    let (kind, body) = match caller.kind {
        Kind::Api => ("application/problem+json", details(wording, status, error)),
        Kind::Page => (
            "text/html; charset=utf-8",
            page(desk, caller, status, error),
        ),
        Kind::Asset | Kind::Operations => ("text/plain; charset=utf-8", format!("{status}\n")),
    };
    // Allow, Retry-After and cookies stay.
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    parts
        .headers
        .insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    parts
        .headers
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Response::from_parts(parts, Body::from(body))
}

/// Text by a library ("Failed to deserialize …") is not a body for people.
fn has_body_of_its_own(response: &Response) -> bool {
    response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"))
}

fn log(caller: &Caller, error: &AppError) {
    let (id, route) = (&caller.id, &caller.route);
    match error {
        AppError::Internal(source) => {
            let error = source.as_ref() as &(dyn std::error::Error + 'static);
            tracing::error!(id, route, error, "a request failed");
        }
        AppError::Unavailable {
            source: Some(source),
            ..
        } => {
            let error = source.as_ref() as &(dyn std::error::Error + 'static);
            tracing::warn!(id, route, error, "a request could not be served now");
        }
        _ => {}
    }
}

/// The status whose words are used: not every status has words of its own.
fn spoken(status: StatusCode) -> u16 {
    match status.as_u16() {
        code @ (400 | 403 | 404 | 405 | 409 | 410 | 413 | 421 | 422 | 429 | 500 | 503) => code,
        401 => 403,
        412 => 409,
        400..=499 => 400,
        504 | 502 => 503,
        _ => 500,
    }
}

/// Heading and sentence for people.
fn words(wording: &Wording, status: StatusCode, error: Option<&AppError>) -> (String, String) {
    let code = spoken(status);
    if matches!(error, Some(AppError::NoSuchService)) {
        return (
            wording.say("problem-404-service-title"),
            wording.say("problem-404-service-text"),
        );
    }
    let title = wording.say(&format!("problem-{code}-title"));
    let text = match code {
        404 => wording.say("problem-404-typed"),
        429 => {
            let minutes = i64::try_from(minutes(error)).unwrap_or(1);
            wording.count("problem-429-text", minutes, &[])
        }
        code => wording.say(&format!("problem-{code}-text")),
    };
    (title, text)
}

/// RFC 9457.
fn details(wording: &Wording, status: StatusCode, error: Option<&AppError>) -> String {
    let (title, text) = words(wording, status, error);
    let details = ProblemDetails {
        kind: "about:blank".to_owned(),
        title,
        status: status.as_u16(),
        detail: Some(text),
        errors: Vec::new(),
    };
    serde_json::to_string(&details).unwrap_or_default()
}

/// The page in the words and the brand of the door; of the first door when the host is
/// nobody's.
fn page(desk: &Desk, caller: &Caller, status: StatusCode, error: Option<&AppError>) -> String {
    let wording = Arc::clone(desk.words.of(caller.language));
    let door = caller
        .authority
        .as_ref()
        .and_then(|authority| desk.doorways.get(&authority.id))
        .or_else(|| desk.doorways.all().next());
    let (authority, assets) = match door {
        Some(door) => (door.drawn(caller.language), Arc::clone(&door.assets)),
        None => Default::default(),
    };
    let page = ProblemPage {
        wording: Arc::clone(&wording),
        authority: Arc::clone(&authority),
        trouble: trouble(status, error),
        retry: None,
        go_on: None,
    };
    let frame = Frame {
        title: Frame::title_of(&wording, &authority, &page.title()),
        wording,
        authority,
        assets,
        index: false,
        section: Section::Elsewhere,
        service: None,
        others: Vec::new(),
        demo: desk.config.demo,
        island: false,
    };
    render::html(|| app::document::document(&frame, page.view()))
}

fn trouble(status: StatusCode, error: Option<&AppError>) -> Trouble {
    match (status.as_u16(), error) {
        (404, Some(AppError::NoSuchService)) => Trouble::NoService,
        (404, _) => Trouble::NotFound,
        (401 | 403, _) => Trouble::Forbidden,
        (405, _) => Trouble::MethodNotAllowed,
        (409 | 412, _) => Trouble::Conflict,
        (410, _) => Trouble::Gone,
        (413, _) => Trouble::TooLarge,
        (421, _) => Trouble::NoAuthority,
        (422, _) => Trouble::Unprocessable,
        (429, _) => Trouble::TooMany {
            minutes: u32::try_from(minutes(error)).unwrap_or(1),
        },
        (502..=504, _) => Trouble::Unavailable,
        (400..=499, _) => Trouble::BadRequest,
        _ => Trouble::Internal,
    }
}

/// Whole minutes to wait, at least one.
fn minutes(error: Option<&AppError>) -> u64 {
    let seconds = error.and_then(AppError::retry_after).unwrap_or(60);
    seconds.div_ceil(60).max(1)
}
