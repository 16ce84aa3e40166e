//! Drafts: answers that are not submitted yet.

use super::encoding::Column;
use super::{ContactRow, Ended, PageVisit, StoreResult};
use crate::vault::{KeyedHash, Sealed};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use shared::channel::Channel;
use shared::language::Language;
use shared::service::purpose::Purpose;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct DraftRow {
    pub id: Uuid,
    /// The number of saves; a save states the revision it read.
    pub revision: i64,
    pub service: String,
    pub version: String,
    /// The authority whose site it was started on.
    pub authority: String,
    #[sqlx(try_from = "Column<Channel>")]
    pub channel: Channel,
    #[sqlx(try_from = "Column<Language>")]
    pub language: Language,
    /// Keyed hash of the secret in the guest's cookie.
    pub owner: KeyedHash,
    /// The person it is for, if staff or an account holder acts; not used by guests.
    pub subject: Option<Uuid>,
    /// Sealed JSON of `shared::answers::Answers`.
    pub answers: Sealed,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub created_at: Timestamp,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub saved_at: Timestamp,
    /// When it expires, unless it is saved again. Never later than `ends_at`.
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub expires_at: Timestamp,
    /// When it ends, however often it is saved. 1970 in drafts of an earlier release.
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub ends_at: Timestamp,
    /// `Vault::draft_mark` of the id; zero in drafts of an earlier release.
    pub mark: Uuid,
}

/// A draft that may have become a submission: a submission holds only the keyed hash of its
/// draft's id, so that nobody else can tell which draft it was. Submissions accepted by an
/// earlier release hold the id itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct SentDraft {
    pub id: Uuid,
    /// `Vault::draft_mark` of the id.
    pub mark: Uuid,
}

#[derive(Debug, Clone, Serialize)]
pub struct DraftSave {
    pub id: Uuid,
    pub expected: i64,
    pub answers: Sealed,
    /// The version the draft continues with (a draft may be moved to a newer one).
    pub version: String,
    pub language: Language,
    #[serde(with = "millisecond::required")]
    pub at: Timestamp,
    #[serde(with = "millisecond::required")]
    pub expires_at: Timestamp,
    #[serde(skip)]
    pub service: String,
    /// The authority that serves the journey, as far as the answers determine it.
    #[serde(skip)]
    pub serving: String,
    #[serde(skip)]
    pub purpose: Purpose,
    /// To count for the draft's contact; `None` after an objection to visit statistics.
    #[serde(skip)]
    pub visit: Option<PageVisit>,
    /// How the draft's contact ends with this save. Written whether or not `visit` is given; a
    /// completed contact stays completed.
    #[serde(skip)]
    pub ending: Option<Ended>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftSaved {
    /// With the new revision.
    Saved(i64),
    /// Another save came first.
    Stale,
    /// Expired, cleared or submitted.
    Gone,
}

/// The most drafts that one owner keeps.
pub const MOST_PER_OWNER: i64 = 20;

#[async_trait]
pub trait DraftStore: Send + Sync {
    /// Creates a draft and the contact it belongs to, with its link and first page, and clears the
    /// draft that its owner saved longest ago if there are more than [`MOST_PER_OWNER`], in one
    /// transaction.
    /// `Conflict(Constraint::Draft)` when the id exists, or was submitted or ended, which its mark
    /// shows (see [`SentDraft`]), or when the owner was ended.
    async fn create_draft(&self, draft: DraftRow, contact: ContactRow) -> StoreResult<()>;
    /// `None` when unknown or expired at `now`.
    async fn draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<DraftRow>>;
    /// Replaces the answers if the draft's revision is still `expected`, and in the same
    /// transaction counts the visit and writes who serves its contact, by which version, and its
    /// ending, if stated. Reopens a contact that was closed as `left`.
    async fn save_draft(&self, save: DraftSave) -> StoreResult<DraftSaved>;
    /// Deletes a draft and remembers that it was cleared. Its contact ends as `left` unless it ended
    /// before, and loses its link.
    async fn clear_draft(&self, id: Uuid, now: Timestamp) -> StoreResult<()>;
    /// Deletes a draft likewise, whose author is asked why they stop: its contact ends as `left` unless it
    /// is completed, and keeps its link until the answer can be expected no more
    /// ([`ExpiryStore::expire`](super::ExpiryStore::expire)). Returns the contact.
    async fn leave_draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<Uuid>>;
}
