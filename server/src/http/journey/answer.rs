//! The answers to an outcome or a notice: to continue past it, or to change the answers as a notice
//! offers.

use super::load::{Loaded, seconds_open};
use super::missing;
use crate::drafts::{Draft, PageSave, PageSaved, Statistics};
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::respond::see_other;
use crate::state::AppState;
use axum::response::Response;
use shared::answers::Typed;
use shared::journey::Step;
use shared::journey::navigation::Press;
use shared::service::Page;
use shared::service::notice::{Mend, PageNotice};
use shared::service::reading::page_hash;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Continues past an outcome or a notice, if the answers still lead to it and it has a way on.
pub(super) async fn pass(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    loaded: &Loaded,
    step: Step<'_>,
    (id, form): (Option<Uuid>, &Form),
) -> Result<Response, AppError> {
    let passed = match step {
        Step::Outcome(outcome) => &outcome.id,
        Step::Notice(notice) => &notice.id,
        Step::Page(_) | Step::CheckAnswers => return Err(AppError::NotFound),
    };
    let Some(draft) = loaded.draft.clone() else {
        return missing::respond(state, context, guest, loaded, id, true).await;
    };
    let answers = draft.answers.clone();
    let journey = loaded.journey(&answers);
    if journey.current_step() != step || !loaded.definition().may_pass(passed) {
        return Ok(see_other(&loaded.path_of(context, &journey.current_step())));
    }
    let page = journey.path().last().copied().ok_or(AppError::NotFound)?;
    let save = PageSave {
        acknowledged: vec![passed.clone()],
        ..page_save(state, context, page, BTreeMap::new(), &draft, form)
    };
    match saved(state, guest, draft, save).await? {
        Some(draft) => Ok(see_other(&current_path(context, loaded, draft))),
        None => missing::respond(state, context, guest, loaded, id, true).await,
    }
}

/// Changes the answers as a notice offers, if they still lead to it: saves every page that it
/// changes, as if each had been answered.
pub(super) async fn mend(
    state: &AppState,
    context: &Context,
    guest: &Guest,
    loaded: &Loaded,
    (notice, mend): (&PageNotice, &Mend),
    (id, form): (Option<Uuid>, &Form),
) -> Result<Response, AppError> {
    let Some(mut draft) = loaded.draft.clone() else {
        return missing::respond(state, context, guest, loaded, id, true).await;
    };
    let answers = draft.answers.clone();
    let journey = loaded.journey(&answers);
    if journey.current_step() == Step::Notice(notice) {
        for (page, typed) in journey.mended(mend) {
            let save = page_save(state, context, page, typed, &draft, form);
            draft = match saved(state, guest, draft, save).await? {
                Some(draft) => draft,
                None => return missing::respond(state, context, guest, loaded, id, true).await,
            };
        }
    }
    Ok(see_other(&current_path(context, loaded, draft)))
}

fn page_save<'p>(
    state: &AppState,
    context: &Context,
    page: &'p Page,
    typed: BTreeMap<String, Typed>,
    draft: &Draft,
    form: &Form,
) -> PageSave<'p> {
    PageSave {
        page,
        typed,
        acknowledged: Vec::new(),
        base_hash: page_hash(page, &draft.answers),
        press: Press::Continue,
        // It leads to the current step, as a change from check answers does.
        changing: true,
        keeps_review: false,
        language: context.language,
        statistics: context.statistics().then(|| Statistics {
            seconds: seconds_open(state, form),
            reported_errors: None,
        }),
    }
}

/// The draft after a save; `None` if it ended at this moment.
async fn saved(
    state: &AppState,
    guest: &Guest,
    draft: Draft,
    save: PageSave<'_>,
) -> Result<Option<Draft>, AppError> {
    match state.drafts.save_page(&guest.actor(), draft, save).await? {
        PageSaved::Saved(saved) => Ok(Some(saved.draft)),
        PageSaved::NotReached(draft) => Ok(Some(*draft)),
        PageSaved::Gone => Ok(None),
        PageSaved::Conflict { .. } | PageSaved::TooMuchText { .. } => Err(AppError::Gone),
    }
}

fn current_path(context: &Context, loaded: &Loaded, draft: Draft) -> String {
    let loaded = Loaded {
        service: draft.service.clone(),
        facts: loaded.facts.clone(),
        draft: Some(draft.clone()),
    };
    loaded.path_of(context, &loaded.journey(&draft.answers).current_step())
}
