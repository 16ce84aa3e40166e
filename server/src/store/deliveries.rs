//! Deliveries to back offices and mailboxes, and their attempts.

use super::encoding::Column;
use super::{StatusRow, StoreResult};
use crate::vault::Sealed;
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use shared::reference::Reference;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    Due,
    Leased,
    Delivered,
    GaveUp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryKind {
    /// A request to a back office.
    Request,
    /// An email to a resident or the operator.
    Email,
}

/// One message to one destination. Its id is the message's id on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct DeliveryRow {
    pub id: Uuid,
    /// `None` for mail to the operator.
    pub submission: Option<Uuid>,
    pub part: Option<String>,
    pub kind: DeliveryKind,
    pub destination: String,
    /// Part of the seal's context.
    pub authority: String,
    /// A sealed `handoff::Payload` (`vault::contexts::delivery_payload`); empty once delivered.
    pub payload: Sealed,
    pub state: DeliveryState,
    /// Attempts started so far.
    #[sqlx(try_from = "Column<u32>")]
    pub attempts: u32,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub next_at: Timestamp,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub created_at: Timestamp,
    #[sqlx(try_from = "Column<Option<Timestamp>>")]
    #[serde(with = "millisecond::optional")]
    pub ended_at: Option<Timestamp>,
    /// Until when a budget holds it, if one does; then also `next_at`.
    #[sqlx(try_from = "Column<Option<Timestamp>>")]
    #[serde(with = "millisecond::optional")]
    pub held_until: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub struct Claim {
    pub owner: Uuid,
    pub now: Timestamp,
    pub lease_until: Timestamp,
    pub limit: u32,
    pub per_destination: u32,
    /// Destinations to leave out: this process has enough deliveries to them.
    pub skip: Vec<String>,
}

/// Claims one delivery of each destination that is paused and to be probed.
#[derive(Debug, Clone)]
pub struct ProbeClaim {
    pub owner: Uuid,
    pub now: Timestamp,
    pub lease_until: Timestamp,
    /// The time of the next probe of the same destination.
    pub next_probe: Timestamp,
    /// Destinations to leave out.
    pub skip: Vec<String>,
}

/// A delivery claimed to probe its destination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Probe {
    pub row: DeliveryRow,
    /// Its due time, if that is still to come.
    pub due: Option<Timestamp>,
}

/// Why a destination is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PauseReason {
    /// It asked for it; it is not probed.
    Asked,
    /// Deliveries failed; it is probed.
    Failing,
}

/// The pause of a destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    pub until: Timestamp,
    pub reason: PauseReason,
    /// The first probe, if the reason is `Failing`.
    pub probe_at: Timestamp,
    pub begun_at: Timestamp,
}

/// How an attempt ended and what happens to the delivery.
#[derive(Debug, Clone)]
pub struct AttemptEnd {
    pub owner: Uuid,
    pub attempt: AttemptRow,
    pub outcome: AttemptOutcome,
}

#[derive(Debug, Clone)]
pub enum AttemptOutcome {
    /// For a request, the part also gets `status` (accepted) and the back office's reference.
    Delivered {
        their_reference: Option<String>,
        status: Option<StatusRow>,
        notices: Vec<DeliveryRow>,
    },
    /// Retried at this time; `notices` alert the operator when waiting alone will not help.
    Retry {
        next_at: Timestamp,
        notices: Vec<DeliveryRow>,
    },
    /// A failed probe. It was claimed before it was due, and is not counted.
    Probed {
        next_at: Timestamp,
        notices: Vec<DeliveryRow>,
    },
    /// Not attempted and not counted: another delivery is probing the destination, or the lease
    /// would end before the attempt.
    Release { next_at: Timestamp },
    /// A permanent refusal by the destination, with the status shown to the resident.
    Refused {
        status: Option<StatusRow>,
        notices: Vec<DeliveryRow>,
    },
    /// No attempts are left; the delivery stays visible and is not deleted.
    GaveUp { notices: Vec<DeliveryRow> },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AttemptRow {
    pub id: Uuid,
    pub delivery: Uuid,
    #[serde(with = "millisecond::required")]
    pub started_at: Timestamp,
    #[serde(with = "millisecond::required")]
    pub ended_at: Timestamp,
    /// A code such as `delivered`, `http-503`, `timeout` or `connect`; never external text.
    pub result: String,
    pub http_status: Option<u16>,
}

#[derive(Debug, Clone)]
pub enum Redeliver {
    One(Uuid),
    Destination(String),
    Reference(Reference),
}

/// Requests of one service, as one authority answers them.
#[derive(Debug, Clone)]
pub struct Reroute {
    pub from: String,
    pub to: String,
    pub service: String,
    pub authority: String,
}

#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct DeliveryCount {
    pub destination: String,
    pub state: DeliveryState,
    #[sqlx(try_from = "Column<u64>")]
    pub count: u64,
    #[sqlx(try_from = "Column<Option<Timestamp>>")]
    pub oldest: Option<Timestamp>,
}

