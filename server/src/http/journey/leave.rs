//! Clearing one's answers, and giving up.

use super::opening::see_other;
use crate::authorize::{Action, Resource, authorize};
use crate::contacts;
use crate::drafts;
use crate::error::AppError;
use crate::http::form::Form;
use crate::http::visit::Visit;
use crate::state::AppState;
use crate::store::rows::{ContactTouch, Ending};
use crate::vault::KeyedHash;
use axum::extract::{Path, State};
use axum::response::Response;
use shared::paths;
use std::sync::Arc;
use uuid::Uuid;

/// "Clear my answers": they are gone when this is answered.
pub async fn clear(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(service): Path<String>,
    form: Form,
) -> Result<Response, AppError> {
    if let Some(draft) = mine(&state, &visit, &service, &form).await? {
        state.store.clear_draft(draft, state.clock.now()).await?;
    }
    Ok(see_other(
        &(paths::service(visit.language, &service) + "?cleared=1"),
        None,
    ))
}

/// "I do not want to go on": the answers are cleared, and the person is asked why.
pub async fn give_up(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(service): Path<String>,
    form: Form,
) -> Result<Response, AppError> {
    let Some(draft) = mine(&state, &visit, &service, &form).await? else {
        return Ok(see_other(&paths::service(visit.language, &service), None));
    };
    let now = state.clock.now();
    let contact = state.store.contact_of_draft(draft).await?;
    let known = match contact {
        Some(contact) => state.store.contact(contact).await?,
        None => None,
    };
    let Some(contact) = known.map(|contact| contact.row) else {
        return Ok(see_other(&paths::service(visit.language, &service), None));
    };
    // An outcome is an ending of its own; whoever rates it may still go back and go on. Who has
    // gone back and gives up on a later page gives up.
    if !form.has("outcome") {
        state.store.clear_draft(draft, now).await?;
        let touch = ContactTouch {
            contact: contact.id,
            at: now,
            events: None,
            ending: Some((Ending::Left, None)),
        };
        state.store.touch_contact(touch).await?;
    }
    let contact = contact.id;
    let token = contacts::feedback_token(&state, contact);
    Ok(see_other(&paths::feedback(visit.language, &token), None))
}

/// The id of the draft this form carries, when it is this guest's.
async fn mine(
    state: &AppState,
    visit: &Visit,
    service: &str,
    form: &Form,
) -> Result<Option<Uuid>, AppError> {
    let Ok(id) = Uuid::parse_str(form.value("draft")) else {
        return Ok(None);
    };
    let draft = drafts::open(state, &visit.actor, id, service).await?;
    let mine = |owner: &KeyedHash| {
        let draft = Resource::Draft { owner };
        authorize(&visit.actor, Action::Write, &draft).is_ok()
    };
    Ok(draft
        .filter(|draft| mine(&draft.row.owner))
        .map(|draft| draft.row.id))
}
