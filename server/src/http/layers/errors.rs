//! Gives errors their bodies: a page or problem details, in the client's language; logs them once.

use crate::http::context::{Context, Kind, RequestContext};
use crate::http::error::table::{Row, row};
use crate::http::error::{AppError, ErrorExtension};
use crate::http::frame;
use crate::state::AppState;
use app::layout::Section;
use app::pages::ErrorPage;
use axum::body::Body;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::response::Response;
use shared::api::problem::ProblemDetails;
use shared::wording::Wording;
use std::sync::Arc;

/// Gives a body to every error without one: our own ([`AppError`]) and those of libraries, whose
/// text is not for people.
pub fn draw(state: &AppState, context: &Arc<RequestContext>, mut response: Response) -> Response {
    let status = response.status();
    if !status.is_client_error() && !status.is_server_error() {
        return response;
    }
    let own = response.extensions_mut().remove::<ErrorExtension>();
    if own.is_none() && has_body_for_people(&response) {
        return response;
    }
    let error = match own {
        Some(ErrorExtension(error)) => {
            log(context, &error);
            error
        }
        None => Arc::new(AppError::of_status(status)),
    };
    let (kind, body) = body(state, context, status, &error);
    // Keeps Allow, Retry-After and cookies.
    let (mut parts, _) = response.into_parts();
    parts.headers.remove(CONTENT_LENGTH);
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static(kind)),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    for (name, value) in headers {
        parts.headers.insert(name, value);
    }
    Response::from_parts(parts, Body::from(body))
}

fn body(
    state: &AppState,
    context: &Arc<RequestContext>,
    status: StatusCode,
    error: &AppError,
) -> (&'static str, String) {
    let wording = state.words.of(context.language);
    match context.kind {
        Kind::Api => ("application/problem+json", details(wording, status, error)),
        Kind::Page => ("text/html; charset=utf-8", page(state, context, error)),
        Kind::Asset | Kind::Operations => ("text/plain; charset=utf-8", format!("{status}\n")),
    }
}

/// Plain text comes from a library ("Failed to deserialize …").
fn has_body_for_people(response: &Response) -> bool {
    response
        .headers()
        .get(CONTENT_TYPE)
        .is_some_and(|kind| !kind.as_bytes().starts_with(b"text/plain"))
}

fn log(context: &RequestContext, error: &AppError) {
    let (id, route) = (&context.id, &context.route);
    let Some(cause) = error.cause() else { return };
    if error.is_unavailable() {
        tracing::warn!(id, route, error = cause, "cannot answer a request now");
    } else {
        tracing::error!(id, route, error = cause, "a request failed");
    }
}

/// Title and paragraphs of a page about this error.
fn page_words(wording: &Wording, error: &AppError, row: &Row) -> (String, Vec<String>) {
    let texts = match error {
        AppError::TooMany { .. } => {
            let seconds = error.retry_after().unwrap_or(60);
            let minutes = i64::try_from(seconds.div_ceil(60).max(1)).unwrap_or(1);
            vec![wording.count("problem-429-text", minutes, &[])]
        }
        _ => row.page.texts.iter().map(|key| wording.say(key)).collect(),
    };
    (wording.say(row.page.title), texts)
}

/// RFC 9457.
fn details(wording: &Wording, status: StatusCode, error: &AppError) -> String {
    let row = row(error);
    let (title, detail) = match &row.api {
        Some((title, detail)) => ((*title).to_owned(), Some(detail.clone().into_owned())),
        None => {
            let (title, texts) = page_words(wording, error, &row);
            (title, texts.into_iter().next())
        }
    };
    let details = ProblemDetails {
        kind: match row.code {
            Some(code) => format!("urn:doorstep:problem:{code}"),
            None => "about:blank".to_owned(),
        },
        title,
        status: status.as_u16(),
        detail,
        errors: match error {
            AppError::WrongAnswers(errors) => errors.clone(),
            _ => Vec::new(),
        },
    };
    serde_json::to_string(&details).unwrap_or_default()
}

/// In the brand of the site; for an unknown host name that of the first.
fn page(state: &AppState, context: &Arc<RequestContext>, error: &AppError) -> String {
    let Some(site) = context.site.as_ref().or_else(|| state.sites.first()) else {
        return String::new();
    };
    let context = Context::new(Arc::clone(context), Arc::clone(site));
    let wording = state.words.of(context.language);
    let (title, texts) = page_words(wording, error, &row(error));
    let page = ErrorPage {
        wording: Arc::clone(wording),
        authority: context.site.details(context.language),
        title,
        texts,
    };
    let frame = frame::frame(state, &context, &page.title, Section::Elsewhere);
    frame::html(&frame, |_| page.view())
}
