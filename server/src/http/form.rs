//! A posted HTML form as its pairs, in order, with repeated names kept.

use crate::error::AppError;
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;

/// The most fields a form of ours has; more is not a form of ours.
const MOST: usize = 500;

/// The pairs of an `application/x-www-form-urlencoded` body.
pub struct Form {
    pub pairs: Vec<(String, String)>,
}

impl Form {
    /// The first value of a field, empty when it is not there.
    pub fn value(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
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
            .map_err(AppError::from_body)?;
        let pairs: Vec<(String, String)> = form_urlencoded::parse(&body)
            .into_owned()
            .take(MOST + 1)
            .collect();
        if pairs.len() > MOST {
            return Err(AppError::BadRequest);
        }
        Ok(Form { pairs })
    }
}
