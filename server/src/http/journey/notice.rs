//! Notices about the answers of a page.

use super::load::{Loaded, Query};
use super::{answer, missing, view};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::respond::see_other;
use crate::state::AppState;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::response::Response;
use shared::journey::navigation::MEND;
use shared::journey::{Step, form_fields};
use std::sync::Arc;

pub async fn show(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path((service, notice)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
) -> Result<Response, AppError> {
    let loaded = Loaded::new(&state, &context, &guest, &service, query.draft()).await?;
    let context = context.in_supported_language(loaded.definition());
    let notice = loaded.definition().notice(&notice);
    let (page, notice) = notice.ok_or(AppError::NotFound)?;
    let Some(draft) = &loaded.draft else {
        let begun = query.begun.is_some();
        return missing::respond(&state, &context, &guest, &loaded, query.draft(), begun).await;
    };
    let current_step = loaded.journey(&draft.answers).current_step();
    if current_step != Step::Notice(notice) {
        return Ok(see_other(&loaded.path_of(&context, &current_step)));
    }
    let answers = &draft.answers;
    Ok(view::notice_page(
        &state, &context, &loaded, answers, page, notice,
    ))
}

/// Goes on from a notice, or changes the answers as it offers.
pub async fn answer(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path((service, notice)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
    form: Form,
) -> Result<Response, AppError> {
    let id = form.draft().or(query.draft());
    let loaded = Loaded::new(&state, &context, &guest, &service, id).await?;
    let context = context.in_supported_language(loaded.definition());
    let notice = loaded.definition().notice(&notice);
    let (_, notice) = notice.ok_or(AppError::NotFound)?;
    let mend = notice.mend.as_ref();
    match mend.filter(|_| form.value(form_fields::ACTION) == MEND) {
        Some(mend) => {
            let offered = (notice, mend);
            answer::mend(&state, &context, &guest, &loaded, offered, (id, &form)).await
        }
        None => {
            let step = Step::Notice(notice);
            answer::pass(&state, &context, &guest, &loaded, step, (id, &form)).await
        }
    }
}
