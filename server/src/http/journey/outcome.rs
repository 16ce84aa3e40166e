//! Outcomes: the end of a journey with an answer, and the way past it where that is allowed.

use super::load::{Loaded, Query, seconds_open};
use super::view;
use crate::drafts::{PageSave, PageSaved, Statistics};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::respond::see_other;
use crate::state::AppState;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::response::Response;
use shared::journey::Step;
use shared::journey::navigation::Press;
use shared::service::reading::page_hash;
use std::collections::BTreeMap;
use std::sync::Arc;

pub async fn show(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path((service, outcome)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
) -> Result<Response, AppError> {
    let loaded = Loaded::new(&state, &context, &guest, &service, query.draft()).await?;
    let context = context.in_supported_language(loaded.definition());
    let definition = loaded.definition();
    let outcome = definition.outcome(&outcome).ok_or(AppError::NotFound)?;
    let Some(draft) = &loaded.draft else {
        return Ok(see_other(loaded.paths(&context).base()));
    };
    let current_step = loaded.journey(&draft.answers).current_step();
    if current_step != Step::Outcome(outcome) {
        return Ok(see_other(&loaded.path_of(&context, &current_step)));
    }
    Ok(view::outcome_page(
        &state,
        &context,
        &loaded,
        &draft.answers,
        outcome,
    ))
}

/// Continues past an outcome that may be passed, with the answers already given.
pub async fn go_on(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path((service, outcome)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
    form: Form,
) -> Result<Response, AppError> {
    let id = form.draft().or(query.draft());
    let loaded = Loaded::new(&state, &context, &guest, &service, id).await?;
    let context = context.in_supported_language(loaded.definition());
    let definition = loaded.definition();
    let outcome = definition.outcome(&outcome).ok_or(AppError::NotFound)?;
    let Some(draft) = loaded.draft.clone() else {
        return Ok(see_other(loaded.paths(&context).base()));
    };
    let answers = draft.answers.clone();
    let journey = loaded.journey(&answers);
    if outcome.pass.is_none() || journey.current_step() != Step::Outcome(outcome) {
        return Ok(see_other(
            &loaded.path_of(&context, &journey.current_step()),
        ));
    }
    let page = journey.path().last().copied().ok_or(AppError::NotFound)?;
    let save = PageSave {
        page,
        typed: BTreeMap::new(),
        carried_over: false,
        acknowledged: vec![outcome.id.clone()],
        base_hash: page_hash(page, &answers),
        press: Press::Continue,
        changing: false,
        keeps_review: false,
        language: context.language,
        statistics: context.statistics().then(|| Statistics {
            seconds: seconds_open(&state, &form),
            reported_errors: None,
        }),
    };
    match state.drafts.save_page(&guest.actor(), draft, save).await? {
        PageSaved::Saved(saved) => {
            let current_step = saved.journey().current_step();
            Ok(see_other(&loaded.path_of(&context, &current_step)))
        }
        PageSaved::Conflict { .. }
        | PageSaved::TooMuchText { .. }
        | PageSaved::NotReached(_)
        | PageSaved::Gone => Err(AppError::Gone),
    }
}
