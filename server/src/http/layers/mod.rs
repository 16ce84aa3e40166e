//! The layers that every request and response passes through.
//!
//! In order: the [`RequestContext`] is made, the rate limits admit the request, a write from
//! another site is refused, the handler runs within its time limit ([`body_watch`] tells whether
//! the client or the server was slow); then [`errors`] gives an error its body, [`compress`]
//! compresses, [`headers`] adds the security headers and [`access_log`] writes the log line and the
//! metrics.
//!
//! One function does all of it, because a dozen nested services would cost more than the page.
//! To add something: a file here and its line in [`pass`].

pub mod access_log;
pub mod body_watch;
pub mod compress;
pub mod errors;
pub mod headers;

use super::context::RequestContext;
use super::error::AppError;
use super::guest;
use super::limits::{LimitClass, Permit};
use super::route::RouteLimits;
use super::security;
use super::url_table::method_spec;
use crate::state::AppState;
use crate::telemetry;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderValue};
use axum::http::{Method, StatusCode, Uri, Version};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use body_watch::BodyWatch;
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
        // A browser sends `Sec-Fetch-Site` or `Origin` with a write. A program sends neither, and
        // carries no victim's cookie.
        .layer(CsrfLayer::new())
        .layer(from_fn_with_state(Arc::clone(&state), pass))
        .with_state(state)
}

async fn pass(State(state): State<Arc<AppState>>, mut request: Request, next: Next) -> Response {
    let started = Instant::now();
    let context = Arc::new(RequestContext::of(&state, &request));
    let limits = limits_of(&context.route, &context.method);
    let response = match admit(&state, &context, limits, &request) {
        Err(refused) => refused.into_response(),
        Ok(_permit) => {
            let time = limits.time.unwrap_or(state.config.http.timeout());
            request.extensions_mut().insert(Arc::clone(&context));
            run(time, request, next).await
        }
    };
    count_cross_site(&response);
    security::refusal(&state, &context, &response);
    let mut response = errors::draw(&state, &context, response);
    if context.kind.is_page_or_api() {
        response = compress::compress(context.encoding, response).await;
    }
    headers::put(&state, &context, response.headers_mut());
    access_log::log(&context, response.status(), started.elapsed());
    response
}

/// The limits the URL table gives a route, or for an unknown route those of the method.
fn limits_of(route: &str, method: &Method) -> RouteLimits {
    method_spec(route, method).map_or_else(
        || RouteLimits::of(LimitClass::of_method(method)),
        |spec| spec.limits,
    )
}

/// Refuses what can be refused before the body is read.
fn admit<'s>(
    state: &'s AppState,
    context: &RequestContext,
    limits: RouteLimits,
    request: &Request,
) -> Result<Option<Permit<'s>>, AppError> {
    let headers = request.headers();
    if has_nul(request.uri()) {
        return Err(AppError::BadRequest);
    }
    if !context.kind.is_page_or_api() {
        return Ok(None);
    }
    if context.site.is_none() {
        return Err(AppError::Misdirected);
    }
    let session = || guest::secret(state, headers);
    let permit = state.limits.admit(limits.class, context.address, session)?;
    let body_limit = limits.body.unwrap_or(state.config.http.body_limit);
    if limits.class.has_body() && content_length(headers) > body_limit {
        return Err(AppError::TooLarge);
    }
    Ok(Some(permit))
}

/// Whether a path or a query contains U+0000, which PostgreSQL cannot store.
fn has_nul(uri: &Uri) -> bool {
    uri.path_and_query()
        .is_some_and(|target| target.as_str().contains("%00"))
}

/// The handler, within its time limit. A panic must not cost other requests their connection.
async fn run(limit: Duration, request: Request, next: Next) -> Response {
    let version = request.version();
    let (request, body) = BodyWatch::on(request);
    let answer = AssertUnwindSafe(tokio::time::timeout(limit, next.run(request))).catch_unwind();
    match answer.await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) if body.is_awaited() => {
            let mut response = AppError::BodyTimeout.into_response();
            // The rest of the body may still arrive and is not the next request (RFC 9110,
            // 15.5.9). HTTP/2 ends the stream instead and has no such header.
            if version < Version::HTTP_2 {
                let close = HeaderValue::from_static("close");
                response.headers_mut().insert(CONNECTION, close);
            }
            response
        }
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
