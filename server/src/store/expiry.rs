//! Expiry, which comes before a retention period: of sessions, drafts and the links of contacts.

use super::StoreResult;
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::{SignedDuration, Timestamp};

/// How long the cookie of its sender opens a submission; then only a second fact does. Pages
/// state this time.
pub const SENDER_OPENS: SignedDuration = SignedDuration::from_hours(24);
/// How long somebody who has left is expected to say why.
pub const ANSWER_EXPECTED: SignedDuration = SignedDuration::from_hours(2);

/// A session that its browser ends.
#[derive(Debug, Clone)]
pub struct SessionEnd {
    /// The owners of its drafts and submissions, with the times their secrets would have ended.
    pub owners: Vec<(KeyedHash, Timestamp)>,
    /// Hashes of the proofs it has shown, with the times they would have ended.
    pub proofs: Vec<(KeyedHash, Timestamp)>,
    pub at: Timestamp,
}

/// What [`ExpiryStore::expire`] has ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Expired {
    pub drafts: u64,
    pub contact_links: u64,
    /// Submissions that their sender's cookie no longer opens.
    pub senders: u64,
}

#[async_trait]
pub trait ExpiryStore: Send + Sync {
    /// Ends a session, in one transaction: deletes the owners' drafts as
    /// [`clear_draft`](super::DraftStore::clear_draft) does, and remembers that owners and proofs
    /// have ended, so that no owner opens a submission from now on, not even one that is being
    /// accepted, or begins a draft.
    async fn end_session(&self, end: SessionEnd) -> StoreResult<()>;
    /// Whether a session with this owner or proof was ended.
    async fn is_ended(&self, hash: &KeyedHash) -> StoreResult<bool>;
    /// Deletes expired drafts, takes the owner from submissions that it no longer opens (older
    /// than [`SENDER_OPENS`], or of an ended session), and
    /// removes the links of contacts that were asked why they left. Works in short transactions.
    async fn expire(&self, now: Timestamp) -> StoreResult<Expired>;
    /// Writes what was deleted over in the database's files, as far as the database can: SQLite
    /// empties its write-ahead log. Returns `false` if it is in use; a later call may succeed.
    async fn wipe_log(&self) -> StoreResult<bool>;
}
