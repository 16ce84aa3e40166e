//! Status updates from a back office.

use crate::http::actors::BackOffice;
use crate::http::error::AppError;
use crate::outbox::callbacks::{self, CallbackOutcome};
use crate::state::AppState;
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
    back_office: BackOffice,
) -> Result<StatusCode, AppError> {
    let BackOffice {
        destination,
        headers,
        body,
    } = back_office;
    match callbacks::receive(&state.outbox, &destination, &headers, &body).await {
        CallbackOutcome::Moved | CallbackOutcome::Joined | CallbackOutcome::Duplicate => {
            Ok(StatusCode::NO_CONTENT)
        }
        refused => Err(AppError::Callback(refused)),
    }
}
