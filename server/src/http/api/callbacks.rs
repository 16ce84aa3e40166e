//! Progress from a back office: signed, deduplicated, joined to the timeline.

use super::json::is_json;
use super::problem::{Challenge, Problem};
use crate::outbox::callbacks::{self, CallbackOutcome};
use crate::state::AppState;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use std::sync::Arc;

/// Takes a CloudEvent `uk.doorstep.status.v1` with a Standard Webhooks signature.
#[utoipa::path(post, operation_id = "receiveStatus", path = "/api/v1/callbacks/{destination}", tag = "callbacks",
    request_body(content(
            (serde_json::Value = "application/cloudevents+json"),
            (serde_json::Value = "application/json")),
        description = "The event; its JSON Schema is at /api/v1/schemas/uk.doorstep.status.v1"),
    params(("destination" = String, Path, description = "The destination's name in configuration"),
        ("webhook-id" = String, Header, description = "Unique for each message; repeats are answered alike and change nothing. It alone tells repeats, whatever the `id` inside the event"),
        ("webhook-timestamp" = String, Header, description = "Seconds since 1970; five minutes' tolerance"),
        ("webhook-signature" = String, Header, description = "`v1,` and base64 of HMAC-SHA-256 of `id.timestamp.body`")),
    responses((status = 204, description = "Kept, now or before"),
        (status = 400, description = "Signed, but not a `uk.doorstep.status.v1`", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 401, description = "The signature or its time is not right", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such destination, or nothing with this reference was handed to it", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "The webhook-id was used for another reference; nothing changed", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A status, but not one a back office may send, or not clear which part is meant", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn receive(
    State(state): State<Arc<AppState>>,
    Path(destination): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    if !is_json(
        &headers,
        &["application/cloudevents+json", "application/json"],
    ) {
        return Err(Problem::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Not a CloudEvent",
            "Send the event as application/cloudevents+json.",
        ));
    }
    let outcome = callbacks::receive(&state.outbox, &destination, &headers, &body).await;
    let said;
    let (title, detail) = match outcome {
        CallbackOutcome::Moved | CallbackOutcome::Joined | CallbackOutcome::Duplicate => {
            return Ok(StatusCode::NO_CONTENT);
        }
        CallbackOutcome::Unsigned(_) => (
            "The signature is not right",
            "Sign `webhook-id.webhook-timestamp.body` with a current secret, within five minutes.",
        ),
        CallbackOutcome::UnknownDestination | CallbackOutcome::UnknownReference => (
            "Nothing was handed over with this reference",
            "The destination or the reference is unknown.",
        ),
        CallbackOutcome::IdReused => (
            "The id was used for another request",
            "Nothing was changed. Send each message under a webhook-id of its own; repeat one with its own id and the same body.",
        ),
        CallbackOutcome::Malformed(why) => {
            said = format!(
                "{why} Send a CloudEvent `uk.doorstep.status.v1`; its schema is at /api/v1/schemas/uk.doorstep.status.v1."
            );
            ("Not a status", said.as_str())
        }
        CallbackOutcome::Ambiguous => (
            "Which part?",
            "You hold several parts of this request: name one in `data.part`.",
        ),
        CallbackOutcome::Refused(code) => ("Not yours to say", refused(code)),
        CallbackOutcome::Unavailable => (
            "Not kept",
            "The store is away. Send the same message again later.",
        ),
    };
    let status = StatusCode::from_u16(outcome.http_status()).unwrap_or(StatusCode::BAD_REQUEST);
    let problem = Problem::new(status, title, detail).kind(outcome.code());
    Err(match status {
        StatusCode::SERVICE_UNAVAILABLE => problem.retry_after(10),
        StatusCode::UNAUTHORIZED => problem.challenge(Challenge::Signature),
        _ => problem,
    })
}

/// What to send instead.
fn refused(code: &str) -> &'static str {
    match code {
        "received-is-not-yours" => "`received` is what we say; send what you did.",
        "at-in-the-future" => "`data.at` is more than five minutes in the future.",
        "at-before-the-request" => "`data.at` is long before the request was received.",
        "bad-note" => "`data.note` is too long, or has control characters.",
        "bad-part" => "`data.part` is none of this request's.",
        "bad-their-reference" => {
            "`data.their_reference` is empty, too long, or has control characters."
        }
        _ => "This status or text is not one a back office may send.",
    }
}
