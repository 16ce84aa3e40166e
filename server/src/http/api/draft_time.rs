//! How long a draft is kept, for the script that blanks a page whose time is up.

use super::drafts::OfService;
use super::url::{UrlPath, UrlQuery};
use crate::drafts::{Draft, Missing, TimeLeft};
use crate::http::actors::Client;
use crate::http::error::AppError;
use crate::state::AppState;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use shared::api::draft::DraftTime;
use std::sync::Arc;
use uuid::Uuid;

/// How long a draft is kept if nothing is saved.
///
/// 410 means that it has ended: it was sent or cleared, or its time was up. A page that shows
/// answers of it must not be shown any longer. Reading this does not extend it.
#[utoipa::path(get, operation_id = "getDraftTime", path = "/api/v1/drafts/{id}/time", tag = "drafts",
    params(("id" = String, Path, description = "The draft's id"),
        ("service" = String, Query, description = "The id of its service")),
    responses((status = 200, description = "The time that is left", body = DraftTime),
        (status = 404, description = "A draft that was never stored, or is somebody else's", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 410, description = "A draft that has ended", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn read(
    State(state): State<Arc<AppState>>,
    client: Client,
    UrlPath(id): UrlPath<String>,
    UrlQuery(OfService { service }): UrlQuery<OfService>,
) -> Result<Response, AppError> {
    let draft = open(&state, &client, &id, &service).await?;
    Ok(respond(state.drafts.time_left(&draft)))
}

/// Extends a draft as a save would: its author needs more time.
#[utoipa::path(post, operation_id = "extendDraft", path = "/api/v1/drafts/{id}/time", tag = "drafts",
    params(("id" = String, Path, description = "The draft's id"),
        ("service" = String, Query, description = "The id of its service")),
    responses((status = 200, description = "The time that is left now", body = DraftTime),
        (status = 404, description = "A draft that was never stored, or is somebody else's", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 410, description = "A draft that has ended", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn extend(
    State(state): State<Arc<AppState>>,
    client: Client,
    UrlPath(id): UrlPath<String>,
    UrlQuery(OfService { service }): UrlQuery<OfService>,
) -> Result<Response, AppError> {
    let draft = open(&state, &client, &id, &service).await?;
    let extended = state.drafts.extend(&draft).await?;
    Ok(respond(extended.ok_or(AppError::DraftEnded)?))
}

async fn open(
    state: &AppState,
    client: &Client,
    id: &str,
    service: &str,
) -> Result<Draft, AppError> {
    let id = Uuid::parse_str(id).map_err(|_| AppError::DraftGone)?;
    if let Some(draft) = state.drafts.open(&client.actor(), id, service).await? {
        return Ok(draft);
    }
    Err(match state.drafts.missing(id).await? {
        Missing::Sent | Missing::Cleared | Missing::Expired => AppError::DraftEnded,
        Missing::Elsewhere { .. } | Missing::Unsaved => AppError::DraftGone,
    })
}

fn respond(left: TimeLeft) -> Response {
    let body = DraftTime {
        seconds_left: left.seconds,
        may_extend: left.may_extend,
    };
    axum::Json(body).into_response()
}
