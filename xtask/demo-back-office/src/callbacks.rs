//! Reports progress in signed callbacks, each repeated until Doorstep accepts it.

use super::State;
use super::ledger::Pending;
use super::signature;
use axum::body::Body;
use http::{Method, Request, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use jiff::Timestamp;
use serde_json::json;
use std::time::Duration;

const CONTENT_TYPE: &str = "application/cloudevents+json";
/// How long to wait when nothing is pending; a new request wakes it.
const IDLE: Duration = Duration::from_secs(60);
/// How long Doorstep may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Sends what is due to this Doorstep, such as `http://localhost:3000`, for ever.
pub(super) async fn report(state: &State, doorstep: &str) {
    // Both are on one machine, so there is no TLS.
    let client = Client::builder(TokioExecutor::new()).build_http();
    loop {
        let now = state.now().as_millisecond();
        let wait = match state.ledger.next_callback().await {
            Ok(Some((due, pending))) if due <= now => {
                send(state, &client, doorstep, &pending).await;
                Duration::ZERO
            }
            Ok(Some((due, _))) => {
                Duration::from_millis(u64::try_from(due - now).unwrap_or_default()).min(IDLE)
            }
            Ok(None) => IDLE,
            Err(error) => {
                tracing::error!(%error, "the callbacks could not be read");
                Duration::from_secs(1)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = state.wake.notified() => {}
        }
    }
}

/// Sends one callback and stores the result.
async fn send(state: &State, client: &Client<HttpConnector, Body>, doorstep: &str, one: &Pending) {
    let now = state.now();
    let accepted = match request(state, doorstep, one, now) {
        Some(request) => tokio::time::timeout(TIMEOUT, client.request(request))
            .await
            .is_ok_and(|sent| sent.is_ok_and(|response| response.status().is_success())),
        // A callback that cannot be written now cannot be written later.
        None => true,
    };
    let stored = if accepted {
        state.ledger.accepted(&one.id).await
    } else {
        // 1, 2, 4, … seconds, at most a minute.
        let seconds = 1i64 << one.attempts.clamp(0, 6);
        let due = now.as_millisecond() + seconds.min(60) * 1_000;
        state.ledger.reschedule(&one.id, due).await
    };
    if let Err(error) = stored {
        tracing::error!(%error, "the result of a callback could not be stored");
    }
}

/// A signed `uk.doorstep.status.v1`.
fn request(state: &State, doorstep: &str, one: &Pending, now: Timestamp) -> Option<Request<Body>> {
    let keys = state.keys.get(&one.destination)?;
    let body = json!({
        "specversion": "1.0",
        "id": one.id,
        "source": "urn:doorstep:demonstration-back-office",
        "type": "uk.doorstep.status.v1",
        "data": {
            "reference": one.reference,
            "part": one.part,
            "status": one.status,
            "note": one.note,
            "at": Timestamp::from_millisecond(one.at).ok()?.to_string(),
            "their_reference": one.their_reference,
        },
    })
    .to_string();
    let base = doorstep.trim_end_matches('/');
    let second = now.as_second();
    Request::builder()
        .method(Method::POST)
        .uri(format!("{base}/api/v1/callbacks/{}", one.destination))
        .header(header::CONTENT_TYPE, CONTENT_TYPE)
        .header(signature::ID, &one.id)
        .header(signature::TIMESTAMP, second)
        .header(
            signature::SIGNATURE,
            keys.sign(&one.id, second, body.as_bytes()),
        )
        .body(Body::from(body))
        .ok()
}
