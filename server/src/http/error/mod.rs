//! The only error that becomes a response.
//!
//! A handler, a guard or a limit returns [`AppError`]. It becomes a bare response that carries
//! the error along; `http::layers::errors`, which has the client's language and site, gives it
//! a body and logs it once. The body is a page or problem details (RFC 9457) and never includes
//! a cause.
//!
//! [`table`] has one row for each error: status, title and words. To add an error, add a variant
//! here and its row there.

mod callback_refusal;
pub mod table;

pub use callback_refusal::{CallbackRefusal, PROBLEMS};

use crate::store::StoreError;
use crate::telemetry;
use axum::extract::rejection::BytesRejection;
use axum::http::StatusCode;
use axum::http::header::{HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use shared::api::problem::AnswerError;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

type Source = Box<dyn std::error::Error + Send + Sync>;

/// `Retry-After` when the database is busy.
pub const STORE_BUSY: Duration = Duration::from_secs(10);

/// Every error response.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    // ---- 400
    #[error("bad request")]
    BadRequest,
    /// An API request that cannot be read; what to send instead.
    #[error("unreadable request")]
    Unreadable(Cow<'static, str>),
    // ---- 401, 403
    #[error("no tracking code")]
    TrackingNeeded,
    /// A write that the browser marks as coming from another site.
    #[error("cross-site write")]
    CrossSite,
    #[error("not allowed")]
    NotAllowed,
    #[error("channel not allowed")]
    ChannelNotAllowed,
    // ---- 404, also for what exists but belongs to somebody else
    #[error("not found")]
    NotFound,
    /// A page of a service that does not exist.
    #[error("no such service")]
    NoSuchService,
    /// The API's answer for an unknown service, with the ids of the existing ones.
    #[error("unknown service")]
    UnknownService(Vec<String>),
    /// With the current version.
    #[error("unknown version")]
    UnknownVersion(String),
    #[error("no such page in the service")]
    UnknownPage,
    #[error("no such request")]
    UnknownRequest,
    #[error("no such draft")]
    DraftGone,
    #[error("the draft has ended")]
    DraftEnded,
    #[error("nothing to rate")]
    NothingToRate,
    /// With the existing names.
    #[error("no such schema")]
    UnknownSchema(Vec<&'static str>),
    // ---- 405, 408
    #[error("method not allowed")]
    MethodNotAllowed,
    /// The body did not arrive in time; none of it was used.
    #[error("the body did not arrive in time")]
    BodyTimeout,
    // ---- 409, 410, 412, 413, 415
    #[error("conflict")]
    Conflict,
    #[error("the draft belongs to somebody else")]
    DraftTaken,
    #[error("the idempotency key was used with another body")]
    KeyReused,
    #[error("gone")]
    Gone,
    #[error("the answers lead past this page")]
    PageNotReached,
    #[error("the page changed since it was read")]
    PageChanged,
    #[error("too large")]
    TooLarge,
    #[error("unsupported media type")]
    UnsupportedMediaType,
    #[error("not JSON")]
    NotJson,
    #[error("not a CloudEvent")]
    NotCloudEvent,
    // ---- 421, 422, 428, 429
    /// No authority has this host name.
    #[error("misdirected request")]
    Misdirected,
    #[error("unprocessable")]
    Unprocessable,
    #[error("the answers are too long to keep")]
    TooMuchText,
    #[error("an answer is not of this page")]
    NotOfThisPage,
    /// The fields that break their limits.
    #[error("a field is outside its limits")]
    OutsideLimits(Vec<String>),
    #[error("wrong answers")]
    WrongAnswers(Vec<AnswerError>),
    #[error("no If-Match")]
    IfMatchNeeded,
    /// Retry after this long.
    #[error("too many requests")]
    TooMany { retry_after: Duration },
    // ---- a status from a back office that was not recorded
    #[error("callback refused: {}", .0.code())]
    Callback(CallbackRefusal),
    // ---- 503, 500
    /// The request may or may not have taken effect; retry after this long.
    #[error("unavailable")]
    Unavailable {
        retry_after: Duration,
        #[source]
        source: Option<Source>,
    },
    #[error("the database is unavailable")]
    StoreUnavailable(#[source] Source),
    /// An internal error. The source is logged and never sent.
    #[error("internal error")]
    Internal(#[source] Source),
}

impl AppError {
    pub fn internal(source: impl Into<Source>) -> AppError {
        AppError::Internal(source.into())
    }

    pub fn unavailable(retry_after: Duration) -> AppError {
        AppError::Unavailable {
            retry_after,
            source: None,
        }
    }

    /// A budget allows no more until then.
    pub fn over_budget(budget: &'static str, until: Timestamp, now: Timestamp) -> AppError {
        telemetry::count_over_budget(budget);
        let retry_after = Duration::try_from(until.duration_since(now)).unwrap_or_default();
        AppError::TooMany { retry_after }
    }

    /// The error for a status returned by a library.
    pub fn of_status(status: StatusCode) -> AppError {
        match status.as_u16() {
            401 | 403 => AppError::CrossSite,
            404 => AppError::NotFound,
            405 => AppError::MethodNotAllowed,
            408 => AppError::BodyTimeout,
            409 | 412 => AppError::Conflict,
            410 => AppError::Gone,
            413 => AppError::TooLarge,
            415 => AppError::UnsupportedMediaType,
            421 => AppError::Misdirected,
            422 => AppError::Unprocessable,
            429 => AppError::TooMany {
                retry_after: Duration::from_secs(60),
            },
            503 | 504 => AppError::unavailable(STORE_BUSY),
            400..=499 => AppError::BadRequest,
            _ => AppError::internal("a library failed"),
        }
    }

    /// A body that could not be read to its end.
    pub fn of_body(rejection: &BytesRejection) -> AppError {
        match rejection.status() {
            StatusCode::PAYLOAD_TOO_LARGE => AppError::TooLarge,
            _ => AppError::body_cut_short(),
        }
    }

    /// A body whose end did not arrive.
    pub fn body_cut_short() -> AppError {
        AppError::Unreadable("The body could not be read to its end.".into())
    }

    /// A path with a parameter that cannot be decoded.
    pub fn of_path() -> AppError {
        AppError::Unreadable("The path is not percent-encoded UTF-8.".into())
    }

    /// Whether trying again later may help.
    pub fn is_unavailable(&self) -> bool {
        matches!(
            self,
            AppError::Unavailable { .. } | AppError::StoreUnavailable(_)
        )
    }

    pub fn status(&self) -> StatusCode {
        table::row(self).status
    }

    /// Whole seconds, rounded up, for `Retry-After`.
    pub fn retry_after(&self) -> Option<u64> {
        let after = match self {
            AppError::TooMany { retry_after } | AppError::Unavailable { retry_after, .. } => {
                *retry_after
            }
            AppError::StoreUnavailable(_) | AppError::Callback(CallbackRefusal::Unavailable) => {
                STORE_BUSY
            }
            _ => return None,
        };
        Some(after.as_secs() + u64::from(after.subsec_nanos() > 0))
    }

    /// The cause, for the log.
    pub fn cause(&self) -> Option<&(dyn std::error::Error + 'static)> {
        std::error::Error::source(self)
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> AppError {
        match error {
            StoreError::Unavailable(_) => AppError::StoreUnavailable(Box::new(error)),
            StoreError::Conflict(_) | StoreError::Corrupt(_) | StoreError::Backend(_) => {
                AppError::internal(error)
            }
        }
    }
}

/// The error on its way from the handler to the layer that gives it a body.
#[derive(Debug, Clone)]
pub struct ErrorExtension(pub Arc<AppError>);

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        let row = table::row(&self);
        let mut response = row.status.into_response();
        let headers = response.headers_mut();
        if let Some(seconds) = self.retry_after() {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(challenge) = row.challenge {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(challenge));
        }
        response
            .extensions_mut()
            .insert(ErrorExtension(Arc::new(self)));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_busy_database_gives_503_and_a_damaged_one_500() {
        let busy = AppError::from(StoreError::Unavailable("locked".into()));
        assert_eq!(busy.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(busy.retry_after(), Some(10));
        let broken = AppError::from(StoreError::Backend("no such table".into()));
        assert_eq!(broken.status(), StatusCode::INTERNAL_SERVER_ERROR);
        assert_eq!(broken.retry_after(), None);
    }

    #[test]
    fn retry_after_is_rounded_up_to_whole_seconds() {
        let error = AppError::TooMany {
            retry_after: Duration::from_millis(1200),
        };
        assert_eq!(error.retry_after(), Some(2));
    }
}
