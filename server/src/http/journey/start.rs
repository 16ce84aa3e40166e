//! The start button: a draft, its contact, and the first page.

use super::opening::{published, see_other, step_path};
use crate::authorize::Actor;
use crate::catalogue::Service;
use crate::desk::Desk;
use crate::drafts::{self, Begin, Draft};
use crate::error::AppError;
use crate::http::visit::{Visit, new_guest};
use crate::store::{Kept, StoreError};
use axum::extract::{Path, State};
use axum::response::Response;
use shared::answers::Answers;
use shared::channel::Channel;
use shared::journey::Journey;
use std::sync::Arc;
use uuid::Uuid;

pub async fn begin(
    State(desk): State<Arc<Desk>>,
    mut visit: Visit,
    Path(service): Path<String>,
) -> Result<Response, AppError> {
    let service = published(&desk, &service)?;
    visit = visit.speaking(&service.definition);
    let (draft, cookie) = new_draft(&desk, &mut visit, &service, None).await?;
    let answers = Answers::default();
    let facts = desk.facts(visit.authority(), Channel::Web);
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
    desk: &Desk,
    visit: &mut Visit,
    service: &Arc<Service>,
    id: Option<Uuid>,
) -> Kept<(Draft, Option<String>)> {
    let mut cookie = None;
    let owner = match visit.owner() {
        Some(owner) => owner.clone(),
        None => {
            let (header, owner) = new_guest(desk);
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
    let draft = match drafts::begin(desk, begin(id.unwrap_or_else(|| desk.clock.id()))).await {
        Err(StoreError::Conflict("draft")) => drafts::begin(desk, begin(desk.clock.id())).await?,
        other => other?,
    };
    Ok((draft, cookie))
}
