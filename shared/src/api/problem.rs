//! Problem details, RFC 9457 (`application/problem+json`).

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct ProblemDetails {
    /// `about:blank`, or `urn:doorstep:problem:` followed by a code.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Errors in the answers, in page order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<AnswerError>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct AnswerError {
    pub question: String,
    pub code: String,
    /// The message as shown to residents.
    pub detail: String,
}
