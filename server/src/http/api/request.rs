//! A request read by a program, with its tracking secret.

use super::problem::{Challenge, Problem};
use crate::authorize::{Action, Resource, authorize};
use crate::http::visit::Visit;
use crate::intake;
use crate::state::AppState;
use crate::store::rows::{LookupKind, Submission};
use crate::vault::contexts;
use axum::extract::{Path, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use shared::api::requests::{Event, PartState, RequestState};
use shared::reference::Reference;
use shared::status::Status;
use std::sync::Arc;
use uuid::Uuid;

/// A request's state. Unknown references and wrong secrets look the same.
#[utoipa::path(get, operation_id = "getRequest", path = "/api/v1/requests/{reference}", tag = "requests",
    params(("reference" = String, Path, description = "The reference, however it is typed")),
    security(("tracking" = [])),
    responses((status = 200, description = "The state, with a part for each body that answers", body = RequestState),
        (status = 401, description = "No tracking secret", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "Unknown, or not yours", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn state(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(reference): Path<String>,
    headers: HeaderMap,
) -> Result<axum::Json<RequestState>, Response> {
    let secret = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, secret)| secret.trim().to_owned());
    if secret.is_none() && visit.owner().is_none() {
        let problem = Problem::new(
            StatusCode::UNAUTHORIZED,
            "A tracking secret is needed",
            "Send `Authorization: Bearer {tracking}` with the secret the request was answered with.",
        );
        return Err(problem.challenge(Challenge::Bearer).into_response());
    }
    let not_found = || {
        Problem::new(
            StatusCode::NOT_FOUND,
            "No such request",
            "The reference is unknown, or the secret is not its own.",
        )
        .into_response()
    };
    let unreadable = |error| Problem::from(error).into_response();
    let reference = Reference::parse(&reference).ok_or_else(not_found)?;
    let proven = match secret {
        Some(secret) => {
            let hash = intake::lookup_hash(&state, LookupKind::Tracking, &secret);
            state
                .store
                .has_lookup(reference, LookupKind::Tracking, &hash)
                .await
                .map_err(unreadable)?
        }
        None => false,
    };
    if !proven && visit.owner().is_none() {
        // A reference that does not exist costs the same.
        return Err(not_found());
    }
    let submission = state
        .store
        .submission(reference)
        .await
        .map_err(unreadable)?
        .ok_or_else(not_found)?;
    let resource = Resource::Submission {
        owner: submission.row.owner.as_ref(),
        proven,
    };
    authorize(&visit.actor, Action::Read, &resource).map_err(|_| not_found())?;
    Ok(axum::Json(state_of(&state, &submission)))
}

fn state_of(state: &AppState, submission: &Submission) -> RequestState {
    let parts: Vec<PartState> = submission
        .parts
        .iter()
        .map(|part| PartState {
            id: part.id.clone(),
            authority: part.authority.clone(),
            status: part.status,
            their_reference: part.their_reference.clone(),
            timeline: submission
                .timeline
                .iter()
                .filter(|row| row.part == part.id)
                .map(|row| Event {
                    status: row.status,
                    at: row.at.to_string(),
                    note: row
                        .note
                        .as_ref()
                        .and_then(|note| note_text(state, &part.authority, row.id, note)),
                })
                .collect(),
        })
        .collect();
    RequestState {
        reference: submission.row.reference,
        service: submission.row.service.clone(),
        version: submission.row.version.clone(),
        status: overall(
            &submission
                .parts
                .iter()
                .map(|part| part.status)
                .collect::<Vec<_>>(),
        ),
        received_at: submission.row.received_at.to_string(),
        parts,
    }
}

/// A note as its reader sees it, sealed for the authority of its part. A damaged one is
/// left out and logged.
pub fn note_text(
    state: &AppState,
    authority: &str,
    row: Uuid,
    note: &crate::vault::Sealed,
) -> Option<String> {
    let context = contexts::status_note(authority, row);
    match state.vault.open(context, note) {
        Ok(bytes) => String::from_utf8(bytes).ok(),
        Err(error) => {
            tracing::error!(%error, %row, "a status note cannot be opened");
            None
        }
    }
}

/// The one word for several parts: what waits for the resident first, else the least advanced
/// of what is open. Where nothing is, a refusal counts before a withdrawal, and both before done.
pub fn overall(parts: &[Status]) -> Status {
    if parts.contains(&Status::NeedsYou) {
        return Status::NeedsYou;
    }
    let open = parts
        .iter()
        .copied()
        .filter(|status| !status.is_end())
        .min();
    let ends = [Status::Refused, Status::Withdrawn, Status::Done];
    open.or_else(|| ends.into_iter().find(|end| parts.contains(end)))
        .unwrap_or(Status::Received)
}
