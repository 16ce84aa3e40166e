//! Clearing the answers, and giving up.

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
    if let Some(draft) = own_draft(&state, &guest, &service, &form).await? {
        state.drafts.clear(&draft).await?;
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
        None => None,
    };
    Ok(see_other(&match token {
        Some(token) => paths::feedback(context.language, &token),
        None => context.journey(&service).base().to_owned(),
    }))
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
