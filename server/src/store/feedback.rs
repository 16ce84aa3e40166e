//! Feedback ratings.

use super::StoreResult;
use crate::vault::{KeyedHash, Sealed};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use shared::channel::Channel;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct FeedbackToken {
    pub contact: Uuid,
    pub authority: String,
    pub service: Option<String>,
    pub used: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct FeedbackRow {
    pub id: Uuid,
    /// The contact, or none for feedback about a service as such. Anybody can give the latter as
    /// often as the limits allow, so figures of contacts never include it.
    pub contact: Option<Uuid>,
    pub authority: String,
    pub service: Option<String>,
    pub channel: Channel,
    /// 1 very dissatisfied to 5 very satisfied.
    pub rating: u8,
    /// Sealed (table `feedback`, column `comment`).
    pub comment: Option<Sealed>,
    #[serde(with = "millisecond::required")]
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedbackRecorded {
    Counted,
    /// This contact was rated before. Nothing changed.
    Already,
}

#[async_trait]
pub trait FeedbackStore: Send + Sync {
    /// The contact a one-time feedback token belongs to, and whether it was used.
    async fn feedback_token(&self, hash: &KeyedHash) -> StoreResult<Option<FeedbackToken>>;
    /// A contact counts once.
    async fn record_feedback(&self, feedback: FeedbackRow) -> StoreResult<FeedbackRecorded>;
}
