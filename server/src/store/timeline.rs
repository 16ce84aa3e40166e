//! Which part a back office means and whether its status moves: rules without a database.

use super::rows::{StatusEvent, StatusRecorded};
use super::words::{Word, millis};
use super::{StoreError, StoreResult};
use shared::status::Status;
use uuid::Uuid;

/// A part that was handed to the destination: submission, part id, status.
pub(super) type Handed = (Uuid, String, String);

/// The part the message is about, of those handed to its destination under its reference.
pub(super) fn meant(event: &StatusEvent, handed: Vec<Handed>) -> Result<Handed, StatusRecorded> {
    let mut fitting = handed
        .into_iter()
        .filter(|(_, part, _)| event.part.as_ref().is_none_or(|stated| stated == part));
    match (fitting.next(), fitting.next()) {
        (None, _) => Err(StatusRecorded::Unknown),
        (Some(part), None) => Ok(part),
        (Some(_), Some(_)) => Err(StatusRecorded::Ambiguous),
    }
}

/// A message whose id came before, about the submission with this compact reference: the same
/// one again, or an id that was used for another.
pub(super) fn again(event: &StatusEvent, before: &str) -> StatusRecorded {
    if event.reference.compact() == before {
        StatusRecorded::Duplicate
    } else {
        StatusRecorded::IdReused
    }
}

/// Whether a message moves its part: a legal move, and an end or not older than what the back
/// office said last. An end counts whenever it arrives, so that the order of arrival, or a
/// clock of theirs running ahead, never leaves a finished request open. Our own entries are not
/// compared with: their clock is another one, and a back office a second behind us must not
/// have its first word ignored.
pub(super) fn moves(event: &StatusEvent, status: &str, newest: Option<i64>) -> StoreResult<bool> {
    let status = Status::find(status).ok_or(StoreError::Corrupt("status"))?;
    let in_order = newest.is_none_or(|newest| millis(event.at) >= newest);
    Ok((in_order || event.status.is_end()) && status.may_become(event.status))
}
