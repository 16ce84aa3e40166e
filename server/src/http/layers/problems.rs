//! What went wrong, as a page or as problem details, in the caller's words; logged once.

use super::caller::{Caller, Kind};
use crate::error::{AppError, Undrawn};
use crate::http::visit::Visit;
use crate::state::AppState;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use shared::api::problem::ProblemDetails;
use shared::wording::Wording;

/// Gives a body to every error that has none of its own: those of handlers ([`AppError`])
/// and those of extractors, fallbacks and layers, whose own words are not for people.
pub fn draw(state: &AppState, caller: &Caller, mut response: Response) -> Response {
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
    let wording = state.words.of(caller.language);
    let (kind, body) = match caller.kind {
        Kind::Api => ("application/problem+json", details(wording, status, error)),
        Kind::Page => (
            "text/html; charset=utf-8",
            page(state, caller, status, error),
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
        code @ (400 | 403 | 404 | 405 | 408 | 409 | 413 | 422 | 429 | 500 | 503) => code,
        401 => 403,
        410 | 421 => 404,
        412 => 409,
        400..=499 => 400,
        504 | 502 => 503,
        _ => 500,
    }
}

/// Heading and sentence for people.
pub fn words(wording: &Wording, status: StatusCode, error: Option<&AppError>) -> (String, String) {
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
            let seconds = error.and_then(AppError::retry_after).unwrap_or(60);
            let minutes = i64::try_from(seconds.div_ceil(60).max(1)).unwrap_or(1);
            wording.count("problem-429-text", minutes, &[])
        }
        code => wording.say(&format!("problem-{code}-text")),
    };
    (title, text)
}

/// What a program is told where the words for people would not help it.
fn to_programs(status: StatusCode) -> Option<(&'static str, &'static str)> {
    Some(match status {
        StatusCode::FORBIDDEN => (
            "A write from another site",
            "A browser says that it comes from another site (Sec-Fetch-Site or Origin). A program sends neither.",
        ),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "The body is too large",
            "It is above the limit for this call. Nothing of it was looked at.",
        ),
        StatusCode::MISDIRECTED_REQUEST => (
            "The host name is nobody's here",
            "Ask under the public address or that of a council.",
        ),
        _ => return None,
    })
}

/// RFC 9457.
fn details(wording: &Wording, status: StatusCode, error: Option<&AppError>) -> String {
    let (title, text) = match to_programs(status) {
        Some((title, text)) => (title.to_owned(), text.to_owned()),
        None => words(wording, status, error),
    };
    let details = ProblemDetails {
        kind: "about:blank".to_owned(),
        title,
        status: status.as_u16(),
        detail: Some(text),
        errors: Vec::new(),
    };
    serde_json::to_string(&details).unwrap_or_default()
}

/// In the brand of the door; for a name nobody has, in that of the first.
fn page(state: &AppState, caller: &Caller, status: StatusCode, error: Option<&AppError>) -> String {
    let door = caller.site.as_ref().or_else(|| state.sites.first());
    door.map_or_else(String::new, |door| {
        let visit = Visit::passing(door.clone(), caller.language, caller.path.clone());
        crate::http::pages::problem::page(state, &visit, status, error)
    })
}
