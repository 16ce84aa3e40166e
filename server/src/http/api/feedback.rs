//! Satisfaction, from an island or a program.

use super::json::Json;
use super::problem::Problem;
use crate::authorize::{Action, Resource, authorize};
use crate::contacts;
use crate::contacts::feedback::About;
use crate::http::visit::Visit;
use crate::state::AppState;
use axum::extract::State;
use axum::http::StatusCode;
use shared::api::feedback::SendFeedback;
use std::sync::Arc;

/// Rates a contact once, or a service as such.
#[utoipa::path(post, operation_id = "sendFeedback", path = "/api/v1/feedback", tag = "feedback", request_body = SendFeedback,
    responses((status = 204, description = "Counted, or counted before"),
        (status = 400, description = "Not readable, or not exactly one of `token` and `service`", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "Unknown token or service", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "Outside the limits", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn send(
    State(state): State<Arc<AppState>>,
    visit: Visit,
    Json { value, .. }: Json<SendFeedback>,
) -> Result<StatusCode, Problem> {
    let allowed = authorize(&visit.actor, Action::Write, &Resource::Feedback);
    allowed.map_err(|_| unknown())?;
    let about = match (&value.token, &value.service) {
        (Some(token), None) => About::Contact(token.clone()),
        (None, Some(service)) => About::Service {
            service: service.clone(),
            authority: visit.authority().to_owned(),
        },
        _ => return Err(Problem::bad_request("Say either `token` or `service`.")),
    };
    match contacts::feedback::record(&state, about, value.rating, value.comment).await? {
        Some(_) => Ok(StatusCode::NO_CONTENT),
        None => Err(unknown()),
    }
}

fn unknown() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "Nothing to rate",
        "The token or the service is not known.",
    )
}
