//! Clearing the answers, and giving up.

use super::load::{LATE, already_sent};
use crate::drafts::Draft;
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::respond::see_other;
use crate::state::AppState;
use axum::extract::{Path, State};
use axum::response::Response;
use shared::paths;
use std::sync::Arc;

/// "Clear my answers": they are deleted once this responds.
pub async fn clear(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path(service): Path<String>,
    form: Form,
) -> Result<Response, AppError> {
    match own_draft(&state, &guest, &service, &form).await? {
        Some(draft) => state.drafts.clear(&draft).await?,
        None => {
            if let Some(path) = sent_before(&state, &context, &guest, &form).await? {
                return Ok(see_other(&path));
            }
        }
    }
    let paths = context.journey(&service);
    Ok(see_other(&format!("{}?cleared=1", paths.base())))
}

/// "I do not want to go on": the answers are cleared, and the person is asked why.
pub async fn give_up(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path(service): Path<String>,
    form: Form,
) -> Result<Response, AppError> {
    let token = match own_draft(&state, &guest, &service, &form).await? {
        Some(draft) => {
            let after_outcome = form.has("outcome");
            state.contacts.give_up(draft.row.id, after_outcome).await?
        }
        None => {
            if let Some(path) = sent_before(&state, &context, &guest, &form).await? {
                return Ok(see_other(&path));
            }
            None
        }
    };
    Ok(see_other(&match token {
        Some(token) => paths::feedback(context.language, &token),
        None => context.journey(&service).base().to_owned(),
    }))
}

/// The page of the request that the draft of the form has become: nothing must say that it was
/// not sent.
async fn sent_before(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    form: &Form,
) -> Result<Option<String>, AppError> {
    let Some(draft) = form.draft() else {
        return Ok(None);
    };
    let path = already_sent(state, context, guest, draft).await?;
    Ok(path.map(|path| format!("{path}?{LATE}")))
}

/// The draft of the form, if it is this guest's.
async fn own_draft(
    state: &AppState,
    guest: &Guest,
    service: &str,
    form: &Form,
) -> Result<Option<Draft>, AppError> {
    let Some(id) = form.draft() else {
        return Ok(None);
    };
    Ok(state.drafts.open(&guest.actor(), id, service).await?)
}
