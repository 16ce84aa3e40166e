//! The island's save: one page of a draft.

use super::json::Json;
use super::services::unknown_service;
use crate::catalogue::Service;
use crate::drafts::{Draft, NewDraft, PageSave, PageSaved, SavedPage as Saved, Statistics};
use crate::http::actors::{Client, Guest};
use crate::http::context::Context;
use crate::http::cookies;
use crate::http::error::AppError;
use crate::http::journey::load::{CHANNEL, site_facts};
use crate::state::AppState;
use crate::store::{Constraint, StoreError};
use app::questions::navigation::Press;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::{ETAG, IF_MATCH};
use axum::response::{IntoResponse, Response};
use cookie::Cookie;
use shared::answers::Answers;
use shared::api::draft::{SavePage, SavedPage};
use shared::journey::{Journey, Step};
use shared::service::reading::{page_hash, read_saved};
use std::sync::Arc;
use uuid::Uuid;

/// Saves one page's answers as typed, right or wrong.
///
/// `If-Match` is the fingerprint of the answers the page was made from.
///
/// To begin a draft: generate a random UUID, save the journey's first page under it, and send the
/// fingerprint of a page without answers, `"cbf29ce484222325"`. Later pages begin with the same
/// fingerprint; after each save the ETag of the response is the next `If-Match` of that page. The
/// response to the first save sets the cookie that is required to use the draft.
#[utoipa::path(put, operation_id = "saveDraftPage", path = "/api/v1/drafts/{id}/pages/{page}", tag = "drafts", request_body = SavePage,
    params(("id" = String, Path, description = "The draft's id, a random UUID minted by the caller, or that of a draft a page began"),
        ("page" = String, Path, description = "The page's id"),
        ("If-Match" = String, Header, description = "The page's fingerprint as last seen: the ETag of its last save, or `\"cbf29ce484222325\"` for a page without answers")),
    responses((status = 200, description = "Saved; the ETag is the new fingerprint", body = SavedPage),
        (status = 404, description = "Unknown service or page, or a draft that is gone", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "The draft is somebody else's", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 412, description = "Another tab changed this page", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "An answer is not of this page, or a field is outside its limits", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 428, description = "No If-Match", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn save(
    State(state): State<Arc<AppState>>,
    context: Context,
    client: Client,
    Path((id, page)): Path<(String, String)>,
    headers: HeaderMap,
    Json { value, .. }: Json<SavePage>,
) -> Result<Response, AppError> {
    let id = Uuid::parse_str(&id)
        .map_err(|_| AppError::Unreadable("The id of a draft is a UUID.".into()))?;
    let base_hash = if_match(&headers).ok_or(AppError::IfMatchNeeded)?;
    let service = state.catalogue.current().get(&value.service);
    let service = service.ok_or_else(|| unknown_service(&state))?;
    let mut guest = client.guest();
    let (owner, cookie) = guest.owner_or_new(&state);
    guest.owner = Some(owner);
    let wanted = Wanted {
        id,
        service: &service,
        page: &page,
        base_hash: &base_hash,
    };
    let draft = open_or_begin(&state, &context, &guest, wanted, &value).await?;
    let service = draft.service.clone();
    let page = service.definition.page(&page);
    let page = page.ok_or(AppError::UnknownPage)?;
    let mut acknowledged = value.passed;
    acknowledged.retain(|id| service.definition.may_pass(id));
    let save = PageSave {
        page,
        typed: read_saved(page, value.answers).map_err(|_| AppError::NotOfThisPage)?,
        acknowledged,
        base_hash,
        press: Press::Continue,
        changing: false,
        language: value.language,
        statistics: context.statistics().then_some(Statistics {
            seconds: value.seconds,
            reported_errors: Some(value.errors),
        }),
    };
    match state.drafts.save_page(&guest.actor(), draft, save).await? {
        PageSaved::Saved(saved) => Ok(saved_page(&saved, &page.id, cookie)),
        PageSaved::Conflict { .. } => Err(AppError::PageChanged),
        PageSaved::Gone => Err(AppError::DraftGone),
    }
}

fn saved_page(saved: &Saved, page: &str, cookie: Option<Cookie<'static>>) -> Response {
    let definition = &saved.draft.service.definition;
    let answers = &saved.draft.answers;
    let hash = definition.page(page).map(|page| page_hash(page, answers));
    let hash = hash.unwrap_or_default();
    let body = SavedPage {
        draft: saved.draft.row.id.to_string(),
        page: page.to_owned(),
        hash: hash.clone(),
    };
    let mut response = ([(ETAG, format!("\"{hash}\""))], axum::Json(body)).into_response();
    cookies::set(&mut response, cookie);
    response
}

fn if_match(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(IF_MATCH)?.to_str().ok()?;
    Some(value.trim_matches('"').to_owned())
}

/// The draft and page that a client wants to save.
struct Wanted<'a> {
    id: Uuid,
    service: &'a Arc<Service>,
    page: &'a str,
    base_hash: &'a str,
}

/// The client's draft. A journey begins with its first page; a later page without a draft means
/// that the draft is gone.
async fn open_or_begin(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    wanted: Wanted<'_>,
    value: &SavePage,
) -> Result<Draft, AppError> {
    let opened = state
        .drafts
        .open(&guest.actor(), wanted.id, &value.service)
        .await?;
    if let Some(draft) = opened {
        return Ok(draft);
    }
    let empty = Answers::default();
    let facts = site_facts(state, context);
    let definition = &wanted.service.definition;
    let first = Journey::new(definition, &empty, &facts).first();
    let fresh = definition.page(wanted.page).is_some_and(|page| {
        first == Step::Page(page) && page_hash(page, &empty) == wanted.base_hash
    });
    let (true, Some(owner)) = (fresh, guest.owner.clone()) else {
        return Err(AppError::DraftGone);
    };
    // A draft that cannot be saved is not begun: its author would not get the cookie to use it.
    let page = definition.page(wanted.page).ok_or(AppError::UnknownPage)?;
    read_saved(page, value.answers.clone()).map_err(|_| AppError::NotOfThisPage)?;
    let new = NewDraft {
        id: wanted.id,
        owner,
        service: wanted.service,
        authority: context.authority(),
        channel: CHANNEL,
        language: value.language,
        device: context.device(),
    };
    match state.drafts.begin(new).await {
        Err(StoreError::Conflict(Constraint::Draft)) => Err(AppError::DraftTaken),
        other => Ok(other?),
    }
}
