//! What is kept: one trait whose methods are whole operations.
//!
//! No transaction is handed out: what belongs together is one method. Personal data arrives
//! sealed ([`Sealed`]) and leaves sealed; the store cannot read it. "Not found" is `None`,
//! not an error. SQLite and PostgreSQL have the same files under `sqlite/` and `postgres/`,
//! or one under `both/` that is compiled once for each, and pass the same contract tests
//! (`server/tests/it/store`).
//!
//! To add an operation: a method here with its meaning, a function in `both/` or in each
//! backend's file of the same name, a contract test.
//!
//! The map: [`rows`] is what goes in and out, [`open()`] chooses the backend by the address;
//! `raw`, `words` and `documents` turn rows into columns and back for both, `timeline` holds
//! the rules of statuses, `failure` says what a database's error means.

mod documents;
mod failure;
mod open;
#[expect(
    clippy::duplicate_mod,
    reason = "the files of `both/` are compiled for each database"
)]
mod postgres;
mod raw;
mod raw_contact;
pub mod rows;
#[expect(
    clippy::duplicate_mod,
    reason = "the files of `both/` are compiled for each database"
)]
mod sqlite;
mod timeline;
mod words;

pub use open::{Migrate, OpenError, Options, migrate, open, open_with, pending};

use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;
use rows::*;
use shared::reference::Reference;
use std::sync::Arc;
use uuid::Uuid;

