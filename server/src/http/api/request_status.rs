//! The status of a request, for programs with its tracking code.

use crate::http::actors::TrackingHolder;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::state::AppState;
use crate::submissions::ReadableSubmission;
use axum::extract::State;
use shared::api::requests::{Event, PartState, RequestState};
use std::sync::Arc;

/// The status of a request. Unknown references and wrong tracking codes get the same response.
#[utoipa::path(get, operation_id = "getRequest", path = "/api/v1/requests/{reference}", tag = "requests",
    params(("reference" = String, Path, description = "The reference, in any case, with or without dashes")),
    security(("tracking" = [])),
    responses((status = 200, description = "The state, with one part for each recipient", body = RequestState),
        (status = 401, description = "No tracking code", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "Unknown, or not yours", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 429, description = "Too many wrong tracking codes for this reference from one address; the right one is still accepted", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn state(
    State(state): State<Arc<AppState>>,
    _: Context,
    holder: TrackingHolder,
) -> Result<axum::Json<RequestState>, AppError> {
    match holder {
        TrackingHolder::Proven(submission) => Ok(axum::Json(state_of(&state, &submission))),
        TrackingHolder::Unproven {
            has_credential: true,
        } => Err(AppError::UnknownRequest),
        TrackingHolder::Unproven {
            has_credential: false,
        } => Err(AppError::TrackingNeeded),
    }
}

fn state_of(state: &AppState, submission: &ReadableSubmission) -> RequestState {
    let row = submission.row();
    let parts = submission.parts().iter().map(|part| PartState {
        id: part.id.clone(),
        authority: part.authority.clone(),
        status: part.status,
        their_reference: part.their_reference.clone(),
        timeline: state
            .submissions
            .timeline(submission, &part.id)
            .into_iter()
            .map(|entry| Event {
                status: entry.status,
                at: entry.at.to_string(),
                note: entry.note,
                code: entry.code,
            })
            .collect(),
    });
    RequestState {
        reference: row.reference,
        service: row.service.clone(),
        version: row.version.clone(),
        status: submission.status(),
        received_at: row.received_at.to_string(),
        parts: parts.collect(),
    }
}
