//! Requests from programs, sent with an idempotency key.

use super::json::Json;
use super::services::unknown_service;
use crate::http::actors::Client;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::intake::{ApiAccepted, ApiRejection, ApiRequest};
use crate::second_facts;
use crate::state::AppState;
use axum::extract::State;
use axum::http::header::LOCATION;
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use shared::api::requests::{RequestReceipt, SendRequest};
use shared::status::Status;
use std::sync::Arc;

/// The name given by `draft-ietf-httpapi-idempotency-key-header-07`; at most 255 characters here.
pub const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");

/// Accepts a request. It is durable when this responds.
///
/// The same key and body get the same response. Two bodies are the same if they are equal as JSON:
/// white space and the order of keys do not matter, but a default that is written out, or `1.0` for
/// `1`, makes another body.
///
/// Notices of the form are not errors: the answers are accepted, and the response lists the notices
/// that `passed` does not answer.
#[utoipa::path(post, operation_id = "sendRequest", path = "/api/v1/requests", tag = "requests", request_body = SendRequest,
    params(("Idempotency-Key" = String, Header, description = "1 to 255 visible ASCII characters, unique to each request and stored for 30 days; preferably a random UUID (version 4). Keys are scoped to the council of the host name, so repeat a request to the same host. All callers share one key space, so do not use a key that others might guess")),
    responses((status = 201, description = "Accepted and durable", body = RequestReceipt),
        (status = 400, description = "Unreadable, a duplicate key in an object, or not exactly one Idempotency-Key", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 403, description = "A channel this caller may not state, or a write that a browser says came from another site", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 404, description = "Unknown service or version", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 409, description = "The key was used with another body", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 422, description = "Wrong answers, in page order; a field outside its limits; or answers that are together over 64 kB", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json"),
        (status = 503, description = "Not accepted; try again with the same key", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn send(
    State(state): State<Arc<AppState>>,
    context: Context,
    client: Client,
    headers: HeaderMap,
    Json { value, canonical }: Json<SendRequest>,
) -> Result<Response, AppError> {
    let key = idempotency_key(&headers)?;
    let accepted = state
        .intake
        .from_api(ApiRequest {
            actor: &client.actor(),
            caller: client.guest().caller(context.address()),
            owner: client.guest().owner_of_new(),
            authority: context.authority(),
            counted: context.statistics(),
            idempotency_key: key,
            canonical_body: &canonical,
            body: value,
        })
        .await;
    match accepted {
        Ok(accepted) => Ok(receipt(&state, accepted)),
        Err(rejection) => Err(rejected(&state, rejection)),
    }
}

fn receipt(state: &AppState, ApiAccepted { accepted, notices }: ApiAccepted) -> Response {
    let location = format!("/api/v1/requests/{}", accepted.reference.compact());
    let receipt = RequestReceipt {
        reference: accepted.reference,
        tracking: second_facts::tracking_code(&state.vault, accepted.id),
        status: Status::Received,
        version: accepted.version,
        received_at: accepted.received_at.to_string(),
        notices,
    };
    let headers = [(LOCATION, location)];
    (StatusCode::CREATED, headers, axum::Json(receipt)).into_response()
}

fn rejected(state: &AppState, rejection: ApiRejection) -> AppError {
    match rejection {
        ApiRejection::NotAllowed => AppError::NotAllowed,
        ApiRejection::ChannelNotAllowed => AppError::ChannelNotAllowed,
        ApiRejection::UnknownService => unknown_service(state),
        ApiRejection::UnknownVersion(current) => AppError::UnknownVersion(current),
        ApiRejection::Answers(errors) => AppError::WrongAnswers(errors),
        ApiRejection::TooMuchText => AppError::TooMuchText,
        ApiRejection::KeyReused => AppError::KeyReused,
        ApiRejection::Store(error) => error.into(),
    }
}

fn idempotency_key(headers: &HeaderMap) -> Result<&str, AppError> {
    let mut keys = headers.get_all(IDEMPOTENCY_KEY).iter();
    let key = match (keys.next(), keys.next()) {
        (Some(only), None) => only.to_str().unwrap_or_default(),
        _ => "",
    };
    let sound = (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    let detail = "Send one `Idempotency-Key` header: 1 to 255 visible ASCII characters, new for each request.";
    sound
        .then_some(key)
        .ok_or(AppError::Unreadable(detail.into()))
}
