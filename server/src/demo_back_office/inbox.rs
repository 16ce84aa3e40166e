//! What it receives, and how it answers.

use super::ledger::Arrival;
use super::{Mode, State};
use crate::adapters::webhook::wire::{REQUEST_TYPE, ReceiptBody, RefusalBody, RequestEvent};
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;

type Shared = axum::extract::State<Arc<State>>;

/// A word in an answer that makes it refuse, for demonstrations.
const REFUSE: &str = "REFUSE";
/// What it says then.
const REFUSED_REASON: &str = "We could not find this place on our rounds.";
/// Longer than any attempt of Doorstep lasts.
const SLOW: Duration = Duration::from_secs(60);

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
    let now = state.options.clock.now();
    let id = match state.secrets.verify(&headers, &body, now) {
        Ok(id) => id,
        Err(problem) => {
            return refusal(
                StatusCode::UNAUTHORIZED,
                "not-believed",
                &problem.to_string(),
            );
        }
    };
    let event: RequestEvent = match serde_json::from_slice(&body) {
        Ok(event) => event,
        Err(_) => {
            return refusal(
                StatusCode::BAD_REQUEST,
                "not-a-request",
                "This is not a uk.doorstep.request.v1 event.",
            );
        }
    };
    if event.kind != REQUEST_TYPE || event.id != id {
        return refusal(
            StatusCode::BAD_REQUEST,
            "not-a-request",
            "The event's type is not ours, or its id is not the webhook-id.",
        );
    }
    let lines = state.options.routing.get(&event.data.service);
    if !lines.is_some_and(|lines| lines.values().any(|name| *name == destination)) {
        return refusal(
            StatusCode::UNPROCESSABLE_ENTITY,
            "unknown-service",
            "We do not offer this service.",
        );
    }
    let answers = serde_json::Value::Object(event.data.answers.clone()).to_string();
    let refused = mode == Mode::Refuse || answers.contains(REFUSE);
    let kept = state
        .ledger
        .arrive(Arrival {
            webhook_id: &id,
            destination: &destination,
            reference: &event.data.reference.to_string(),
            part: &event.data.part,
            service: &event.data.service,
            refused,
            test: event.data.test,
            at: now.as_millisecond(),
            callbacks: callbacks(&state, refused || event.data.test, now.as_millisecond()),
        })
        .await;
    let effect = match kept {
        Ok(effect) => effect,
        Err(error) => {
            tracing::error!(%error, "the demonstration back office could not write");
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
        return refusal(StatusCode::UNPROCESSABLE_ENTITY, "not-ours", REFUSED_REASON);
    }
    Json(ReceiptBody {
        reference: effect.their_reference,
    })
    .into_response()
}

/// The progress it will report; none for tests and refusals.
fn callbacks(
    state: &State,
    none: bool,
    now: i64,
) -> Vec<(String, &'static str, &'static str, i64)> {
    if none || state.options.callback_base.is_none() {
        return Vec::new();
    }
    let after =
        |wait: Duration| now.saturating_add(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
    let id = || state.options.clock.id().to_string();
    let options = &state.options;
    vec![
        (
            id(),
            "in_progress",
            "The team has this on its list.",
            after(options.in_progress_after),
        ),
        (
            id(),
            "done",
            "The team says this is done.",
            after(options.done_after),
        ),
    ]
}

fn refusal(status: StatusCode, code: &str, reason: &str) -> Response {
    let body = RefusalBody {
        code: code.to_owned(),
        reason: reason.to_owned(),
    };
    (status, Json(body)).into_response()
}
