//! A JSON body, parsed at the door and validated: the one way in for programs.

use super::problem::Problem;
use super::strict::Strict;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;
use validator::Validate;

/// Whether a body says that it is one of these media types; one that begins with `+` is a
/// suffix. Without a content type nothing is said.
pub fn is_json(headers: &HeaderMap, media: &[&str]) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let said = kind.split(';').next().unwrap_or_default().trim();
    let said = said.to_ascii_lowercase();
    media.iter().any(|one| match one.starts_with('+') {
        true => said.ends_with(one),
        false => said == *one,
    })
}

/// A body that was JSON of the right shape and within its limits.
pub struct Json<T> {
    pub value: T,
    /// The same as canonical JSON (sorted keys, no space), for the hash of an idempotent body.
    pub canonical: String,
}

impl<S: Send + Sync, T: DeserializeOwned + Validate> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, Problem> {
        if !is_json(request.headers(), &["application/json", "+json"]) {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "The body is not JSON",
                "Send the body as application/json.",
            ));
        }
        let body =
            Bytes::from_request(request, state)
                .await
                .map_err(|rejection| match rejection.status() {
                    StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
                        StatusCode::PAYLOAD_TOO_LARGE,
                        "The body is too large",
                        "Send a smaller body.",
                    ),
                    _ => Problem::bad_request("The body could not be read to its end."),
                })?;
        let Strict(json) = serde_json::from_slice(&body).map_err(|error| {
            let what = match error.classify() {
                serde_json::error::Category::Data => "A key stands twice in the same object",
                _ => "Not JSON",
            };
            let (line, column) = (error.line(), error.column());
            Problem::bad_request(&format!("{what}: line {line}, column {column}."))
        })?;
        let canonical = json.to_string();
        // serde's own message quotes foreign keys and values, so only the place is passed on.
        let value: T = serde_json::from_slice(&body).map_err(|error| {
            Problem::bad_request(&format!(
                "Not the documented shape: line {}, column {}. See /api/v1/openapi.json.",
                error.line(),
                error.column()
            ))
        })?;
        if let Err(errors) = value.validate() {
            // Field names only: a `ValidationError` carries the value that was sent.
            let mut fields: Vec<String> = errors
                .errors()
                .keys()
                .map(|field| field.to_string())
                .collect();
            fields.sort();
            return Err(Problem::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "A field is outside its limits",
                &format!("Outside the documented limits: {}.", fields.join(", ")),
            ));
        }
        Ok(Json { value, canonical })
    }
}
