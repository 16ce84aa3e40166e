//! Health checks and metrics for monitoring.

use super::actors::Operator;
use crate::state::AppState;
use crate::telemetry;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long a result of the readiness check is reused.
const FRESH: Duration = Duration::from_secs(1);

/// `GET /livez`: the process responds. Nothing else is checked, so that a slow database does
/// not get a healthy process killed.
pub async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the database accepts writes and the outbox is not stuck. Never asks an outside
/// system: a back office that is down must not take the server out of service.
pub async fn ready(State(state): State<Arc<AppState>>) -> Response {
    let reason = match takes_writes(&state).await {
        false => Some("store"),
        true => is_stuck(&state).then_some("outbox"),
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

/// Checks at most once a second: each check takes a place in the writer's queue, and anybody may
/// call `/readyz`.
async fn takes_writes(state: &AppState) -> bool {
    let mut readiness = state.readiness.lock().await;
    match *readiness {
        Some((checked_at, takes)) if checked_at.elapsed() < FRESH => takes,
        _ => {
            let ready = state.store.ready().await;
            if let Err(error) = &ready {
                tracing::warn!(%error, "not ready");
            }
            *readiness = Some((Instant::now(), ready.is_ok()));
            ready.is_ok()
        }
    }
}

/// `GET /metrics`: in the text format of Prometheus, for the operator's own networks.
pub async fn metrics(State(state): State<Arc<AppState>>, _: Operator) -> Response {
    metrics::gauge!(telemetry::IN_FLIGHT).set(state.limits.in_flight() as f64);
    metrics::gauge!(telemetry::BUFFERS).set(state.limits.buffers.used() as f64);
    let headers = [(CONTENT_TYPE, "text/plain; version=0.0.4")];
    (headers, state.metrics.render()).into_response()
}

/// Whether the outbox has stopped claiming deliveries. Deliveries that wait for a back office do
/// not count.
fn is_stuck(state: &AppState) -> bool {
    let limit = i64::try_from(state.config.outbox.stuck_minutes).unwrap_or(i64::MAX / 60);
    state.outbox.idle_for().as_mins() >= limit
}
