//! Status updates from a back office.

use crate::http::actors::BackOffice;
use crate::http::error::{AppError, CallbackRefusal};
use crate::state::AppState;
use crate::submissions::status::{self, StatusDeps, StatusOutcome};
use crate::telemetry;
use axum::extract::State;
use axum::http::StatusCode;
use std::sync::Arc;

/// Takes a CloudEvent `uk.doorstep.status.v1` with a Standard Webhooks signature.
#[utoipa::path(post, operation_id = "receiveStatus", path = "/api/v1/callbacks/{destination}", tag = "callbacks",
    request_body(content(
            (serde_json::Value = "application/cloudevents+json"),
            (serde_json::Value = "application/json")),
        description = "The event; its JSON Schema is at /api/v1/schemas/uk.doorstep.status.v1"),
    params(("destination" = String, Path, description = "The destination's name in configuration"),
        ("webhook-id" = String, Header, description = "Unique to each message. A repeat, with the same id and content, gets the same response and changes nothing; the `id` of the event is not evaluated"),
        ("webhook-timestamp" = String, Header, description = "Seconds since 1970; five minutes' tolerance"),
        ("webhook-signature" = String, Header, description = "`v1,` and base64 of HMAC-SHA-256 of `id.timestamp.body`")),
    responses((status = 204, description = "Recorded, now or before"),
        (status = 400, description = "Signed, but not a `uk.doorstep.status.v1`", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 401, description = "The signature or its time is wrong", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "No such destination, or nothing with this reference, or no part of this name, was delivered to it", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "The webhook-id was used with other content; nothing changed", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "A status that a back office may not send, or an ambiguous part", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn receive(
    State(state): State<Arc<AppState>>,
    back_office: BackOffice,
) -> Result<StatusCode, AppError> {
    let destination = back_office.destination.clone();
    let recorded = record(&state, back_office).await;
    telemetry::count_callback(&destination, recorded.unwrap_or_else(CallbackRefusal::code));
    match recorded {
        Ok(_) => Ok(StatusCode::NO_CONTENT),
        Err(refusal) => Err(AppError::Callback(refusal)),
    }
}

/// Reads a verified message and records its status. Returns a code for the result.
async fn record(
    state: &AppState,
    back_office: BackOffice,
) -> Result<&'static str, CallbackRefusal> {
    let BackOffice {
        destination,
        message,
        body,
    } = back_office;
    let verifier = state.registry.callbacks(&destination);
    let verifier = verifier.ok_or(CallbackRefusal::UnknownDestination)?;
    let update = verifier.read(message, &body)?;
    let deps = StatusDeps {
        store: state.store.as_ref(),
        vault: &state.vault,
        clock: state.clock.as_ref(),
        notices: &state.notices,
        wake: state.outbox.wake(),
    };
    match status::record(&deps, &destination, update).await {
        Ok(StatusOutcome::Moved) => Ok("moved"),
        Ok(StatusOutcome::AddedToTimeline) => Ok("joined"),
        Ok(StatusOutcome::Duplicate) => Ok("duplicate"),
        Ok(StatusOutcome::IdReused) => Err(CallbackRefusal::IdReused),
        Ok(StatusOutcome::UnknownReference) => Err(CallbackRefusal::UnknownReference),
        Ok(StatusOutcome::UnknownPart) => Err(CallbackRefusal::UnknownPart),
        Ok(StatusOutcome::Ambiguous) => Err(CallbackRefusal::Ambiguous),
        Ok(StatusOutcome::Refused(refusal)) => Err(CallbackRefusal::NotAllowed(refusal)),
        Err(error) => {
            tracing::error!(destination, %error, "a callback could not be recorded");
            Err(CallbackRefusal::Unavailable)
        }
    }
}
