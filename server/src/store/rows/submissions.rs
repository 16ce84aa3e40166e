//! What was accepted, and what is said about it.

use super::{ContactRow, DeliveryRow};
use crate::vault::{KeyedHash, Sealed};
use jiff::Timestamp;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::status::Status;
use uuid::Uuid;

/// Everything `accept` writes. All ids are made by the caller.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub submission: SubmissionRow,
    pub parts: Vec<PartRow>,
    pub lookups: Vec<(LookupKind, KeyedHash)>,
    pub deliveries: Vec<DeliveryRow>,
    /// The contact this submission ends: joined when its id exists, else begun with this row.
    pub contact: ContactRow,
    /// The keyed hash of the contact's feedback token.
    pub feedback_token: KeyedHash,
    pub idempotency: Option<IdempotencyRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Accepted {
    New,
    /// The same draft or the same idempotency key and body came before.
    Before(Box<Submission>),
    /// The idempotency key was used with another body.
    KeyReused,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionRow {
    pub id: Uuid,
    pub reference: Reference,
    /// UNIQUE: the draft is the idempotency key of its submission.
    pub draft: Option<Uuid>,
    /// The serving authority.
    pub authority: String,
    pub service: String,
    pub version: String,
    pub channel: Channel,
    pub language: Language,
    /// Keyed hash of the guest's cookie, so that the same browser may see its confirmation.
    pub owner: Option<KeyedHash>,
    /// Sealed JSON object of answers by question id, as handed over.
    pub answers: Sealed,
    /// Sealed JSON `{"name"?,"email"?,"phone"?,"postcode"?}`.
    pub person: Sealed,
    pub received_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    /// The recipient id: `service`, `leaving`, ….
    pub id: String,
    pub authority: String,
    pub destination: String,
    pub status: Status,
    pub their_reference: Option<String>,
}

/// A submission with its parts and timeline (oldest first by `at`, then by row).
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    pub row: SubmissionRow,
    pub parts: Vec<PartRow>,
    pub timeline: Vec<StatusRow>,
    /// The contact that brought it, from the separate link table.
    pub contact: Option<Uuid>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    pub id: Uuid,
    pub part: String,
    pub status: Status,
    /// When it happened, by the clock of who says so.
    pub at: Timestamp,
    pub recorded_at: Timestamp,
    /// A sentence for the resident, sealed (table `statuses`, column `note`, row = `id`).
    pub note: Option<Sealed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookupKind {
    Tracking,
    Email,
    Postcode,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyRow {
    /// Authority and client.
    pub scope: String,
    pub key: KeyedHash,
    pub body: KeyedHash,
    pub submission: Uuid,
    pub at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct StatusEvent {
    pub destination: String,
    /// The webhook id of the message.
    pub message: String,
    pub reference: Reference,
    /// Which part; may be left out when the destination holds one part only.
    pub part: Option<String>,
    pub status: Status,
    pub at: Timestamp,
    pub recorded_at: Timestamp,
    /// Row id of the status to be, so that the note can be sealed for its place.
    pub id: Uuid,
    pub note: Option<Sealed>,
    pub their_reference: Option<String>,
    /// E-mails owed when the status moves.
    pub notices: Vec<DeliveryRow>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusRecorded {
    /// The part has this status now.
    Moved,
    /// StoreResult in the timeline; the part's status stays.
    Joined,
    /// The message was here before.
    Duplicate,
    /// The id was used before, for another reference.
    IdReused,
    /// No such reference was handed to this destination.
    Unknown,
    /// The destination holds several parts and the message does not say which.
    Ambiguous,
}
