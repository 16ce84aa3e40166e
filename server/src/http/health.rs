//! For those who watch the server: is it alive, may it have traffic, what are its figures.

use crate::error::AppError;
use crate::state::AppState;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, FORWARDED, VIA};
use axum::response::{IntoResponse, Response};
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long an answer of the store is good for.
const FRESH: Duration = Duration::from_secs(1);

/// `GET /livez`: the process answers. Nothing else is asked, so that a slow store does not
/// get a healthy process killed.
pub async fn live() -> &'static str {
    "ok\n"
}

/// `GET /readyz`: the store takes writes and the outbox is not stuck. Never asks a system
/// outside: a back office that is down must not take the door down.
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

/// Asks the store at most once a second: the answer costs a place among its writes, and anybody
/// may ask.
async fn takes_writes(state: &AppState) -> bool {
    let mut readiness = state.readiness.lock().await;
    match *readiness {
        Some((asked, takes)) if asked.elapsed() < FRESH => takes,
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

/// `GET /metrics`: the figures in the text format of Prometheus, for the operator's own
/// networks. They stand on the public port, so nobody else learns that they are there.
pub async fn metrics(
    State(state): State<Arc<AppState>>,
    request: Request,
) -> Result<Response, AppError> {
    if !is_operator(&state, &request) {
        return Err(AppError::NotFound);
    }
    let headers = [(CONTENT_TYPE, "text/plain; version=0.0.4")];
    Ok((headers, state.metrics.render()).into_response())
}

/// Somebody on one of the networks of `http.metrics_networks` who asks directly. A proxy on
/// this machine is a neighbour too; most say so, or ask for a name that is a council's. Some do
/// neither, so where there must be one (we speak no TLS) being a neighbour alone is not enough.
fn is_operator(state: &AppState, request: &Request) -> bool {
    let Some(ConnectInfo(peer)) = request.extensions().get::<ConnectInfo<SocketAddr>>() else {
        return false;
    };
    let peer = peer.ip().to_canonical();
    let http = &state.config.http;
    let among = |networks: &[crate::config::network::Network]| {
        networks.iter().any(|network| network.contains(peer))
    };
    let headers = request.headers();
    let passed_on = headers.contains_key(FORWARDED)
        || headers.contains_key(VIA)
        || headers.contains_key("x-real-ip")
        || headers
            .keys()
            .any(|name| name.as_str().starts_with("x-forwarded-"));
    let host = crate::http::visit::host(headers, request.uri()).unwrap_or_default();
    let known = match http.metrics_networks.is_empty() {
        true => peer.is_loopback() && !http.is_secure(),
        false => among(&http.metrics_networks),
    };
    known
        && !among(&http.trusted_proxies)
        && !passed_on
        && (crate::config::is_bare(host)
            // A watcher's own name for us, where the operator has named its network. Otherwise
            // a name that leads here may be anybody's.
            || !http.metrics_networks.is_empty()
                && state.site(host).is_none())
}

/// Whether nobody has asked for a while what is owed. What waits for a back office that is
/// down, or asked to wait, is no reason.
fn is_stuck(state: &AppState) -> bool {
    let limit = i64::try_from(state.config.outbox.stuck_minutes).unwrap_or(i64::MAX / 60);
    state.outbox.idle_for().as_mins() >= limit
}
