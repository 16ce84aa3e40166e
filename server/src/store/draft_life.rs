//! The life of a draft apart from its saves: how long it is kept, and what became of it.

use super::{SentDraft, StoreResult};
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// How long the end of a draft that was not sent is remembered, at least.
pub const END_REMEMBERED: SignedDuration = SignedDuration::from_hours(30 * 24);

/// Why a draft ended that was not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftEnding {
    /// By its owner: cancelled, or closed with the session.
    Cleared,
    /// Its time was up.
    Expired,
}

/// What the store knows of a draft, whoever owns it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftStanding {
    Open { created_at: Timestamp },
    Sent,
    Ended(DraftEnding),
}

/// A draft that its owner keeps on their device.
#[derive(Debug, Clone)]
pub struct KeepDraft {
    pub id: Uuid,
    /// The owner from now on, whose secret lasts as long.
    pub owner: KeyedHash,
    /// The owner of drafts kept before in the same browser, which go over to the new one.
    pub before: Option<KeyedHash>,
    pub until: Timestamp,
    pub at: Timestamp,
}

#[async_trait]
pub trait DraftLifeStore: Send + Sync {
    /// `None` for an id that was never stored, or whose end is forgotten.
    async fn draft_standing(
        &self,
        draft: SentDraft,
        now: Timestamp,
    ) -> StoreResult<Option<DraftStanding>>;
    /// Lets a draft expire later. `false` if it is gone.
    async fn extend_draft(
        &self,
        id: Uuid,
        expires_at: Timestamp,
        now: Timestamp,
    ) -> StoreResult<bool>;
    /// Gives a draft, and those kept before, to another owner; it expires at `until`. The owner
    /// keeps at most [`MOST_PER_OWNER`](super::MOST_PER_OWNER). `false` if it is gone.
    async fn keep_draft(&self, keep: KeepDraft) -> StoreResult<bool>;
    /// The draft of this owner for a service that was saved last, and when it expires.
    async fn draft_of_owner(
        &self,
        owner: &KeyedHash,
        service: &str,
        now: Timestamp,
    ) -> StoreResult<Option<(Uuid, Timestamp)>>;
}
