//! The start button: a draft, its contact, and the first page.

use super::opening::{published, see_other, step_path};
use crate::authorize::Actor;
use crate::catalogue::Service;
use crate::drafts::{self, Begin, Draft};
use crate::error::AppError;
use crate::http::visit::{Visit, new_guest};
use crate::state::AppState;
use crate::store::{StoreError, StoreResult};
use axum::extract::{Path, State};
use axum::response::Response;
use shared::answers::Answers;
use shared::channel::Channel;
use shared::journey::Journey;
use std::sync::Arc;
use uuid::Uuid;

pub async fn begin(
    State(state): State<Arc<AppState>>,
    mut visit: Visit,
    Path(service): Path<String>,
) -> Result<Response, AppError> {
    let service = published(&state, &service)?;
    visit = visit.speaking(&service.definition);
    let (draft, cookie) = new_draft(&state, &mut visit, &service, None).await?;
    let answers = Answers::default();
    let facts = state.facts(visit.authority(), Channel::Web);
    let first = Journey::new(&service.definition, &answers, &facts).first();
    let id = draft.row.id.to_string();
    Ok(see_other(
        &step_path(&visit, &service.definition, &first, Some(&id)),
        cookie,
    ))
}

/// A new draft for this guest, who gets a secret first if there is none: the draft and the
/// cookie to set. `id` is kept when nobody uses it yet.
pub async fn new_draft(
    state: &AppState,
    visit: &mut Visit,
    service: &Arc<Service>,
    id: Option<Uuid>,
) -> StoreResult<(Draft, Option<String>)> {
    let mut cookie = None;
    let owner = match visit.owner() {
        Some(owner) => owner.clone(),
        None => {
            let (header, owner) = new_guest(state);
            cookie = Some(header);
            visit.actor = Actor::Guest {
                owner: Some(owner.clone()),
            };
            owner
        }
    };
    let begin = |id| Begin {
        id,
        owner: owner.clone(),
        service,
        authority: visit.authority(),
        channel: Channel::Web,
        language: visit.language,
        device: visit.device,
    };
    let draft = match drafts::begin(state, begin(id.unwrap_or_else(|| state.clock.id()))).await {
        Err(StoreError::Conflict("draft")) => drafts::begin(state, begin(state.clock.id())).await?,
        other => other?,
    };
    Ok((draft, cookie))
}
