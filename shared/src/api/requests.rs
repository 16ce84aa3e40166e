//! `POST /api/v1/requests` and `GET /api/v1/requests/{reference}`

use crate::channel::Channel;
use crate::language::Language;
use crate::reference::Reference;
use crate::status::Status;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// A request from an API client. Sent with an `Idempotency-Key` header.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SendRequest {
    #[validate(length(min = 1, max = 64))]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64))]
    pub service: String,
    /// The version the client was written for, as `GET /api/v1/services/{service}` returns it for
    /// `?version=`. Defaults to the current one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 64, max = 64))]
    #[cfg_attr(feature = "schema", schema(min_length = 64, max_length = 64))]
    pub version: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// By question id: text kinds are strings, choices option ids, checkboxes arrays, yes-no
    /// `"yes"`/`"no"`, dates `YYYY-MM-DD`, addresses `{"uprn"?,"lines","town","postcode"}`
    /// or, where the question takes them, `{"lines","town"?,"postcode"?,"country"}` outside the UK,
    /// locations `{"lat"?,"lon"?,"description"}`, declarations `"yes"`. An address with a UPRN in
    /// the gazetteer takes the gazetteer's text. Answers to questions that the other answers do not
    /// lead to are dropped.
    #[cfg_attr(feature = "schema", schema(value_type = Object))]
    pub answers: serde_json::Map<String, serde_json::Value>,
    /// Ids of outcomes to continue past and of notices answered with their way on, where they allow
    /// it; others are ignored. What this says, in the words of the form, goes to the back office.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 50))]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub passed: Vec<String>,
}

/// Confirms acceptance: sent only once the request is durably stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RequestReceipt {
    #[cfg_attr(feature = "schema", schema(value_type = String, example = "7KD-2MPX-9QF"))]
    pub reference: Reference,
    /// The tracking code, which grants access to this request's status. Only this response has it.
    pub tracking: String,
    pub status: Status,
    pub version: String,
    /// RFC 3339 with offset.
    pub received_at: String,
    /// The notices that the form would have shown for these answers, and `passed` does not name: the
    /// answers may contradict each other, or be for somebody else. They are accepted as they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<OpenNotice>,
}

/// A notice that the form would have shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OpenNotice {
    /// Its id in the definition, for `passed`.
    pub notice: String,
    /// The id of the page it is shown after.
    pub page: String,
    /// Its words, one line each.
    pub detail: String,
}

/// A request's state, with one part for each recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct RequestState {
    #[cfg_attr(feature = "schema", schema(value_type = String))]
    pub reference: Reference,
    pub service: String,
    /// The version the answers were checked against. `GET /api/v1/services/{service}?version=`
    /// returns it even after a newer one is published.
    pub version: String,
    /// Over several parts: `needs_you` if any part needs the resident, else the least advanced open
    /// one, else `refused` or `withdrawn` if a part ended so, else `done`.
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
    /// The back office's own reference, once it has sent one.
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
    /// Why it was refused, as the back office's own code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}
