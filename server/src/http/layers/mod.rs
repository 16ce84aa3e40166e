//! What every request passes on its way in and every response on its way out.
//!
//! In order: [`caller`] says who asks, `Gate` lets them in or asks them to wait, the
//! origin of a write is checked, the handler runs within its time ([`arrival`] says whose
//! time it was that ran out); then [`problems`] draws
//! what went wrong, [`compress`] makes it small, [`headers`] makes it safe, [`record`]
//! writes the line in the log.
//!
//! One function does all of it ([`pass`]), because a dozen nested services would cost more
//! than the page. To add something: a file here and its line in [`pass`].

pub mod arrival;
pub mod caller;
pub mod compress;
pub mod headers;
pub mod problems;
pub mod record;

use crate::error::AppError;
use crate::gate::Permit;
use crate::state::AppState;
use crate::telemetry;
use arrival::Arrival;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use caller::Caller;
use futures_util::FutureExt as _;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_http::csrf::CsrfLayer;

/// Puts the layers around every route and both fallbacks.
pub fn around(router: Router<Arc<AppState>>, state: Arc<AppState>) -> Router {
    router
        .method_not_allowed_fallback(|| async { AppError::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(state.config.http.body_limit))
        // A write that a browser says came from elsewhere is refused. A program sends
        // neither `Sec-Fetch-Site` nor `Origin` and carries no cookie of a victim.
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(Arc::clone(&state), pass))
        .with_state(state)
}

async fn pass(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let caller = Caller::of(&state, &request);
    let response = match admit(&state, &caller, &request) {
        Err(refused) => refused.into_response(),
        Ok(_permit) => run(state.config.http.timeout(), request, next).await,
    };
    let refused_origin = response.status() == StatusCode::FORBIDDEN
        && response
            .extensions()
            .get::<tower_http::csrf::ProtectionError>()
            .is_some();
    if refused_origin {
        metrics::counter!(telemetry::REFUSED, "reason" => "origin").increment(1);
    }
    let mut response = problems::draw(&state, &caller, response);
    if caller.kind.is_for_people() {
        response = compress::compress(caller.encoding, response).await;
    }
    headers::put(&state, &caller, response.headers_mut());
    record::record(&caller, response.status(), started.elapsed());
    response
}

/// What can be refused before anything is read.
fn admit<'d>(
    state: &'d AppState,
    caller: &Caller,
    request: &Request,
) -> Result<Option<Permit<'d>>, AppError> {
    if !caller.kind.is_limited() {
        return Ok(None);
    }
    if caller.site.is_none() {
        return Err(AppError::Misdirected);
    }
    let permit = state.gate.enter()?;
    if let Some(address) = caller.address {
        state.gate.network(address)?;
    }
    // What a back office says is signed: that is its key, and its statuses come in floods.
    let signed = caller.route == shared::paths::API_CALLBACK;
    let counted =
        is_write(request.method()) || request.uri().path() == shared::paths::API_ADDRESSES;
    if counted && !signed {
        match (caller::session(state, request.headers()), caller.address) {
            (Some(session), _) => state.gate.session(&session)?,
            (None, Some(address)) => state.gate.newcomer(address)?,
            (None, None) => {}
        }
    }
    if counted && body_length(request.headers()) > state.config.http.body_limit {
        return Err(AppError::TooLarge);
    }
    Ok(Some(permit))
}

/// The handler, within its time. A panic is a fault of ours and nobody else's connection.
async fn run(limit: Duration, request: Request, next: Next) -> Response {
    let version = request.version();
    let (request, body) = Arrival::watch(request);
    let answer = AssertUnwindSafe(tokio::time::timeout(limit, next.run(request))).catch_unwind();
    match answer.await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) if body.is_awaited() => {
            let mut response = AppError::TooSlow.into_response();
            // The rest of the body may still come, and is no next request (RFC 9110, 15.5.9).
            // HTTP/2 ends the stream instead and knows no such header.
            if version < Version::HTTP_2 {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(CONNECTION, close);
            }
            response
        }
        Ok(Err(_)) => {
            let source = Some("a request ran out of time".into());
            let after = Duration::from_secs(5);
            AppError::Unavailable { after, source }.into_response()
        }
        // The panic's own words were logged by the hook, without what it held.
        Err(_) => AppError::internal("a handler panicked").into_response(),
    }
}

fn is_write(method: &Method) -> bool {
    !matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS)
}

fn body_length(headers: &HeaderMap) -> usize {
    headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
