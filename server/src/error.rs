//! The only error that becomes a response.
//!
//! A handler returns [`AppError`]; it becomes a bare response that carries the error along,
//! and `http::layers::problems`, which knows the caller's language and authority, draws it
//! as a page or as problem details and logs it once. No body ever carries a cause.

use crate::store::StoreError;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

type Source = Box<dyn std::error::Error + Send + Sync>;

#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// 400: cannot be read.
    #[error("bad request")]
    BadRequest,
    /// 404, and equally for what exists but is somebody else's.
    #[error("not found")]
    NotFound,
    /// 404 with words about services.
    #[error("no such service")]
    NoSuchService,
    /// 405
    #[error("method not allowed")]
    MethodNotAllowed,
    /// 408: the body did not come in time; nothing was looked at.
    #[error("the body did not come in time")]
    TooSlow,
    /// 409: somebody else changed it, or it belongs to another subject.
    #[error("conflict")]
    Conflict,
    /// 410: it was there and is not any more.
    #[error("gone")]
    Gone,
    /// 413
    #[error("too large")]
    TooLarge,
    /// 415
    #[error("unsupported media type")]
    UnsupportedMediaType,
    /// 421: the host name is no authority's.
    #[error("misdirected request")]
    Misdirected,
    /// 422: understood, and wrong.
    #[error("unprocessable")]
    Unprocessable,
    /// 429: come back after this long.
    #[error("too many requests")]
    TooMany { after: Duration },
    /// 503: come back after this long; nothing was accepted.
    #[error("unavailable")]
    Unavailable {
        after: Duration,
        #[source]
        source: Option<Source>,
    },
    /// 500: our fault. The source goes into the log and nowhere else.
    #[error("internal error")]
    Internal(#[source] Source),
}

/// How long a caller is asked to wait when the store is busy.
pub const STORE_BUSY: Duration = Duration::from_secs(10);

impl AppError {
    pub fn internal(source: impl Into<Source>) -> AppError {
        AppError::Internal(source.into())
    }

    pub fn unavailable(after: Duration) -> AppError {
        AppError::Unavailable {
            after,
            source: None,
        }
    }

    /// Nothing was written, and trying again may help.
    pub fn is_unavailable(&self) -> bool {
        matches!(self, AppError::Unavailable { .. })
    }

    /// A body that could not be read to its end.
    pub fn from_body(rejection: axum::extract::rejection::BytesRejection) -> AppError {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
            _ => AppError::BadRequest,
        }
    }

    pub fn status(&self) -> StatusCode {
        match self {
            AppError::BadRequest => StatusCode::BAD_REQUEST,
            AppError::NotFound | AppError::NoSuchService => StatusCode::NOT_FOUND,
            AppError::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            AppError::TooSlow => StatusCode::REQUEST_TIMEOUT,
            AppError::Conflict => StatusCode::CONFLICT,
            AppError::Gone => StatusCode::GONE,
            AppError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            AppError::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            AppError::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            AppError::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            AppError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            AppError::Unavailable { .. } => StatusCode::SERVICE_UNAVAILABLE,
            AppError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whole seconds, rounded up, for `Retry-After`.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            AppError::TooMany { after } | AppError::Unavailable { after, .. } => {
                Some(after.as_secs() + u64::from(after.subsec_nanos() > 0))
            }
            _ => None,
        }
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> AppError {
        match error {
            StoreError::Unavailable(_) => AppError::Unavailable {
                after: STORE_BUSY,
                source: Some(Box::new(error)),
            },
            StoreError::Conflict(_) | StoreError::Corrupt(_) | StoreError::Backend(_) => {
                AppError::internal(error)
            }
        }
    }
}

/// The error on its way from the handler to the layer that draws it.
#[derive(Debug, Clone)]
pub struct Undrawn(pub Arc<AppError>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(seconds) = self.retry_after() {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(Undrawn(Arc::new(self)));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_store_is_unavailable_and_a_broken_one_is_our_fault() {
        let busy = AppError::from(StoreError::Unavailable("locked".into()));
        assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(busy.retry_after(), Some(10));
        let broken = AppError::from(StoreError::Backend("no such table".into()));
        assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(broken.retry_after(), None);
    }

    #[test]
    fn part_of_a_second_to_wait_is_a_whole_one() {
        let error = AppError::TooMany {
            after: Duration::from_millis(1200),
        };
        assert_eq!(error.retry_after(), Some(2));
    }
}
