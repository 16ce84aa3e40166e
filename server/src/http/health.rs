//! For those who watch the server: is it alive, may it have traffic, what are its figures.

use crate::desk::Desk;
use crate::store::rows::DeliveryState;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// `GET /livez`: the process answers. Nothing else is asked, so that a slow store does not
/// get a healthy process killed.
pub async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store takes writes and the outbox is not stuck. Never asks a system
/// outside: a back office that is down must not take the door down.
pub async fn ready(State(desk): State<Arc<Desk>>) -> Response {
    let reason = match desk.store.ready().await {
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "not ready");
            Some("store")
        }
        Ok(()) => overdue(&desk).await,
    };
    match reason {
        None => (StatusCode::OK, "ready\n").into_response(),
        Some(reason) => {
            let body = serde_json::json!({ "ready": false, "reason": reason }).to_string();
            let headers = [(CONTENT_TYPE, "application/json")];
            (StatusCode::SERVICE_UNAVAILABLE, headers, body).into_response()
        }
    }
}

/// `GET /metrics`: the figures in the text format of Prometheus.
pub async fn metrics(State(desk): State<Arc<Desk>>) -> Response {
    let headers = [(CONTENT_TYPE, "text/plain; version=0.0.4")];
    (headers, desk.metrics.render()).into_response()
}

async fn overdue(desk: &Desk) -> Option<&'static str> {
    let counts = match desk.store.delivery_counts().await {
        Ok(counts) => counts,
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "not ready");
            return Some("store");
        }
    };
    let limit = i64::try_from(desk.config.outbox.overdue_minutes)
        .unwrap_or(i64::MAX)
        .saturating_mul(60);
    let now = desk.clock.now().as_second();
    counts
        .iter()
        .filter(|count| count.state == DeliveryState::Due)
        .filter_map(|count| count.oldest)
        .any(|oldest| now.saturating_sub(oldest.as_second()) > limit)
        .then_some("outbox")
}