/// Deliveries of one destination that gave up and have not been reported to the operator. Emails
/// to the operator are not among them.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct UnreportedGiveUps {
    pub destination: String,
    #[sqlx(try_from = "Column<u64>")]
    pub count: u64,
    /// When the first and the last of them gave up.
    #[sqlx(try_from = "Column<Timestamp>")]
    pub first: Timestamp,
    #[sqlx(try_from = "Column<Timestamp>")]
    pub last: Timestamp,
    /// The authority and the last result of the last one.
    pub authority: String,
    pub code: Option<String>,
}

/// A delivery that is pending or has given up, as operators see it.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct OpenDelivery {
    pub id: Uuid,
    /// `None` for mail to the operator.
    #[sqlx(try_from = "Column<Option<Reference>>")]
    pub reference: Option<Reference>,
    pub destination: String,
    /// `Due`, `Leased` or `GaveUp`.
    pub state: DeliveryState,
    #[sqlx(try_from = "Column<u32>")]
    pub attempts: u32,
    #[sqlx(try_from = "Column<Timestamp>")]
    pub next_at: Timestamp,
    #[sqlx(try_from = "Column<Timestamp>")]
    pub created_at: Timestamp,
    #[sqlx(try_from = "Column<Option<Timestamp>>")]
    pub held_until: Option<Timestamp>,
    /// How the last attempt ended; a code.
    pub last: Option<String>,
}

#[async_trait]
pub trait DeliveryStore: Send + Sync {
    /// Leases up to `limit` deliveries that are due (or whose lease ran out) and whose
    /// destination is not paused, oldest first but at most `per_destination` of each.
    async fn claim_deliveries(&self, claim: Claim) -> StoreResult<Vec<DeliveryRow>>;
    /// Records an attempt and updates its delivery, in one transaction; for a delivered request
    /// also the receipt and the status, and its notices if that status moved the part. A refusal
    /// ends the delivery as a receipt does. Changes nothing and returns `false` if `owner` no
    /// longer holds the lease.
    async fn finish_attempt(&self, attempt: AttemptEnd) -> StoreResult<bool>;
    async fn deliveries_of(&self, submission: Uuid) -> StoreResult<Vec<DeliveryRow>>;
    /// Deliveries that are pending or have given up, of one destination or of all, oldest first.
    async fn open_deliveries(
        &self,
        destination: Option<&str>,
        limit: u32,
    ) -> StoreResult<Vec<OpenDelivery>>;
    /// Makes deliveries that gave up due again, from their first attempt, so that the whole
    /// schedule applies. Pending ones become due now and keep their attempts; those that the budget
    /// of accepted requests holds only if `held`.
    async fn redeliver(&self, which: Redeliver, held: bool, now: Timestamp) -> StoreResult<u64>;
    /// Moves pending deliveries from one destination to another, due at once and from the first
    /// attempt: for a service that had no route when its requests were accepted.
    async fn reroute(&self, route: Reroute, now: Timestamp) -> StoreResult<u64>;
    /// Counts and oldest due time by destination and state, for metrics and `/readyz`. Delivered
    /// ones are not counted.
    async fn delivery_counts(&self) -> StoreResult<Vec<DeliveryCount>>;
    /// Deliveries that gave up and have not been reported to the operator, by destination.
    async fn unreported_give_ups(&self) -> StoreResult<Vec<UnreportedGiveUps>>;
    /// Queues the email that reports those of a destination that gave up until then, and marks them
    /// as reported. `false` if another process has reported them.
    async fn report_give_ups(
        &self,
        destination: &str,
        until: Timestamp,
        email: DeliveryRow,
    ) -> StoreResult<bool>;
    /// Leases one delivery of each destination that is paused because it fails and whose probe is
    /// due: one that is due itself, else of those that failed before the one not attempted for
    /// longest.
    async fn claim_probes(&self, claim: ProbeClaim) -> StoreResult<Vec<Probe>>;
    /// Pauses a destination. A pause is never shortened by another.
    async fn pause_destination(&self, name: &str, pause: Pause) -> StoreResult<()>;
    /// Ends the pause of a destination. What failed before and waits is due at once, and keeps its
    /// place in the schedule. Returns how many those are.
    async fn resume_destination(&self, name: &str, now: Timestamp) -> StoreResult<u64>;
    /// Repairs times after the clock was set back: a delivery that was made or
    /// attempted after now is due now, a pause that began after now ends, and no lease ends after
    /// `lease_until`. Returns how many deliveries and pauses changed.
    async fn repair_times(&self, now: Timestamp, lease_until: Timestamp) -> StoreResult<u64>;
    async fn paused_destinations(&self, now: Timestamp) -> StoreResult<Vec<(String, Timestamp)>>;
    /// The earliest time a delivery becomes due: a leased one at the end of its lease, a
    /// paused one not before the end of its pause.
    async fn next_due(&self) -> StoreResult<Option<Timestamp>>;
}
