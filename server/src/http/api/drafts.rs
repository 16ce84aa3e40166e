//! The island's save: one page of a draft.

use super::json::Json;
use super::problem::Problem;
use super::services::unknown;
use crate::authorize::Actor;
use crate::contacts;
use crate::drafts::{self, Begin, Change, Saved};
use crate::http::visit::{Visit, new_guest};
use crate::state::AppState;
use crate::store::StoreError;
use axum::extract::{Path, State};
use axum::http::header::{ETAG, IF_MATCH, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use shared::answers::{Answers, page_hash, read_saved};
use shared::api::draft::{SavePage, SavedPage};
use shared::channel::Channel;
use shared::journey::{Journey, Step};
use std::sync::Arc;
use uuid::Uuid;

/// Saves one page's answers as typed, right or wrong. `If-Match` is the fingerprint of what
/// the page was made from.
///
/// To begin a draft: mint a random UUID, save the journey's first page under it, and send the
/// fingerprint of a page without answers, `"cbf29ce484222325"`. Later pages begin with the same
/// fingerprint; after each save the ETag of the answer is the next `If-Match` of that page. The
/// answer to the first save sets the cookie without which the draft's id is worth nothing.
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
    mut visit: Visit,
    Path((id, page)): Path<(String, String)>,
    headers: HeaderMap,
    Json { value, .. }: Json<SavePage>,
) -> Result<Response, Problem> {
    let id = Uuid::parse_str(&id).map_err(|_| Problem::bad_request("A draft's id is a UUID."))?;
    let seen = headers
        .get(IF_MATCH)
        .and_then(|value| value.to_str().ok())
        .map(|value| value.trim_matches('"').to_owned())
        .ok_or_else(|| {
            Problem::new(
                StatusCode::PRECONDITION_REQUIRED,
                "If-Match is needed",
                "Send the page's fingerprint, so that another tab's change is noticed.",
            )
        })?;
    let service = state
        .catalogue
        .current()
        .get(&value.service)
        .ok_or_else(|| unknown(&state))?;
    let mut cookie = None;
    if visit.owner().is_none() {
        let (header, owner) = new_guest(&state);
        visit.actor = Actor::Guest { owner: Some(owner) };
        cookie = Some(header);
    }
    let draft = match drafts::open(&state, &visit.actor, id, &value.service).await? {
        Some(draft) => draft,
        None => {
            // A journey is begun with its first page; a later one belonged to a draft that is gone.
            let empty = Answers::default();
            let facts = state.facts(visit.authority(), Channel::Web);
            let first = Journey::new(&service.definition, &empty, &facts).first();
            let fresh = service
                .definition
                .page(&page)
                .is_some_and(|page| first == Step::Page(page) && page_hash(page, &empty) == seen);
            let (true, Some(owner)) = (fresh, visit.owner().cloned()) else {
                return Err(gone());
            };
            let begin = Begin {
                id,
                owner,
                service: &service,
                authority: visit.authority(),
                channel: Channel::Web,
                language: value.language,
                device: visit.device,
            };
            drafts::begin(&state, begin)
                .await
                .map_err(|error| match error {
                    StoreError::Conflict("draft") => Problem::new(
                        StatusCode::CONFLICT,
                        "This draft belongs to somebody else",
                        "Nothing was changed. Begin again.",
                    ),
                    other => other.into(),
                })?
        }
    };
    let service = draft.service.clone();
    let page = service.definition.page(&page).ok_or_else(|| {
        Problem::new(
            StatusCode::NOT_FOUND,
            "There is no such page",
            "The service's definition lists its pages.",
        )
    })?;
    let mut typed = read_saved(page, value.answers).map_err(|_| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "An answer is not of this page",
            "Send the questions of this page only.",
        )
    })?;
    drafts::settle_addresses(&state, page, &mut typed).await?;
    let mut answers = draft.answers.clone();
    answers.typed.extend(typed.clone());
    let mut passed = value.passed;
    passed.retain(|id| service.definition.may_pass(id));
    answers.passed.extend(passed.iter().cloned());
    let facts = state.facts(&draft.row.authority, draft.row.channel);
    let journey = Journey::new(&service.definition, &answers, &facts);
    let problems = journey.check_page(page);
    let next = problems.is_empty().then(|| journey.after(page));
    let events = visit.statistics.then(|| {
        let mut events = contacts::events(page, &[], next.as_ref(), value.seconds);
        events.errors = contacts::known_errors(page, value.errors);
        events
    });
    let change = Change {
        page,
        typed,
        passed,
        seen: &seen,
        language: value.language,
        events,
    };
    let ending = contacts::ending_of(next.as_ref());
    match drafts::save(&state, &visit.actor, draft, change).await? {
        Saved::Saved(draft) => {
            contacts::end_draft(&state, draft.row.id, ending).await?;
            let hash = page_hash(page, &draft.answers);
            let body = SavedPage {
                draft: id.to_string(),
                page: page.id.clone(),
                hash: hash.clone(),
            };
            let mut response = ([(ETAG, format!("\"{hash}\""))], axum::Json(body)).into_response();
            if let Some(value) = cookie.and_then(|header| HeaderValue::from_str(&header).ok()) {
                response.headers_mut().insert(SET_COOKIE, value);
            }
            Ok(response)
        }
        Saved::Conflict(_) => Err(Problem::new(
            StatusCode::PRECONDITION_FAILED,
            "Another tab changed this page",
            "Nothing was changed. Load the page again to see both.",
        )),
        Saved::Gone => Err(gone()),
    }
}

fn gone() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "The draft is gone",
        "It was sent, cleared, or idle for two hours. Begin again: the first page under a new id, with the If-Match of a page without answers.",
    )
}
