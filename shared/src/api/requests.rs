//! `POST /api/v1/requests` and `GET /api/v1/requests/{reference}`

use crate::channel::Channel;
use crate::language::Language;
use crate::reference::Reference;
use crate::status::Status;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// A request from a program. Sent with an `Idempotency-Key` header.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SendRequest {
    #[validate(length(min = 1, max = 64))]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64))]
    pub service: String,
    /// The version the caller was written for, as `GET /api/v1/services/{service}` answers
    /// with `?version=`; the current one when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 64, max = 64))]
    #[cfg_attr(feature = "schema", schema(min_length = 64, max_length = 64))]
    pub version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// By question id: text kinds strings, choices option ids, checkboxes arrays, yes-no
    /// `"yes"`/`"no"`, dates `YYYY-MM-DD`, addresses `{"uprn"?,"lines","town","postcode"}`,
    /// locations `{"lat"?,"lon"?,"description"}`, declarations `"yes"`. An address whose UPRN the
    /// gazetteer knows is taken in the gazetteer's words; answers of questions that these
    /// answers do not lead to are left out.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub answers: serde_json::Map<String, serde_json::Value>,
    /// Outcomes that may be passed and are, by id; others are ignored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 50))]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub passed: Vec<String>,
}

/// The promise: written durably before it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RequestReceipt {
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "7KD-2MPX-9QF"))]
    pub reference: Reference,
    /// The secret that reads this request's status; shown once.
    pub tracking: String,
    pub status: Status,
    pub version: String,
    /// RFC 3339 with offset.
    pub received_at: String,
}

/// A request's state. One part for each body it was handed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RequestState {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub reference: Reference,
    pub service: String,
    /// The version the answers were checked against; `GET /api/v1/services/{service}?version=`
    /// reads it, also when a newer one is published.
    pub version: String,
    /// Of several parts: `needs_you` if one needs the resident, else the least advanced that
    /// is open, else `refused` or `withdrawn` if one ended so, else `done`.
    pub status: Status,
    pub received_at: String,
    pub parts: Vec<PartState>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct PartState {
    pub id: String,
    pub authority: String,
    pub status: Status,
    /// The back office's own reference, once it gave one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub their_reference: Option<String>,
    /// Oldest first.
    pub timeline: Vec<Event>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Event {
    pub status: Status,
    /// RFC 3339 with offset.
    pub at: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}
