//! Check answers, and sending the request.

use super::load::{Loaded, Query};
use super::{missing, view};
use crate::drafts::Draft;
use crate::http::actors::Guest;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::respond::{retry_after, see_other};
use crate::intake::{FromDraft, SentBy};
use crate::state::AppState;
use crate::store::StoreError;
use app::questions::Notice;
use axum::extract::{Path, Query as UrlQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::journey::Step;
use shared::journey::form_fields;
use shared::paths;
use std::sync::Arc;

pub async fn show(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path(service): Path<String>,
    UrlQuery(query): UrlQuery<Query>,
) -> Result<Response, AppError> {
    let loaded = Loaded::new(&state, &context, &guest, &service, query.draft()).await?;
    let context = context.in_supported_language(loaded.definition());
    let Some(draft) = &loaded.draft else {
        let begun = query.begun.is_some();
        return missing::respond(&state, &context, &guest, &loaded, query.draft(), begun).await;
    };
    let current_step = loaded.journey(&draft.answers).current_step();
    if current_step != Step::CheckAnswers {
        return Ok(see_other(&unfinished_path(
            &context,
            &loaded,
            &current_step,
        )));
    }
    let notices: &[Notice] = if draft.form_changed {
        &[Notice::NewVersion]
    } else {
        &[]
    };
    Ok(view::check_answers(
        &state,
        &context,
        &loaded,
        &draft.answers,
        notices,
        StatusCode::OK,
    ))
}

/// Missing answers are asked for on the way back to the review.
fn unfinished_path(context: &Context, loaded: &Loaded, current_step: &Step<'_>) -> String {
    match current_step {
        Step::Page(page) => {
            loaded
                .paths(context)
                .page_of(&page.id, loaded.draft_id().as_deref(), true)
        }
        other => loaded.path_of(context, other),
    }
}

pub async fn send(
    State(state): State<Arc<AppState>>,
    context: Context,
    guest: Guest,
    Path(service): Path<String>,
    UrlQuery(query): UrlQuery<Query>,
    form: Form,
) -> Result<Response, AppError> {
    let id = form.draft().or(query.draft());
    let loaded = Loaded::new(&state, &context, &guest, &service, id).await?;
    let context = context.in_supported_language(loaded.definition());
    let Some(draft) = &loaded.draft else {
        return missing::respond(&state, &context, &guest, &loaded, id, true).await;
    };
    let sent = state
        .intake
        .from_draft(
            &guest.actor(),
            draft,
            &loaded.facts,
            form.value(form_fields::REVIEWED),
            SentBy {
                caller: guest.caller(context.address()),
                language: context.language,
                device: context.device(),
            },
        )
        .await;
    let again = |notice, status| {
        view::check_answers(&state, &context, &loaded, &draft.answers, &[notice], status)
    };
    match sent {
        Ok(FromDraft::Accepted(reference)) => {
            let mut response = see_other(&paths::request(context.language, reference));
            missing::leave_nothing(&state, &guest, &mut response);
            Ok(response)
        }
        Ok(FromDraft::Changed) => Ok(again(Notice::Reviewed, StatusCode::CONFLICT)),
        Ok(FromDraft::NotReviewed) => Ok(see_other(&standing_path(&context, &loaded, draft))),
        Ok(FromDraft::Unfinished) => Err(AppError::Unprocessable),
        Ok(FromDraft::Refused) => Err(AppError::NotFound),
        Ok(FromDraft::Gone) => missing::respond(&state, &context, &guest, &loaded, id, true).await,
        Err(error @ StoreError::Unavailable(_)) => {
            tracing::warn!(%error, "cannot accept a request now");
            let mut response = again(Notice::NotSent, StatusCode::SERVICE_UNAVAILABLE);
            retry_after(&mut response);
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

fn standing_path(context: &Context, loaded: &Loaded, draft: &Draft) -> String {
    loaded.path_of(context, &loaded.journey(&draft.answers).current_step())
}
