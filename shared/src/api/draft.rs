//! `GET /api/v1/drafts/{id}` and `PUT /api/v1/drafts/{id}/pages/{page}`: the island reads a draft and
//! saves its pages.

use crate::answers::{Answers, Typed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use validator::Validate;

/// One page's answers, and what happened while they were entered.
#[derive(Clone, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SavePage {
    #[validate(length(min = 1, max = 64))]
    #[cfg_attr(feature = "schema", schema(min_length = 1, max_length = 64))]
    pub service: String,
    /// The page's questions as typed; questions of other pages are rejected.
    #[validate(length(max = 100))]
    pub answers: BTreeMap<String, Typed>,
    /// Ids of the outcomes and notices continued past after this page, with these answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 50))]
    #[cfg_attr(feature = "schema", schema(max_items = 50))]
    pub passed: Vec<String>,
    /// Whether the page was opened from check answers and leads back there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub changing: bool,
    /// Errors shown to the person since the last save, as `(question, code)`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 200))]
    #[cfg_attr(feature = "schema", schema(max_items = 200))]
    pub errors: Vec<(String, String)>,
    /// Seconds the page was open, at most an hour.
    #[serde(default)]
    #[validate(range(max = 3600))]
    #[cfg_attr(feature = "schema", schema(maximum = 3600))]
    pub seconds: u32,
    pub language: crate::language::Language,
}

/// A draft as stored.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StoredDraft {
    pub draft: String,
    pub answers: Answers,
}

/// How long a draft is kept if nothing is saved.
#[cfg(feature = "authoring")]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct DraftTime {
    pub seconds_left: u32,
    /// Whether a save would extend it.
    pub may_extend: bool,
}

/// The page as stored; its hash goes into the next `If-Match`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct SavedPage {
    pub draft: String,
    pub page: String,
    /// The fingerprint of this page's stored answers; also the ETag.
    pub hash: String,
}
