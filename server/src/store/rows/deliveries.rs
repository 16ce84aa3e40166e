//! What is owed, and how it goes.

use super::StatusRow;
use crate::vault::Sealed;
use jiff::Timestamp;
use shared::reference::Reference;
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
    /// An e-mail to a resident or the operator.
    Email,
}

/// One thing owed to one destination. Its id is the message's id on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    pub id: Uuid,
    /// `None` for mail to the operator.
    pub submission: Option<Uuid>,
    pub part: Option<String>,
    pub kind: DeliveryKind,
    pub destination: String,
    /// Part of the seal's place.
    pub authority: String,
    /// Sealed (table `deliveries`, column `payload`): the exact bytes to send.
    pub payload: Sealed,
    pub state: DeliveryState,
    /// Attempts begun so far.
    pub attempts: u32,
    pub next_at: Timestamp,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub struct Claim {
    pub owner: Uuid,
    pub now: Timestamp,
    pub lease_until: Timestamp,
    pub limit: u32,
    pub per_destination: u32,
    /// Destinations that get nothing more for now: this process has enough for them.
    pub skip: Vec<String>,
}

/// How an attempt ended and what becomes of the delivery.
#[derive(Debug, Clone)]
pub struct AttemptEnd {
    pub owner: Uuid,
    pub attempt: AttemptRow,
    pub outcome: AttemptOutcome,
}

#[derive(Debug, Clone)]
pub enum AttemptOutcome {
    /// Done. For requests: the part becomes `status` (accepted) with this row, and keeps their reference.
    Delivered {
        their_reference: Option<String>,
        status: Option<StatusRow>,
        notices: Vec<DeliveryRow>,
    },
    /// Try again at this time; `notices` tell the operator when waiting alone will not help.
    Retry {
        next_at: Timestamp,
        notices: Vec<DeliveryRow>,
    },
    /// Not for this delivery's fault (the destination was paused): not counted.
    Release { next_at: Timestamp },
    /// A permanent refusal by the other side, with what the resident is told.
    Refused {
        status: Option<StatusRow>,
        notices: Vec<DeliveryRow>,
    },
    /// The budget is spent: visible, never deleted.
    GaveUp { notices: Vec<DeliveryRow> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    pub id: Uuid,
    pub delivery: Uuid,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    /// A code such as `delivered`, `http-503`, `timeout`, `connect`, `bad-reply`; never text from outside.
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

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryCount {
    pub destination: String,
    pub state: DeliveryState,
    pub count: u64,
    pub oldest: Option<Timestamp>,
}

/// A delivery that has not ended well, for those who look after it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDelivery {
    pub id: Uuid,
    /// `None` for mail to the operator.
    pub reference: Option<Reference>,
    pub destination: String,
    /// `Due`, `Leased` or `GaveUp`.
    pub state: DeliveryState,
    pub attempts: u32,
    pub next_at: Timestamp,
    pub created_at: Timestamp,
    /// How the last attempt ended; a code.
    pub last: Option<String>,
}
