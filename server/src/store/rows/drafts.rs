//! Definitions and the answers on their way.

use super::{ContactEvents, Ending};
use crate::vault::{KeyedHash, Sealed};
use jiff::Timestamp;
use shared::channel::Channel;
use shared::language::Language;
use uuid::Uuid;

/// A version of a definition that was used at least once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// SHA-256 of `text`, hexadecimal.
    pub version: String,
    pub service: String,
    /// SHA-256 of ids, kinds and rules only.
    pub shape: String,
    pub schema: u32,
    /// Canonical JSON.
    pub text: String,
    pub kept_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub id: Uuid,
    /// Counts saves; a save states the revision it read.
    pub revision: i64,
    pub service: String,
    pub version: String,
    /// The authority of the door it was begun at.
    pub authority: String,
    pub channel: Channel,
    pub language: Language,
    /// Keyed hash of the secret in the guest's cookie.
    pub owner: KeyedHash,
    /// The person it is for, when staff or an account holder acts; not used by guests.
    pub subject: Option<Uuid>,
    /// Sealed JSON of `shared::answers::Answers`.
    pub answers: Sealed,
    pub created_at: Timestamp,
    pub saved_at: Timestamp,
    /// After this without a save it is gone.
    pub expires_at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct DraftSave {
    pub id: Uuid,
    pub expected: i64,
    pub answers: Sealed,
    /// The version the draft goes on with (a draft may be carried to a newer one).
    pub version: String,
    pub language: Language,
    pub at: Timestamp,
    pub expires_at: Timestamp,
    /// What to count for the draft's contact; `None` after an objection to visit statistics.
    pub contact: Option<ContactEvents>,
    /// How the draft's contact ends with this save, and in which outcome. Written whether or
    /// not `contact` is given; a completed contact stays completed.
    pub ending: Option<(Ending, Option<String>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftSaved {
    /// With the new revision.
    Saved(i64),
    /// Somebody saved in between.
    Stale,
    /// Expired, cleared or submitted.
    Gone,
}
