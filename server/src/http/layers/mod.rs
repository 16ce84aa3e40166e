//! The layers that every request and response passes through.
//!
//! In order: the [`RequestContext`] is made, the rate limits admit the request, a damaged address
//! leads on to its page ([`lead_on`]), [`receive`] takes the body, the request takes a permit, a
//! write from another site is refused, and the handler runs within its time limit; then [`errors`]
//! gives an error its body, [`send`] bounds, compresses ([`compress`]) and counts the response,
//! [`headers`] adds the security headers and [`access_log`] writes the log line and the metrics.
//!
//! One function does all of it, because a dozen nested services would cost more than the page.
//! To add something: a file here and its line in [`pass`].

pub mod access_log;
pub mod compress;
pub mod errors;
pub mod headers;
pub mod lead_on;
pub mod receive;
pub mod send;

use super::context::{Kind, RequestContext};
use super::error::AppError;
use super::guest;
use super::limits::buffers::{Contents, Held};
use super::limits::callers::Counted;
use super::limits::permits::Purpose;
use super::limits::{LimitClass, at_capacity};
use super::route::RouteLimits;
use super::security;
use super::url_table::method_spec;
use crate::state::AppState;
use crate::telemetry;
use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode, Uri, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use futures_util::FutureExt as _;
use receive::BodyLimits;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_http::csrf::CsrfLayer;

/// Puts the layers around every route and both fallbacks.
pub fn around(router: Router<Arc<AppState>>, state: Arc<AppState>) -> Router {
    router
        .method_not_allowed_fallback(|| async { AppError::MethodNotAllowed })
        .layer(DefaultBodyLimit::max(state.config.http.body_limit))
        // A browser sends `Sec-Fetch-Site` or `Origin` with a write. A program sends neither, and
        // carries no victim's cookie.
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(Arc::clone(&state), pass))
        .with_state(state)
}

async fn pass(State(state): State<Arc<AppState>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let version = request.version();
    let context = Arc::new(RequestContext::of(&state, &request));
    let caller = state.limits.caller(context.address);
    let answered = answer(&state, &context, &caller, request, next).await;
    let is_handled = answered.is_ok();
    let response = answered.unwrap_or_else(AppError::into_response);
    count_cross_site(&response);
    security::refusal(&state, &context, &response);
    let mut response = errors::draw(&state, &context, response);
    if context.kind.is_page_or_api() {
        let contents = send::contents(&context, is_handled, response.status());
        response = send::send(&state, &context, &caller, contents, response).await;
    }
    headers::put(&state, &context, response.headers_mut());
    close_if_unread(version, &mut response);
    access_log::log(&context, response.status(), started.elapsed());
    response
}

/// The response of the handler, or why there is none.
async fn answer(
    state: &AppState,
    context: &Arc<RequestContext>,
    caller: &Counted,
    request: Request,
    next: Next,
) -> Result<Response, AppError> {
    let limits = limits_of(&context.route, &context.method);
    let purpose = purpose(context);
    admit(state, context, limits, purpose, &request)?;
    if let Some(redirect) = lead_on::lead_on(&context.method, request.uri()) {
        return Ok(redirect);
    }
    // A file is in memory anyway.
    if context.kind != Kind::Asset {
        has_room(state, purpose, caller).await?;
    }
    let http = &state.config.http;
    let body = BodyLimits {
        size: limits.body.unwrap_or(http.body_limit),
        time: http.body_time(),
        rate: http.body_rate,
    };
    let (mut request, _held) = match purpose {
        Purpose::Write => receive::receive(&state.limits, caller, &body, request).await?,
        // No handler reads the body of a read.
        Purpose::Read | Purpose::Check => (
            request.map(|_| Body::empty()),
            Held::new(&state.limits.buffers, &None),
        ),
    };
    let _permit = state.limits.permit(purpose, caller)?;
    request.extensions_mut().insert(Arc::clone(context));
    Ok(run(limits.time.unwrap_or(http.timeout()), request, next).await)
}

fn purpose(context: &RequestContext) -> Purpose {
    match context.kind {
        Kind::Operations => Purpose::Check,
        _ if context.method.is_safe() => Purpose::Read,
        _ => Purpose::Write,
    }
}

/// The limits the URL table gives a route, or for an unknown route those of the method.
fn limits_of(route: &str, method: &Method) -> RouteLimits {
    method_spec(route, method).map_or_else(
        || RouteLimits::of(LimitClass::of_method(method)),
        |spec| spec.limits,
    )
}

/// Refuses what can be refused before the body is read.
fn admit(
    state: &AppState,
    context: &RequestContext,
    limits: RouteLimits,
    purpose: Purpose,
    request: &Request,
) -> Result<(), AppError> {
    let headers = request.headers();
    if has_nul(request.uri()) {
        let detail = "The path or the query contains the character U+0000.";
        return Err(AppError::Unreadable(detail.into()));
    }
    if context.kind.is_page_or_api() && context.site.is_none() {
        return Err(AppError::Misdirected);
    }
    let session = || guest::secret(state, headers).map(|secret| secret.text);
    state.limits.count(limits.class, context.address, session)?;
    let body_limit = limits.body.unwrap_or(state.config.http.body_limit);
    if purpose == Purpose::Write && content_length(headers) > body_limit {
        return Err(AppError::TooLarge);
    }
    Ok(())
}

/// Refuses a request if there is no room for its body or response, after a moment if its caller
/// holds nothing.
async fn has_room(state: &AppState, purpose: Purpose, caller: &Counted) -> Result<(), AppError> {
    let contents = match purpose {
        Purpose::Check => return Ok(()),
        Purpose::Read => Contents::Reading,
        Purpose::Write => Contents::Body,
    };
    let has_room = state.limits.buffers.has_room(contents, caller).await;
    has_room.then_some(()).ok_or_else(at_capacity)
}

/// Whether a path or a query contains U+0000, which PostgreSQL cannot store.
fn has_nul(uri: &Uri) -> bool {
    uri.path_and_query()
        .is_some_and(|target| target.as_str().contains("%00"))
}

/// The handler, within its time limit. A panic must not cost other requests their connection.
async fn run(limit: Duration, request: Request, next: Next) -> Response {
    let answer = AssertUnwindSafe(tokio::time::timeout(limit, next.run(request))).catch_unwind();
    match answer.await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => {
            let source = Some("a request ran out of time".into());
            let retry_after = Duration::from_secs(5);
            AppError::Unavailable {
                retry_after,
                source,
            }
            .into_response()
        }
        // The panic hook has logged where it happened, without the message.
        Err(_) => AppError::internal("a handler panicked").into_response(),
    }
}

/// The rest of a body may still arrive after 408 and is not the next request (RFC 9110, 15.5.9).
/// HTTP/2 ends the stream instead and has no such header.
fn close_if_unread(version: Version, response: &mut Response) {
    if response.status() == StatusCode::REQUEST_TIMEOUT && version < Version::HTTP_2 {
        let close = HeaderValue::from_static("close");
        response.headers_mut().insert(CONNECTION, close);
    }
}

fn count_cross_site(response: &Response) {
    let extensions = response.extensions();
    if response.status() == StatusCode::FORBIDDEN
        && extensions
            .get::<tower_http::csrf::ProtectionError>()
            .is_some()
    {
        metrics::counter!(telemetry::REFUSED, "reason" => "origin").increment(1);
    }
}

fn content_length(headers: &HeaderMap) -> usize {
    headers
        .get(CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok())
        .and_then(|length| length.parse().ok())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests;
