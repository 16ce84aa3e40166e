//! Parses and validates JSON bodies of the API.

use super::strict::{Strict, has_nul};
use crate::http::content_type::is_json;
use crate::http::error::AppError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use serde::de::DeserializeOwned;
use validator::Validate;

/// A JSON body of the documented shape, within its limits.
pub struct Json<T> {
    pub value: T,
    /// The body as canonical JSON (sorted keys, no whitespace), for the hash of an idempotent
    /// request.
    pub canonical: String,
}

impl<S: Send + Sync, T: DeserializeOwned + Validate> FromRequest<S> for Json<T> {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Json<T>, AppError> {
        if !is_json(request.headers(), &["application/json", "+json"]) {
            return Err(AppError::NotJson);
        }
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|rejection| AppError::of_body(&rejection))?;
        parse(&body)
    }
}

fn parse<T: DeserializeOwned + Validate>(body: &[u8]) -> Result<Json<T>, AppError> {
    let Strict(json) = serde_json::from_slice(body).map_err(|error| {
        let what = match error.classify() {
            serde_json::error::Category::Data => "A key appears twice in an object",
            _ => "The body is not JSON",
        };
        let (line, column) = (error.line(), error.column());
        AppError::Unreadable(format!("{what}: line {line}, column {column}.").into())
    })?;
    if has_nul(&json) {
        let detail = "A text contains the character U+0000.";
        return Err(AppError::Unreadable(detail.into()));
    }
    let mut reader = serde_json::Deserializer::from_slice(body);
    let value: T = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| AppError::Unreadable(fault_of(&error).into()))?;
    if let Err(errors) = value.validate() {
        // Field names only: a `ValidationError` contains the value that was sent.
        let errors = errors.errors();
        let mut fields: Vec<String> = errors.keys().map(|field| field.to_string()).collect();
        fields.sort();
        return Err(AppError::OutsideLimits(fields));
    }
    Ok(Json {
        value,
        canonical: json.to_string(),
    })
}

/// What is wrong with the shape of a body. serde's message quotes values, so only the field and the
/// position are passed on, and a field only if it looks like one of ours.
fn fault_of(error: &serde_path_to_error::Error<serde_json::Error>) -> String {
    let (path, inner) = (error.path().to_string(), error.inner());
    let message = inner.to_string();
    let missing = message.strip_prefix("missing field `");
    let missing = missing.and_then(|rest| rest.split_once('`'));
    let what = match missing {
        Some((name, _)) => format!("`{name}` is missing"),
        None if is_name(&path) => format!("`{path}` is not of the documented shape"),
        None => "Not the documented shape".to_owned(),
    };
    let (line, column) = (inner.line(), inner.column());
    format!("{what}: line {line}, column {column}. See /api/v1/openapi.json.")
}

fn is_name(path: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.[]".contains(&byte);
    path != "." && path.len() <= 64 && path.bytes().all(fits)
}
