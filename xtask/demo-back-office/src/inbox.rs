//! Receives requests and answers them.

use super::ledger::{Arrival, Callback};
use super::{Mode, State};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;

type Shared = axum::extract::State<Arc<State>>;

const REQUEST_TYPE: &str = "uk.doorstep.request.v1";
/// An answer that contains this word makes it refuse the request, for demonstrations.
const REFUSE: &str = "REFUSE";
/// The reason it gives then.
const REFUSED_REASON: &str = "We could not find this place on our rounds.";
/// Longer than any attempt of Doorstep lasts.
const SLOW: Duration = Duration::from_secs(60);

/// What it reads of a request.
#[derive(Deserialize)]
struct RequestEvent {
    id: String,
    #[serde(rename = "type")]
    kind: String,
    data: RequestData,
}

#[derive(Deserialize)]
struct RequestData {
    reference: String,
    part: String,
    service: String,
    answers: serde_json::Map<String, Value>,
    /// True for a test of the connection: answered, but no work is done.
    #[serde(default)]
    test: bool,
}

#[derive(Deserialize)]
pub(super) struct SetMode {
    set: Mode,
}

pub(super) async fn set_mode(
    axum::extract::State(state): Shared,
    Query(mode): Query<SetMode>,
) -> StatusCode {
    state.set_mode(mode.set);
    StatusCode::NO_CONTENT
}

pub(super) async fn receive(
    axum::extract::State(state): Shared,
    Path(destination): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mode = state.mode();
    match mode {
        Mode::Down => return StatusCode::SERVICE_UNAVAILABLE.into_response(),
        Mode::Busy => {
            return (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "2")]).into_response();
        }
        Mode::Ok | Mode::Slow | Mode::Lying | Mode::Refuse => {}
    }
    let now = state.now();
    let event = match read(&state, &destination, &headers, &body, now) {
        Ok(event) => event,
        Err(refusal) => return refusal.into_response(),
    };
    let answers = Value::Object(event.data.answers).to_string();
    let refused = mode == Mode::Refuse || answers.contains(REFUSE);
    let stored = state
        .ledger
        .record(Arrival {
            webhook_id: &event.id,
            destination: &destination,
            reference: &event.data.reference,
            part: &event.data.part,
            service: &event.data.service,
            refused,
            test: event.data.test,
            at: now.as_millisecond(),
            callbacks: callbacks(&state, &event.id, refused || event.data.test, now),
        })
        .await;
    let effect = match stored {
        Ok(effect) => effect,
        Err(error) => {
            tracing::error!(%error, "a request could not be stored");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    };
    state.wake.notify_one();
    match mode {
        Mode::Slow => tokio::time::sleep(SLOW).await,
        Mode::Lying => return Html("<!doctype html><title>Sign in</title>").into_response(),
        Mode::Ok | Mode::Refuse | Mode::Down | Mode::Busy => {}
    }
    if effect.refused {
        return Refusal::new(StatusCode::UNPROCESSABLE_ENTITY, "not-ours", REFUSED_REASON)
            .into_response();
    }
    Json(json!({ "reference": effect.their_reference })).into_response()
}

/// Checks the signature, then that this is a request for a service of this destination.
fn read(
    state: &State,
    destination: &str,
    headers: &HeaderMap,
    body: &[u8],
    now: Timestamp,
) -> Result<RequestEvent, Refusal> {
    let (Some(keys), Some(known)) = (
        state.keys.get(destination),
        state.options.destinations.get(destination),
    ) else {
        let reason = "There is no such destination here.";
        return Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "unknown-destination",
            reason,
        ));
    };
    let id = keys.verify(headers, body, now).map_err(|problem| {
        Refusal::new(
            StatusCode::UNAUTHORIZED,
            "not-believed",
            problem.to_string(),
        )
    })?;
    let not_a_request = |reason| Refusal::new(StatusCode::BAD_REQUEST, "not-a-request", reason);
    let event: RequestEvent = serde_json::from_slice(body)
        .map_err(|_| not_a_request("This is not a uk.doorstep.request.v1 event."))?;
    if event.kind != REQUEST_TYPE || event.id != id {
        return Err(not_a_request(
            "The event's type is not ours, or its id is not the webhook-id.",
        ));
    }
    if !known.services.contains(&event.data.service) {
        let reason = "We do not offer this service.";
        return Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unknown-service",
            reason,
        ));
    }
    Ok(event)
}

/// The progress it will report; none for tests and refusals. An id follows from the request's.
fn callbacks(state: &State, request: &str, none: bool, now: Timestamp) -> Vec<Callback> {
    let options = &state.options;
    if none || options.callbacks_to.is_none() {
        return Vec::new();
    }
    let callback = |status, note, wait: Duration| Callback {
        id: format!("{request}-{status}"),
        status,
        note,
        due_at: now
            .as_millisecond()
            .saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX)),
    };
    vec![
        callback(
            "in_progress",
            "The team has this on its list.",
            options.in_progress_after,
        ),
        callback("done", "The team says this is done.", options.done_after),
    ]
}

/// A reply that ends the delivery, in the published shape.
struct Refusal {
    status: StatusCode,
    code: &'static str,
    reason: String,
}

impl Refusal {
    fn new(status: StatusCode, code: &'static str, reason: impl Into<String>) -> Refusal {
        Refusal {
            status,
            code,
            reason: reason.into(),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "code": self.code, "reason": self.reason });
        (self.status, Json(body)).into_response()
    }
}
