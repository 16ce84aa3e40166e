//! Outcomes: the end of a journey with an answer, and the way past it where that is allowed.

use super::load::{Loaded, Query};
use super::missing::{self, Found};
use super::{answer, view};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::respond::see_other;
use crate::state::AppState;
use app::pages::WhyMissing;
use app::questions::rings_now;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::response::Response;
use shared::answers::Answers;
use shared::journey::Step;
use shared::service::Outcome;
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
        return without_draft(&state, &context, &guest, &loaded, &query, outcome).await;
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

/// An outcome that says the same whatever was answered is shown whether or not there are answers:
/// one with a number to call always, another unless the form has ended.
async fn without_draft(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    loaded: &Loaded,
    query: &Query,
    outcome: &Outcome,
) -> Result<Response, AppError> {
    let begun = query.begun.is_some();
    let stands_alone = loaded.definition().stands_alone(outcome);
    let found = match query.draft() {
        _ if stands_alone && rings_now(outcome) => Found::Unsaved,
        Some(id) => missing::find(state, context, guest, id, begun).await?,
        None => Found::Unsaved,
    };
    Ok(match found {
        Found::Unsaved | Found::Nothing(WhyMissing::NoCookies) if stands_alone => {
            view::outcome_page(state, context, loaded, &Answers::default(), outcome)
        }
        Found::Request(path) => see_other(&path),
        Found::Nothing(why) => missing::page(state, context, guest, loaded.definition(), why),
        Found::Unsaved => see_other(loaded.paths(context).base()),
    })
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
    answer::pass(
        &state,
        &context,
        &guest,
        &loaded,
        Step::Outcome(outcome),
        (id, &form),
    )
    .await
}
