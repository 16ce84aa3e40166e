//! Which part a back office means and whether its status moves: rules that need no database.

use super::encoding::{Column, millis};
use super::{StatusEvent, StatusRecorded};
use crate::vault::KeyedHash;
use shared::status::Status;
use sqlx::FromRow;
use uuid::Uuid;

/// A part that was delivered to a destination.
#[derive(FromRow)]
pub(super) struct Delivered {
    pub(super) submission: Uuid,
    /// The part's id.
    pub(super) id: String,
    #[sqlx(try_from = "Column<Status>")]
    pub(super) status: Status,
}

/// The part a message is about, of those delivered to its destination under its reference.
pub(super) fn addressed(
    event: &StatusEvent,
    delivered: Vec<Delivered>,
) -> Result<Delivered, StatusRecorded> {
    let is_known = !delivered.is_empty();
    let mut matching = delivered
        .into_iter()
        .filter(|part| event.part.as_ref().is_none_or(|stated| *stated == part.id));
    match (matching.next(), matching.next()) {
        (None, _) if is_known => Err(StatusRecorded::UnknownPart),
        (None, _) => Err(StatusRecorded::Unknown),
        (Some(part), None) => Ok(part),
        (Some(_), Some(_)) => Err(StatusRecorded::Ambiguous),
    }
}

/// A message that was recorded before.
#[derive(FromRow)]
pub(super) struct RecordedMessage {
    /// The compact reference it was about.
    pub(super) reference: String,
    /// `None` if it was recorded by a release that did not store it.
    pub(super) content: Option<KeyedHash>,
}

/// The result for a message whose id was used before.
pub(super) fn repeated(event: &StatusEvent, before: &RecordedMessage) -> StatusRecorded {
    let is_same = match &before.content {
        Some(content) => *content == event.content,
        None => before.reference == event.reference.compact(),
    };
    if is_same {
        StatusRecorded::Duplicate
    } else {
        StatusRecorded::IdReused
    }
}

/// Whether a message is not older than the back office's `newest` (UTC milliseconds).
pub(super) fn is_newest(event: &StatusEvent, newest: Option<i64>) -> bool {
    newest.is_none_or(|newest| millis(event.at) >= newest)
}

/// Whether a message moves its part: the move is legal, and the status is final or not older
/// than the back office's `newest` (UTC milliseconds). A final status counts whenever it
/// arrives, so that neither the order of arrival nor a fast clock leaves a finished request
/// open. Our own entries are not compared, because they follow another clock: the first status
/// of a back office whose clock is a second slow must not be ignored.
pub(super) fn moves(event: &StatusEvent, status: Status, newest: Option<i64>) -> bool {
    (is_newest(event, newest) || event.status.is_end()) && status.may_become(event.status)
}
