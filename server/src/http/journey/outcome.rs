//! The early and helpful end of a journey, and the way past it for those who know better.

use super::draw;
use super::opening::{Opening, Query, see_other, step_path};
use crate::drafts::{self, Change, Saved};
use crate::error::AppError;
use crate::http::form::Form;
use crate::http::visit::Visit;
use crate::state::AppState;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::response::Response;
use shared::answers::page_hash;
use shared::journey::Step;
use shared::paths;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

pub async fn show(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path((service, outcome)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
) -> Result<Response, AppError> {
    let opening = Opening::new(&state, &visit, &service, query.draft()).await?;
    let visit = visit.speaking(opening.definition());
    let outcome = opening
        .definition()
        .outcome(&outcome)
        .ok_or(AppError::NotFound)?;
    let Some(draft) = &opening.draft else {
        return Ok(see_other(
            &paths::service(visit.language, &opening.definition().id),
            None,
        ));
    };
    let standing = opening.journey(&draft.answers).standing();
    if standing != Step::Outcome(outcome) {
        let path = step_path(
            &visit,
            opening.definition(),
            &standing,
            opening.draft_id().as_deref(),
        );
        return Ok(see_other(&path, None));
    }
    Ok(draw::outcome_page(
        &state,
        &visit,
        &opening,
        &draft.answers,
        outcome,
    ))
}

/// Goes on past an outcome that may be passed, without typing again.
pub async fn pass(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path((service, outcome)): Path<(String, String)>,
    UrlQuery(query): UrlQuery<Query>,
    form: Form,
) -> Result<Response, AppError> {
    let posted = Uuid::parse_str(form.value("draft")).ok().or(query.draft());
    let opening = Opening::new(&state, &visit, &service, posted).await?;
    let visit = visit.speaking(opening.definition());
    let service = opening.service.clone();
    let outcome = service
        .definition
        .outcome(&outcome)
        .ok_or(AppError::NotFound)?;
    let Some(draft) = opening.draft.clone() else {
        return Ok(see_other(
            &paths::service(visit.language, &service.definition.id),
            None,
        ));
    };
    let answers = draft.answers.clone();
    let journey = opening.journey(&answers);
    if outcome.pass.is_none() || journey.standing() != Step::Outcome(outcome) {
        let path = step_path(
            &visit,
            &service.definition,
            &journey.standing(),
            opening.draft_id().as_deref(),
        );
        return Ok(see_other(&path, None));
    }
    let Some(page) = journey.path().last().copied() else {
        return Err(AppError::NotFound);
    };
    let change = Change {
        page,
        typed: BTreeMap::new(),
        passed: vec![outcome.id.clone()],
        seen: &page_hash(page, &answers),
        language: visit.language,
        events: None,
    };
    match drafts::save(&state, &visit.actor, draft, change).await? {
        Saved::Saved(draft) => {
            let journey = opening.journey(&draft.answers);
            let id = draft.row.id.to_string();
            Ok(see_other(
                &step_path(&visit, &service.definition, &journey.standing(), Some(&id)),
                None,
            ))
        }
        Saved::Conflict(_) | Saved::Gone => Err(AppError::Gone),
    }
}
