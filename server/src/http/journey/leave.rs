//! Cancelling, which asks once and then asks how it was; clearing the answers of an outcome.

use super::load::{LATE, Loaded, Query};
use super::missing::{self, Found, leave_nothing};
use super::view::frame_with_draft;
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::frame::{personal, service_name, wording};
use crate::http::respond::see_other;
use crate::state::AppState;
use app::pages::Cancel;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::paths;
use std::sync::Arc;
use uuid::Uuid;

/// "Cancel this report": asks once whether to.
pub async fn ask(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path(service): Path<String>,
    UrlQuery(query): UrlQuery<Query>,
) -> Result<Response, AppError> {
    let id = query.draft();
    let loaded = Loaded::new(&state, &context, &guest, &service, id).await?;
    let context = context.in_supported_language(loaded.definition());
    let Some(draft) = &loaded.draft else {
        return missing::respond(&state, &context, &guest, &loaded, id, false).await;
    };
    let definition = loaded.definition();
    let page = Cancel {
        wording: wording(&state, &context),
        service: service_name(definition, context.language),
        purpose: definition.purpose,
        paths: loaded.paths(&context),
        draft: draft.row.id.to_string(),
        step: loaded.path_of(&context, &loaded.journey(&draft.answers).current_step()),
    };
    let frame = frame_with_draft(&state, &context, &loaded, &page.title());
    Ok(personal(StatusCode::OK, frame, |_| page.view()))
}

/// Cancels, or leaves an outcome to say how it was: only cancelling deletes the answers.
pub async fn give_up(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path(service): Path<String>,
    form: Form,
) -> Result<Response, AppError> {
    let id = form.draft();
    let loaded = Loaded::new(&state, &context, &guest, &service, id).await?;
    let context = context.in_supported_language(loaded.definition());
    let Some(draft) = &loaded.draft else {
        return nothing_to_clear(&state, &context, &guest, &loaded, id).await;
    };
    let after_outcome = form.has("outcome");
    let token = state.contacts.give_up(draft.row.id, after_outcome).await?;
    let mut response = see_other(&match token {
        Some(token) => paths::feedback(context.language, &token),
        None => cleared_path(&context, &service),
    });
    if !after_outcome {
        leave_nothing(&state, &guest, &mut response);
    }
    Ok(response)
}

/// "Clear my answers" on an outcome: they are deleted once this responds.
pub async fn clear(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path(service): Path<String>,
    form: Form,
) -> Result<Response, AppError> {
    let id = form.draft();
    let loaded = Loaded::new(&state, &context, &guest, &service, id).await?;
    let context = context.in_supported_language(loaded.definition());
    let Some(draft) = &loaded.draft else {
        return nothing_to_clear(&state, &context, &guest, &loaded, id).await;
    };
    state.drafts.clear(draft).await?;
    let mut response = see_other(&cleared_path(&context, &service));
    leave_nothing(&state, &guest, &mut response);
    Ok(response)
}

/// The start page, which says that the answers are cleared.
fn cleared_path(context: &Context, service: &str) -> String {
    format!("{}?cleared=1", context.journey(service).base())
}

/// The response to clearing a draft that is not there. Nothing must say that it was not sent if it
/// was.
async fn nothing_to_clear(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    loaded: &Loaded,
    draft: Option<Uuid>,
) -> Result<Response, AppError> {
    let found = match draft {
        Some(draft) => missing::find(state, context, guest, draft, true).await?,
        None => Found::Unsaved,
    };
    Ok(match found {
        Found::Request(path) => see_other(&format!("{path}?{LATE}")),
        Found::Unsaved => see_other(&cleared_path(context, &loaded.definition().id)),
        Found::Nothing(why) => missing::page(state, context, guest, loaded.definition(), why),
    })
}
