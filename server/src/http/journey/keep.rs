//! Keeping the answers on the person's own device, which they choose.

use super::load::{Loaded, Query};
use super::missing;
use super::view::frame_with_draft;
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::frame::{moment, personal, service_name, wording};
use crate::http::guest::new_kept;
use crate::http::respond::see_other_with;
use crate::state::AppState;
use app::pages::Keep;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// Asks whether to keep them; or says until when they are kept.
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
    let page = Keep {
        wording: wording(&state, &context),
        service: service_name(loaded.definition(), context.language),
        paths: loaded.paths(&context),
        draft: draft.row.id.to_string(),
        step: loaded.path_of(&context, &loaded.journey(&draft.answers).current_step()),
        until: draft.kept_until().map(moment),
    };
    let frame = frame_with_draft(&state, &context, &loaded, &page.title());
    Ok(personal(StatusCode::OK, frame, |_| page.view()))
}

/// Keeps them, under a secret of their own that outlives the browser session.
pub async fn keep(
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
        return missing::respond(&state, &context, &guest, &loaded, id, true).await;
    };
    let kept = loaded.paths(&context).keep(loaded.draft_id().as_deref());
    if draft.kept_until().is_some() {
        return Ok(see_other_with(&kept, None));
    }
    let (cookie, owner) = new_kept(&state);
    match state.drafts.keep(draft, owner, guest.kept.clone()).await? {
        Some(_) => Ok(see_other_with(&kept, Some(cookie))),
        None => missing::respond(&state, &context, &guest, &loaded, id, true).await,
    }
}
