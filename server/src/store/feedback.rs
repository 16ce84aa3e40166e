//! Satisfaction: ratings of contacts, and of services as such.

use super::encoding::Column;
use super::{Ending, StoreResult};
use crate::vault::{KeyedHash, Sealed};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use shared::channel::Channel;
use sqlx::FromRow;
use uuid::Uuid;

/// What the feedback page of a contact needs to know.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct FeedbackState {
    pub contact: Uuid,
    pub authority: String,
    pub service: Option<String>,
    #[sqlx(try_from = "Column<Channel>")]
    pub channel: Channel,
    pub ended: Option<Ending>,
    /// Whether the contact is a visit that figures count.
    pub counted: bool,
    /// Whether the question was shown before.
    pub asked: bool,
    /// Whether it was rated before.
    pub used: bool,
}

/// A contact's rating.
#[derive(Debug, Clone, Serialize)]
pub struct FeedbackRow {
    pub id: Uuid,
    pub contact: Uuid,
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

/// A rating of a service as such. Anybody can give one as often as the limits allow, so they are
/// apart from those of contacts.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceRatingRow {
    pub id: Uuid,
    /// The authority on whose host it was given.
    pub site: String,
    pub service: String,
    pub channel: Channel,
    /// As a contact's.
    pub rating: u8,
    /// Sealed as a contact's comment, with the site as authority.
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
    async fn feedback_token(&self, hash: &KeyedHash) -> StoreResult<Option<FeedbackState>>;
    /// The same, by the contact's id.
    async fn feedback_state(&self, contact: Uuid) -> StoreResult<Option<FeedbackState>>;
    /// A contact counts once.
    async fn record_feedback(&self, feedback: FeedbackRow) -> StoreResult<FeedbackRecorded>;
    /// Counts every time.
    async fn record_service_rating(&self, rating: ServiceRatingRow) -> StoreResult<()>;
}
