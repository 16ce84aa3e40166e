//! Satisfaction, after completing or giving up.

use super::frame::{frame, personal, wording};
use crate::contacts::feedback::{About, record};
use crate::contacts::feedback_hash;
use crate::desk::Desk;
use crate::error::AppError;
use crate::http::form::Form;
use crate::http::visit::Visit;
use crate::store::rows::{Ending, FeedbackRecorded};
use app::layout::Section;
use app::pages::feedback::COMMENT_LIMIT;
use app::pages::{Feedback, FeedbackDone, FeedbackEnd, FieldProblem};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use shared::paths;
use std::sync::Arc;

pub async fn ask(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(token): Path<String>,
) -> Result<Response, AppError> {
    let Some(found) = desk
        .store
        .feedback_token(&feedback_hash(&desk, &token))
        .await?
    else {
        return Ok(done(
            &desk,
            &visit,
            StatusCode::NOT_FOUND,
            FeedbackEnd::Unknown,
        ));
    };
    if found.used {
        return Ok(done(&desk, &visit, StatusCode::OK, FeedbackEnd::Again));
    }
    form(&desk, &visit, &token, None, String::new(), Vec::new()).await
}

pub async fn send(
    State(desk): State<Arc<Desk>>,
    visit: Visit,
    Path(token): Path<String>,
    posted: Form,
) -> Result<Response, AppError> {
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
        return form(&desk, &visit, &token, rating, comment, problems).await;
    };
    let sent = ending(&desk, &token).await? == Some(Ending::Completed);
    Ok(
        match record(&desk, About::Contact(token), stars, Some(comment)).await? {
            Some(FeedbackRecorded::Counted) => {
                let how = if sent {
                    FeedbackEnd::Thanks
                } else {
                    FeedbackEnd::ThanksUnsent
                };
                done(&desk, &visit, StatusCode::OK, how)
            }
            Some(FeedbackRecorded::Already) => {
                done(&desk, &visit, StatusCode::OK, FeedbackEnd::Again)
            }
            None => done(&desk, &visit, StatusCode::NOT_FOUND, FeedbackEnd::Unknown),
        },
    )
}

/// How the contact behind a token ended, as far as it has.
async fn ending(desk: &Desk, token: &str) -> Result<Option<Ending>, AppError> {
    let hash = feedback_hash(desk, token);
    let Some(found) = desk.store.feedback_token(&hash).await? else {
        return Ok(None);
    };
    let contact = desk.store.contact(found.contact).await?;
    Ok(contact.and_then(|contact| contact.row.ended))
}

async fn form(
    desk: &Desk,
    visit: &Visit,
    token: &str,
    rating: Option<u8>,
    comment: String,
    problems: Vec<FieldProblem>,
) -> Result<Response, AppError> {
    let Some(found) = desk
        .store
        .feedback_token(&feedback_hash(desk, token))
        .await?
    else {
        return Ok(done(
            desk,
            visit,
            StatusCode::NOT_FOUND,
            FeedbackEnd::Unknown,
        ));
    };
    let contact = desk.store.contact(found.contact).await?;
    let left = contact.is_some_and(|contact| contact.row.ended == Some(Ending::Left));
    let service = found
        .service
        .and_then(|id| desk.catalogue.current().get(&id));
    let status = if problems.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = Feedback {
        wording: wording(desk, visit),
        action: paths::feedback(visit.language, token),
        left,
        service: service.map(|service| service.definition.title.get(visit.language).to_owned()),
        rating,
        comment,
        problems,
    };
    let frame = frame(desk, visit, &page.title(), Section::Elsewhere);
    Ok(personal(status, frame, |_| page.view()))
}

fn done(desk: &Desk, visit: &Visit, status: StatusCode, how: FeedbackEnd) -> Response {
    let page = FeedbackDone {
        wording: wording(desk, visit),
        how,
    };
    let frame = frame(desk, visit, &page.title(), Section::Elsewhere);
    personal(status, frame, |_| page.view())
}
