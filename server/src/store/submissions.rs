//! Submissions: accepted requests, their parts and their timeline.

use super::encoding::{Column, compact};
use super::{ContactRow, DeliveryRow, SentDraft, StatusRow, StoreResult};
use crate::vault::{KeyedHash, Sealed};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::{Deserialize, Serialize};
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::status::Status;
use sqlx::FromRow;
use uuid::Uuid;

/// Everything `accept` writes. The caller makes all ids.
#[derive(Debug, Clone)]
pub struct AcceptanceRows {
    pub submission: SubmissionRow,
    /// The draft it is made from. The acceptance deletes it; without it nothing is written.
    pub draft: Option<Uuid>,
    pub parts: Vec<PartRow>,
    pub proofs: Vec<(ProofKind, KeyedHash)>,
    pub deliveries: Vec<DeliveryRow>,
    /// The contact this submission completes; created from this row unless its id exists.
    pub contact: ContactRow,
    pub idempotency: Option<IdempotencyRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Accepted {
    New,
    /// The same draft or the same idempotency key and body was accepted before.
    Before(Box<Submission>),
    /// The idempotency key was used with another body.
    KeyReused,
    /// The draft was cleared or has ended. Nothing was written.
    Gone,
}

impl AcceptanceRows {
    /// The draft with the mark that its submission holds.
    pub(super) fn sent_draft(&self) -> Option<SentDraft> {
        let id = self.draft?;
        let mark = self.submission.draft.unwrap_or(id);
        Some(SentDraft { id, mark })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct SubmissionRow {
    pub id: Uuid,
    #[sqlx(try_from = "Column<Reference>")]
    #[serde(serialize_with = "compact")]
    pub reference: Reference,
    /// The mark of its draft (see [`SentDraft`]). UNIQUE: the draft is the
    /// idempotency key of its submission.
    pub draft: Option<Uuid>,
    /// The serving authority.
    pub authority: String,
    pub service: String,
    pub version: String,
    #[sqlx(try_from = "Column<Channel>")]
    pub channel: Channel,
    #[sqlx(try_from = "Column<Language>")]
    pub language: Language,
    /// Keyed hash of the guest's cookie, so that the same browser can open it for a day; then
    /// `None`.
    pub owner: Option<KeyedHash>,
    /// Sealed JSON object of answers by question id, as delivered.
    pub answers: Sealed,
    /// Sealed JSON `{"name"?,"email"?,"phone"?,"postcode"?}`.
    pub person: Sealed,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub received_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartRow {
    /// The recipient id: `service`, `leaving`, ….
    pub id: String,
    pub authority: String,
    pub destination: String,
    pub status: Status,
    pub their_reference: Option<String>,
}

/// A submission with its parts and timeline (oldest first by `at`, then by row).
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Submission {
    #[sqlx(flatten)]
    pub row: SubmissionRow,
    #[sqlx(json)]
    pub parts: Vec<PartRow>,
    #[sqlx(json)]
    pub timeline: Vec<StatusRow>,
    /// Whether its sender has ended the session in which it was sent.
    pub sender_ended: bool,
    /// The contact it was submitted in, from the link table.
    pub contact: Option<Uuid>,
}

/// The kinds of second fact that open a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProofKind {
    Tracking,
    Email,
    Postcode,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct IdempotencyRow {
    /// The authority and the client.
    pub scope: String,
    pub key: KeyedHash,
    pub body: KeyedHash,
    pub submission: Uuid,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub at: Timestamp,
}

#[async_trait]
pub trait SubmissionStore: Send + Sync {
    /// Writes submission, parts, first statuses, proofs, deliveries, idempotency record and
    /// the end of the contact, and deletes the draft: all or nothing, durable when it returns.
    /// `Conflict(Constraint::Reference)` when the reference is taken.
    async fn accept(&self, acceptance: AcceptanceRows) -> StoreResult<Accepted>;
    async fn submission(&self, reference: Reference) -> StoreResult<Option<Submission>>;
    async fn submission_by_id(&self, id: Uuid) -> StoreResult<Option<Submission>>;
    async fn submission_of_draft(&self, draft: SentDraft) -> StoreResult<Option<Submission>>;
    /// Whether one of the submission's proofs of this kind has one of these hashes: that of this
    /// release, or that of older ones. An unknown reference costs the same as a wrong hash.
    async fn has_proof(
        &self,
        reference: Reference,
        kind: ProofKind,
        hashes: [&KeyedHash; 2],
    ) -> StoreResult<bool>;
    /// The references in order of acceptance, `after` this row id, at most `limit`.
    async fn references(
        &self,
        after: Option<Uuid>,
        limit: u32,
    ) -> StoreResult<Vec<(Uuid, Reference)>>;
}