/// The store as rooms hold it.
pub type SharedStore = Arc<dyn Store>;

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A row with this id, reference or key is there already.
    #[error("conflict on {0}")]
    Conflict(&'static str),
    /// Busy, locked, full or unreachable: nothing was written, trying later may help.
    #[error("the store is unavailable: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A row that cannot be read back.
    #[error("a stored row is damaged: {0}")]
    Corrupt(&'static str),
    #[error("the store failed: {0}")]
    Backend(#[source] Box<dyn std::error::Error + Send + Sync>),
}

pub type StoreResult<T> = Result<T, StoreError>;

#[async_trait]
pub trait Store: Send + Sync {
    /// Whether a write would be accepted now; for `/readyz`.
    async fn ready(&self) -> StoreResult<()>;

    // ---- definitions ----

    /// Keeps the text of a version for ever; keeping it again changes nothing.
    async fn keep_version(&self, version: VersionRow) -> StoreResult<()>;
    async fn version(&self, version: &str) -> StoreResult<Option<VersionRow>>;
    /// Every version ever kept, oldest first; each has a retention of its own.
    async fn versions(&self) -> StoreResult<Vec<VersionRow>>;

    // ---- drafts ----

    /// A new draft and the contact it belongs to (with its link), in one transaction.
    /// `Conflict("draft")` when the id exists.
    async fn create_draft(&self, draft: DraftRow, contact: ContactRow) -> StoreResult<()>;
    /// `None` when unknown or idle since before `now` minus its lifetime.
    async fn draft(&self, id: Uuid, now: Timestamp) -> StoreResult<Option<DraftRow>>;
    /// Replaces the answers if the draft's revision is still `expected`, and in the same
    /// transaction counts what happened and writes the ending of its contact, if stated.
    /// Reopens a contact that was closed as `left`.
    async fn save_draft(&self, save: DraftSave) -> StoreResult<DraftSaved>;
    /// Forgets a draft now. Its contact ends as `left` unless it ended before.
    async fn clear_draft(&self, id: Uuid, now: Timestamp) -> StoreResult<()>;

    // ---- acceptance ----

    /// Writes submission, parts, first statuses, look-ups, deliveries, tokens, idempotency
    /// record and the end of the contact, and deletes the draft: all or nothing, durable
    /// when it returns.
    async fn accept(&self, acceptance: Acceptance) -> StoreResult<Accepted>;
    /// What an idempotency key was used for; `retain` forgets it after 30 days.
    async fn idempotency(
        &self,
        scope: &str,
        key: &KeyedHash,
    ) -> StoreResult<Option<IdempotencyRow>>;

    // ---- submissions ----

    async fn submission(&self, reference: Reference) -> StoreResult<Option<Submission>>;
    async fn submission_of_draft(&self, draft: Uuid) -> StoreResult<Option<Submission>>;
    async fn submission_by_id(&self, id: Uuid) -> StoreResult<Option<Submission>>;
    /// Whether one of the submission's look-ups of this kind has this hash. A reference that
    /// does not exist costs the same as a wrong hash.
    async fn has_lookup(
        &self,
        reference: Reference,
        kind: LookupKind,
        hash: &KeyedHash,
    ) -> StoreResult<bool>;
    /// Every accepted reference in order of acceptance, `after` this row id, at most `limit`.
    async fn references(
        &self,
        after: Option<Uuid>,
        limit: u32,
    ) -> StoreResult<Vec<(Uuid, Reference)>>;
    /// A status from a back office: deduplicated by `(destination, message)`, joined to the
    /// timeline in order of its own time, moving the part forward only by legal moves and
    /// never when the back office said something newer before (our own entries are by another
    /// clock and not compared). An id that was used for another reference is refused. Its notices are written only when it moved. What is unknown
    /// or ambiguous is not remembered: the corrected message may come under the same id.
    async fn record_status(&self, event: StatusEvent) -> StoreResult<StatusRecorded>;

    // ---- deliveries ----

    /// Leases up to `limit` deliveries that are due (or whose lease ran out) and whose
    /// destination is not paused, oldest first but at most `per_destination` of each.
    async fn claim_deliveries(&self, claim: Claim) -> StoreResult<Vec<DeliveryRow>>;
    /// Keeps an attempt and moves its delivery on, in one transaction; for a delivered
    /// request also the receipt and the status, and its notices when that status moved the
    /// part. A refusal ends the delivery like a receipt. Does nothing and answers `false`
    /// when the lease is no longer held by `owner`.
    async fn finish_attempt(&self, attempt: AttemptEnd) -> StoreResult<bool>;
    async fn attempts(&self, delivery: Uuid) -> StoreResult<Vec<AttemptRow>>;
    async fn deliveries_of(&self, submission: Uuid) -> StoreResult<Vec<DeliveryRow>>;
    /// What is owed or has given up, of one destination or of all, the longest owed first.
    async fn open_deliveries(
        &self,
        destination: Option<&str>,
        limit: u32,
    ) -> StoreResult<Vec<OpenDelivery>>;
    /// Makes deliveries that gave up due again: one, or all of a destination. Their attempts
    /// count from nothing again, so that the whole schedule applies; the rows are kept. What
    /// waits for a later time is due now, too, with the attempts it has had.
    async fn redeliver(&self, which: Redeliver, now: Timestamp) -> StoreResult<u64>;
    /// Hands what is owed to one destination to another, due at once and from the first
    /// attempt: for a service that had no route when it was accepted.
    async fn reroute(&self, route: Reroute, now: Timestamp) -> StoreResult<u64>;
    /// Counts and oldest due time for each destination and state, for metrics and `/readyz`.
    /// What was delivered is not counted: it is nearly everything, and owes nothing.
    async fn delivery_counts(&self) -> StoreResult<Vec<DeliveryCount>>;
    async fn pause_destination(
        &self,
        name: &str,
        until: Option<Timestamp>,
        reason: &str,
    ) -> StoreResult<()>;
    async fn paused_destinations(&self, now: Timestamp) -> StoreResult<Vec<(String, Timestamp)>>;
    /// The earliest time a delivery becomes due, for the loop's sleep: of a leased one the
    /// end of its lease, of a paused one not before the end of its pause.
    async fn next_due(&self) -> StoreResult<Option<Timestamp>>;

    // ---- contacts and satisfaction ----

    /// A contact that began without a draft (an API call, a phone call).
    async fn open_contact(&self, contact: ContactRow) -> StoreResult<()>;
    async fn contact(&self, id: Uuid) -> StoreResult<Option<Contact>>;
    async fn contact_of_draft(&self, draft: Uuid) -> StoreResult<Option<Uuid>>;
    /// The contact a draft is linked to.
    async fn contact_for_draft(&self, draft: Uuid) -> StoreResult<Option<Contact>>;
    /// Adds stages, errors and seconds, and an ending when stated.
    async fn touch_contact(&self, touch: ContactTouch) -> StoreResult<()>;
    /// Ends every open contact without activity since `before` as `left`.
    async fn close_idle_contacts(&self, before: Timestamp) -> StoreResult<u64>;
    /// The contact a one-time feedback token belongs to and whether it was used.
    async fn feedback_token(&self, hash: &KeyedHash) -> StoreResult<Option<FeedbackToken>>;
    /// Counts once for each contact.
    async fn record_feedback(&self, feedback: FeedbackRow) -> StoreResult<FeedbackRecorded>;

    // ---- addresses ----

    /// Replaces the gazetteer by these rows.
    async fn replace_addresses(&self, rows: Vec<AddressRow>) -> StoreResult<u64>;
    /// By postcode without spaces, capitals.
    async fn addresses(&self, postcode: &str) -> StoreResult<Vec<AddressRow>>;

    // ---- keeping house ----

    /// Deletes what is past its time and says what went: submissions whose timeline was still
    /// for longer than their version's rule, with all that hangs on them but their contact;
    /// expired drafts; idempotency records and delivered mails to the operator after 30 days.
    /// Works in short transactions, so a failure half way has deleted a part.
    async fn retain(
        &self,
        now: Timestamp,
        rules: Vec<RetentionRule>,
    ) -> StoreResult<RetentionReport>;
    /// What [`Store::retain`] would delete now, by rule. Deletes nothing and locks nobody out.
    async fn foresee(
        &self,
        now: Timestamp,
        rules: &[RetentionRule],
    ) -> StoreResult<RetentionForecast>;
}
