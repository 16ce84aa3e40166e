//! A posted HTML form: its pairs in order, including repeated names.

use super::error::AppError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use shared::journey::form_fields;
use uuid::Uuid;

/// The most fields a form may have.
const MAX_FIELDS: usize = 500;

/// The pairs of an `application/x-www-form-urlencoded` body.
pub struct Form {
    pub pairs: Vec<(String, String)>,
}

impl Form {
    /// The first value of a field, empty if it is missing.
    pub fn value(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The id of the draft the form was made for.
    pub fn draft(&self) -> Option<Uuid> {
        Uuid::parse_str(self.value(form_fields::DRAFT)).ok()
    }

    pub fn has(&self, name: &str) -> bool {
        self.pairs.iter().any(|(key, _)| key == name)
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = AppError;

    async fn from_request(request: Request, state: &S) -> Result<Form, AppError> {
        let kind = request
            .headers()
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            return Err(AppError::UnsupportedMediaType);
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(|rejection| AppError::of_body(&rejection))?;
        let pairs: Vec<(String, String)> = form_urlencoded::parse(&body)
            .into_owned()
            .take(MAX_FIELDS + 1)
            .collect();
        if pairs.len() > MAX_FIELDS {
            return Err(AppError::BadRequest);
        }
        Ok(Form { pairs })
    }
}
