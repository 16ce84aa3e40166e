//! Answers of the API that are not what was asked for: problem details, RFC 9457.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use shared::api::problem::{AnswerError, ProblemDetails};

/// How to show who one is.
#[derive(Debug, Clone, Copy)]
pub enum Challenge {
    /// The tracking secret.
    Bearer,
    /// A destination's key.
    Signature,
}

impl Challenge {
    fn name(self) -> &'static str {
        match self {
            Challenge::Bearer => "Bearer",
            Challenge::Signature => "Webhook-Signature",
        }
    }
}

/// One problem, on its way to the caller.
#[derive(Debug)]
pub struct Problem {
    details: ProblemDetails,
    retry_after: Option<u32>,
    challenge: Option<Challenge>,
}

impl Problem {
    /// `title` says what is wrong in general, `detail` what to do about it here. Neither
    /// repeats what the caller sent.
    pub fn new(status: StatusCode, title: &str, detail: &str) -> Problem {
        Problem {
            details: ProblemDetails {
                kind: "about:blank".to_owned(),
                title: title.to_owned(),
                status: status.as_u16(),
                detail: Some(detail.to_owned()),
                errors: Vec::new(),
            },
            retry_after: None,
            challenge: None,
        }
    }

    pub fn with_errors(mut self, errors: Vec<AnswerError>) -> Problem {
        self.details.errors = errors;
        self
    }

    /// A code of this API, as `type`.
    pub fn kind(mut self, code: &str) -> Problem {
        self.details.kind = format!("urn:doorstep:problem:{code}");
        self
    }

    pub fn retry_after(mut self, seconds: u32) -> Problem {
        self.retry_after = Some(seconds);
        self
    }

    /// How to show who one is: what a 401 must say (RFC 9110, 15.5.2).
    pub fn challenge(mut self, scheme: Challenge) -> Problem {
        self.challenge = Some(scheme);
        self
    }

    pub fn bad_request(detail: &str) -> Problem {
        Problem::new(
            StatusCode::BAD_REQUEST,
            "The request cannot be read",
            detail,
        )
    }

    pub fn unavailable() -> Problem {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "The store does not answer now",
            "Whether anything was kept is not known. Send the same again later, a request with the same Idempotency-Key: it is accepted once.",
        )
        .retry_after(10)
    }
}

impl From<crate::store::StoreError> for Problem {
    fn from(error: crate::store::StoreError) -> Problem {
        match &error {
            crate::store::StoreError::Unavailable(_) => {
                tracing::warn!(%error, "the store is unavailable");
                Problem::unavailable()
            }
            _ => {
                tracing::error!(error = &error as &dyn std::error::Error, "the store failed");
                Problem::new(
                    StatusCode::INTERNAL_SERVER_ERROR,
                    "Something went wrong on our side",
                    "The fault has been recorded. Try again later.",
                )
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status =
            StatusCode::from_u16(self.details.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self.details).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after {
            headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Some(scheme) = self.challenge {
            headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static(scheme.name()));
        }
        response
    }
}
