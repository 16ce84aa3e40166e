//! Satisfaction, after completing or giving up.

use super::frame::{frame, personal, service_name, wording};
use crate::authorize::{Action, Resource, authorize};
use crate::contacts::feedback::{About, record};
use crate::contacts::feedback_hash;
use crate::error::AppError;
use crate::http::form::Form;
use crate::http::journey::opening::see_other;
use crate::http::visit::Visit;
use crate::state::AppState;
use crate::store::rows::{Ending, FeedbackRecorded};
use app::layout::Section;
use app::pages::feedback::COMMENT_LIMIT;
use app::pages::{Feedback, FeedbackDone, FeedbackEnd, FieldProblem};
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::paths;
use std::sync::Arc;
use uuid::Uuid;

/// Stands behind the address of feedback that has just been counted.
const SENT: &str = "sent=1";

pub async fn ask(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(token): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let Some(found) = state
        .store
        .feedback_token(&feedback_hash(&state, &token))
        .await?
    else {
        return Ok(done(
            &state,
            &visit,
            StatusCode::NOT_FOUND,
            FeedbackEnd::Unknown,
        ));
    };
    if found.used {
        let how = match query.as_deref() {
            Some(SENT) if ended(&state, found.contact).await? == Some(Ending::Completed) => {
                FeedbackEnd::Thanks
            }
            Some(SENT) => FeedbackEnd::ThanksUnsent,
            _ => FeedbackEnd::Again,
        };
        return Ok(done(&state, &visit, StatusCode::OK, how));
    }
    form(&state, &visit, &token, None, String::new(), Vec::new()).await
}

pub async fn send(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Path(token): Path<String>,
    posted: Form,
) -> Result<Response, AppError> {
    if authorize(&visit.actor, Action::Write, &Resource::Feedback).is_err() {
        let end = FeedbackEnd::Unknown;
        return Ok(done(&state, &visit, StatusCode::NOT_FOUND, end));
    }
    let rating = posted
        .value("rating")
        .parse::<u8>()
        .ok()
        .filter(|rating| (1..=5).contains(rating));
    let comment = posted.value("comment").replace("\r\n", "\n");
    let mut problems = Vec::new();
    if rating.is_none() {
        problems.push(FieldProblem {
            field: "rating",
            key: "error-rating-required",
        });
    }
    if comment.chars().count() > COMMENT_LIMIT as usize {
        problems.push(FieldProblem {
            field: "comment",
            key: "error-comment-too-long",
        });
    }
    let (Some(stars), true) = (rating, problems.is_empty()) else {
        return form(&state, &visit, &token, rating, comment, problems).await;
    };
    // The answer is a page of its own, so that Back and reload send nothing again.
    let page = paths::feedback(visit.language, &token);
    Ok(
        match record(&state, About::Contact(token), stars, Some(comment)).await? {
            Some(FeedbackRecorded::Counted) => see_other(&format!("{page}?{SENT}"), None),
            Some(FeedbackRecorded::Already) => see_other(&page, None),
            None => done(&state, &visit, StatusCode::NOT_FOUND, FeedbackEnd::Unknown),
        },
    )
}

/// How a contact ended, as far as it has.
async fn ended(state: &AppState, contact: Uuid) -> Result<Option<Ending>, AppError> {
    let contact = state.store.contact(contact).await?;
    Ok(contact.and_then(|contact| contact.row.ended))
}

async fn form(
    state: &AppState,
    visit: &Visit,
    token: &str,
    rating: Option<u8>,
    comment: String,
    problems: Vec<FieldProblem>,
) -> Result<Response, AppError> {
    let Some(found) = state
        .store
        .feedback_token(&feedback_hash(state, token))
        .await?
    else {
        return Ok(done(
            state,
            visit,
            StatusCode::NOT_FOUND,
            FeedbackEnd::Unknown,
        ));
    };
    let left = ended(state, found.contact).await? == Some(Ending::Left);
    let service = found
        .service
        .and_then(|id| state.catalogue.current().get(&id));
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = Feedback {
        wording: wording(state, visit),
        action: paths::feedback(visit.language, token),
        left,
        service: service.map(|service| service_name(&service.definition, visit.language)),
        rating,
        comment,
        problems,
    };
    let frame = frame(state, visit, &page.title(), Section::Elsewhere);
    Ok(personal(status, frame, |_| page.view()))
}

fn done(state: &AppState, visit: &Visit, status: StatusCode, how: FeedbackEnd) -> Response {
    let page = FeedbackDone {
        wording: wording(state, visit),
        how,
    };
    let frame = frame(state, visit, &page.title(), Section::Elsewhere);
    personal(status, frame, |_| page.view())
}
