//! Statuses of parts, from back offices and from the delivery itself.

use super::{DeliveryRow, StoreResult};
use crate::vault::{KeyedHash, Sealed};
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::{Deserialize, Serialize};
use shared::reference::Reference;
use shared::status::Status;
use uuid::Uuid;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusRow {
    pub id: Uuid,
    pub part: String,
    pub status: Status,
    /// When it happened, by the clock of the sender.
    #[serde(with = "millisecond::required")]
    pub at: Timestamp,
    #[serde(with = "millisecond::required")]
    pub recorded_at: Timestamp,
    /// A sentence for the resident, sealed (table `statuses`, column `note`, row = `id`).
    pub note: Option<Sealed>,
    /// The back office's code for a refusal; never text.
    pub code: Option<String>,
}

#[derive(Debug, Clone)]
pub struct StatusEvent {
    pub destination: String,
    /// The webhook id of the message.
    pub message: String,
    /// Keyed hash of what the message says.
    pub content: KeyedHash,
    pub reference: Reference,
    /// Which part; may be left out when the destination holds one part only.
    pub part: Option<String>,
    pub status: Status,
    pub at: Timestamp,
    pub recorded_at: Timestamp,
    /// The id of the status row, so that the note can be sealed for it.
    pub id: Uuid,
    pub note: Option<Sealed>,
    pub code: Option<String>,
    pub their_reference: Option<String>,
    /// Emails to send if the status moves.
    pub notices: Vec<DeliveryRow>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusRecorded {
    /// The part has this status now.
    Moved,
    /// Added to the timeline; the part's status stays.
    AddedToTimeline,
    /// The message was received before, or another one that says the same.
    Duplicate,
    /// The id was used before, with other content.
    IdReused,
    /// No such reference was delivered to this destination.
    Unknown,
    /// The message names a part that was not delivered to this destination.
    UnknownPart,
    /// The destination holds several parts and the message does not name one.
    Ambiguous,
}

#[async_trait]
pub trait StatusStore: Send + Sync {
    /// Records a status from a back office. A message is identified by `(destination, message)`; an
    /// id that was used with other content is refused. A message that says what an earlier one of
    /// the destination said is recorded, but changes nothing. The status joins the timeline at its
    /// own time. It moves the part by legal moves only, and never if the back office sent a newer
    /// status before; our own entries follow another clock and are not compared. Its notices are
    /// written only if it moved. An unknown or ambiguous message is not recorded, so that a
    /// corrected one may come with the same id.
    async fn record_status(&self, event: StatusEvent) -> StoreResult<StatusRecorded>;
}
