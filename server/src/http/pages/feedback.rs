//! Feedback, after completing or giving up.

use crate::authorize::{Action, Resource, authorize};
use crate::contacts::FeedbackAbout;
use crate::http::actors::{Guest, TokenHolder};
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::form::Form;
use crate::http::frame::{frame, personal, service_name, wording};
use crate::http::respond::{form_status, see_other, too_many};
use crate::http::security;
use crate::state::AppState;
use crate::store::{Ending, FeedbackRecorded, FeedbackState};
use app::layout::{Section, Stay};
use app::pages::feedback::COMMENT_LIMIT;
use app::pages::{Feedback, FeedbackDone, FeedbackEnd, FormError};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use shared::paths;
use shared::question::normalise::{kept, tidy};
use std::sync::Arc;

/// Added to the URL after a rating was recorded.
const SENT: &str = "sent=1";

pub async fn ask(
    State(state): State<Arc<AppState>>,
    context: Context,
    TokenHolder { token }: TokenHolder,
    RawQuery(query): RawQuery,
) -> Result<Response, AppError> {
    let Some(found) = state.contacts.by_feedback_token(&token).await? else {
        return Ok(unknown(&state, &context));
    };
    if !found.used {
        let contacts = &state.contacts;
        contacts.question_shown(&found, context.statistics()).await;
        return Ok(form(&state, &context, &token, &found, Answer::default()));
    }
    let end = match query.as_deref() {
        Some(SENT) if found.ended == Some(Ending::Completed) => FeedbackEnd::Thanks,
        Some(SENT) => FeedbackEnd::ThanksUnsent,
        _ => FeedbackEnd::Again,
    };
    Ok(done(&state, &context, StatusCode::OK, end))
}

pub async fn send(
    State(state): State<Arc<AppState>>,
    context: Context,
    TokenHolder { token }: TokenHolder,
    headers: HeaderMap,
    posted: Form,
) -> Result<Response, AppError> {
    // Anybody with the token may rate.
    let anybody = Guest::default().actor();
    if authorize(&anybody, Action::Write, &Resource::Feedback).is_err() {
        return Ok(unknown(&state, &context));
    }
    let mut answer = Answer::read(&posted);
    let (Some(rating), true) = (answer.rating, answer.errors.is_empty()) else {
        return again(&state, &context, &token, answer).await;
    };
    let caller = Guest::of(&state, &headers).caller(context.address());
    let now = state.clock.now();
    let counted = match state.budgets.rating(caller, now) {
        Ok(counted) => counted,
        Err(until) => {
            let refused = AppError::over_budget("rating", until, now);
            answer.errors.push(FormError {
                field: "",
                key: "error-too-many-ratings",
            });
            let mut page = again(&state, &context, &token, answer).await?;
            too_many(&mut page, &refused);
            return Ok(page);
        }
    };
    // Redirects, so that Back and reload do not post again.
    let page = paths::feedback(context.language, &token);
    let about = FeedbackAbout::Contact(token);
    let recorded = state
        .contacts
        .record_feedback(about, rating, Some(answer.comment))
        .await?;
    Ok(match recorded {
        Some(FeedbackRecorded::Counted) => {
            counted.keep();
            see_other(&format!("{page}?{SENT}"))
        }
        Some(FeedbackRecorded::Already) => see_other(&page),
        None => unknown(&state, &context),
    })
}

/// The posted form.
#[derive(Default)]
struct Answer {
    rating: Option<u8>,
    comment: String,
    errors: Vec<FormError>,
}

impl Answer {
    fn read(posted: &Form) -> Answer {
        let rating = posted.value("rating").parse::<u8>().ok();
        let rating = rating.filter(|rating| (1..=5).contains(rating));
        let comment = kept(tidy(posted.value("comment"), true), COMMENT_LIMIT);
        let mut errors = Vec::new();
        if rating.is_none() {
            errors.push(FormError {
                field: "rating",
                key: "error-rating-required",
            });
        }
        if comment.chars().count() > COMMENT_LIMIT as usize {
            errors.push(FormError {
                field: "comment",
                key: "error-comment-too-long",
            });
        }
        Answer {
            rating,
            comment,
            errors,
        }
    }
}

/// The form as it was posted, with its errors.
async fn again(
    state: &AppState,
    context: &Context,
    token: &str,
    answer: Answer,
) -> Result<Response, AppError> {
    let found = state.contacts.by_feedback_token(token).await?;
    Ok(match found {
        Some(found) => form(state, context, token, &found, answer),
        None => unknown(state, context),
    })
}

fn form(
    state: &AppState,
    context: &Context,
    token: &str,
    found: &FeedbackState,
    answer: Answer,
) -> Response {
    let left = found.ended == Some(Ending::Left);
    let services = state.catalogue.current();
    let service = found.service.as_ref().and_then(|id| services.get(id));
    let status = form_status(!answer.errors.is_empty());
    let page = Feedback {
        wording: wording(state, context),
        action: paths::feedback(context.language, token),
        left,
        service: service.map(|service| service_name(&service.definition, context.language)),
        rating: answer.rating,
        comment: answer.comment,
        errors: answer.errors,
    };
    let mut frame = frame(state, context, &page.title(), Section::Elsewhere);
    frame.stay = Stay::Over;
    personal(status, frame, |_| page.view())
}

fn unknown(state: &AppState, context: &Context) -> Response {
    security::wrong_token(state, context.request());
    done(state, context, StatusCode::NOT_FOUND, FeedbackEnd::Unknown)
}

fn done(state: &AppState, context: &Context, status: StatusCode, how: FeedbackEnd) -> Response {
    let page = FeedbackDone {
        wording: wording(state, context),
        how,
    };
    let frame = frame(state, context, &page.title(), Section::Elsewhere);
    personal(status, frame, |_| page.view())
}
