//! Ratings from an island or a program.

use super::json::Json;
use crate::authorize::{Action, Resource, authorize};
use crate::contacts::FeedbackAbout;
use crate::http::actors::Client;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::security;
use crate::state::AppState;
use crate::store::FeedbackRecorded;
use axum::extract::State;
use axum::http::StatusCode;
use shared::api::feedback::SendFeedback;
use std::sync::Arc;

/// Rates a contact once, or a service without a contact.
#[utoipa::path(post, operation_id = "sendFeedback", path = "/api/v1/feedback", tag = "feedback", request_body = SendFeedback,
    responses((status = 204, description = "Recorded, now or before"),
        (status = 400, description = "Unreadable, or not exactly one of `token` and `service`", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "Unknown token or service", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "Outside the limits", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn send(
    State(state): State<Arc<AppState>>,
    context: Context,
    client: Client,
    Json { value, .. }: Json<SendFeedback>,
) -> Result<StatusCode, AppError> {
    authorize(&client.actor(), Action::Write, &Resource::Feedback)
        .map_err(|_| AppError::NothingToRate)?;
    let about = match (&value.token, &value.service) {
        (Some(token), None) => FeedbackAbout::Contact(token.clone()),
        (None, Some(service)) => FeedbackAbout::Service {
            service: service.clone(),
            site: context.authority().to_owned(),
        },
        _ => {
            let detail = "State either `token` or `service`.";
            return Err(AppError::Unreadable(detail.into()));
        }
    };
    let has_token = value.token.is_some();
    let contacts = &state.contacts;
    let caller = client.guest().caller(context.address());
    let now = state.clock.now();
    let counted = state.budgets.rating(caller, now);
    let counted = counted.map_err(|until| AppError::over_budget("rating", until, now))?;
    let recorded = contacts.record_feedback(about, value.rating, value.comment);
    match recorded.await? {
        Some(recorded) => {
            if recorded == FeedbackRecorded::Counted {
                counted.keep();
            }
            Ok(StatusCode::NO_CONTENT)
        }
        None => {
            if has_token {
                security::wrong_token(&state, context.request());
            }
            Err(AppError::NothingToRate)
        }
    }
}
