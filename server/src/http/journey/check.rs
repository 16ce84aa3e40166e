//! The review, and the moment of sending.

use super::draw;
use super::opening::{Opening, Query, already_sent, see_other, step_path};
use crate::authorize::{Action, Resource, authorize};
use crate::error::AppError;
use crate::http::form::Form;
use crate::http::visit::Visit;
use crate::intake::{self, Incoming, Promise};
use crate::state::AppState;
use crate::store::StoreError;
use app::questions::Notice;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::answers::{Answers, review_hash};
use shared::journey::Step;
use shared::paths;
use std::sync::Arc;
use uuid::Uuid;

pub async fn show(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(service): Path<String>,
    UrlQuery(query): UrlQuery<Query>,
) -> Result<Response, AppError> {
    let opening = Opening::new(&state, &visit, &service, query.draft()).await?;
    let visit = visit.speaking(opening.definition());
    let Some(draft) = &opening.draft else {
        return no_draft(&state, &visit, &opening, query.draft()).await;
    };
    let standing = opening.journey(&draft.answers).standing();
    if standing != Step::CheckAnswers {
        let id = opening.draft_id();
        let definition = opening.definition();
        let path = match standing {
            // What is missing is asked on the way back to the review.
            Step::Page(page) => paths::page_of(
                visit.language,
                &definition.id,
                &page.id,
                id.as_deref(),
                true,
            ),
            other => step_path(&visit, definition, &other, id.as_deref()),
        };
        return Ok(see_other(&path, None));
    }
    let notices: &[Notice] = if draft.carried {
        &[Notice::NewVersion]
    } else {
        &[]
    };
    Ok(draw::check_answers(
        &state,
        &visit,
        &opening,
        &draft.answers,
        notices,
        StatusCode::OK,
    ))
}

pub async fn send(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(service): Path<String>,
    UrlQuery(query): UrlQuery<Query>,
    form: Form,
) -> Result<Response, AppError> {
    let posted = Uuid::parse_str(form.value("draft")).ok().or(query.draft());
    let opening = Opening::new(&state, &visit, &service, posted).await?;
    let visit = visit.speaking(opening.definition());
    let Some(draft) = opening.draft.clone() else {
        return no_draft(&state, &visit, &opening, posted).await;
    };
    authorize(
        &visit.actor,
        Action::Write,
        &Resource::Draft {
            owner: &draft.row.owner,
        },
    )
    .map_err(|_| AppError::NotFound)?;
    let journey = opening.journey(&draft.answers);
    if journey.standing() != Step::CheckAnswers {
        let path = step_path(
            &visit,
            opening.definition(),
            &journey.standing(),
            opening.draft_id().as_deref(),
        );
        return Ok(see_other(&path, None));
    }
    // Nothing is sent but what was shown.
    if form.value("reviewed") != review_hash(opening.definition(), &draft.answers) {
        return Ok(draw::check_answers(
            &state,
            &visit,
            &opening,
            &draft.answers,
            &[Notice::Reviewed],
            StatusCode::CONFLICT,
        ));
    }
    let Ok(request) = journey.finish() else {
        return Err(AppError::Unprocessable);
    };
    let contact = match state.store.contact_of_draft(draft.row.id).await? {
        Some(id) => state.store.contact(id).await?.map(|contact| contact.row),
        None => None,
    };
    let contact =
        contact.unwrap_or_else(|| crate::contacts::begun(&state, &draft.row, visit.device));
    // The words may be newer than the last page that was saved.
    state
        .catalogue
        .keep(&state.store, &draft.service, state.clock.now())
        .await?;
    let incoming = Incoming {
        request,
        version: draft.service.version.clone(),
        channel: draft.row.channel,
        language: visit.language,
        draft: Some(draft.row.id),
        owner: Some(draft.row.owner.clone()),
        contact,
        idempotency: None,
        told: intake::told(&state, &journey, visit.language),
    };
    match intake::accept(&state, incoming).await {
        Ok(Promise::New(receipt)) => Ok(see_other(
            &paths::request(visit.language, receipt.reference),
            None,
        )),
        Ok(Promise::Before(submission)) => Ok(see_other(
            &paths::request(visit.language, submission.row.reference),
            None,
        )),
        Ok(Promise::KeyReused) => Err(AppError::Conflict),
        Err(error @ StoreError::Unavailable(_)) => {
            tracing::warn!(%error, "a request could not be kept");
            let mut response = draw::check_answers(
                &state,
                &visit,
                &opening,
                &draft.answers,
                &[Notice::NotSent],
                StatusCode::SERVICE_UNAVAILABLE,
            );
            draw::retry_after(&mut response);
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

/// Without a draft there is the confirmation, if it was sent from here, or a new beginning.
async fn no_draft(
    state: &AppState,
    visit: &Visit,
    opening: &Opening,
    draft: Option<Uuid>,
) -> Result<Response, AppError> {
    if let Some(id) = draft
        && let Some(path) = already_sent(state, visit, id).await?
    {
        return Ok(see_other(&path, None));
    }
    let empty = Answers::default();
    let first = step_path(
        visit,
        opening.definition(),
        &opening.journey(&empty).first(),
        None,
    );
    Ok(see_other(&(first + "?expired=1"), None))
}
