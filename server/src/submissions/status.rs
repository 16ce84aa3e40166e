//! Records a status from a destination, from a callback or a poll.

use crate::authorize::{Action, Actor, Resource, authorize};
use crate::clock::Clock;
use crate::handoff::{StatusRefusal, StatusUpdate};
use crate::notices::Notices;
use crate::store::{PartRow, StatusEvent, StatusRecorded, Submission};
use crate::store::{Store, StoreResult};
use crate::vault::{Vault, contexts};
use jiff::SignedDuration;
use shared::reference::Reference;
use tokio::sync::Notify;

/// How far a destination's clock may be behind ours.
const MAX_BEHIND: SignedDuration = SignedDuration::from_hours(24);

/// The dependencies of [`record`].
#[derive(Clone, Copy)]
pub struct StatusDeps<'a> {
    pub store: &'a dyn Store,
    pub vault: &'a Vault,
    pub clock: &'a dyn Clock,
    pub notices: &'a Notices,
    /// Wakes the outbox, so that notices are sent at once.
    pub wake: &'a Notify,
}

/// The result of recording a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusOutcome {
    /// The part has this status now.
    Moved,
    /// Added to the timeline; the part's status stays, because a later one came first.
    AddedToTimeline,
    /// The same message was recorded before, or another one that says the same; nothing changed.
    Duplicate,
    /// The message's id was used before, with other content.
    IdReused,
    /// This reference was not delivered to the destination.
    UnknownReference,
    /// The update names a part that was not delivered to the destination.
    UnknownPart,
    /// The destination has several parts of the request and the update names none.
    Ambiguous,
    /// A destination may not set this status.
    Refused(StatusRefusal),
}

/// Records a status with the notice to the resident, in one transaction.
pub async fn record(
    deps: &StatusDeps<'_>,
    destination: &str,
    update: StatusUpdate,
) -> StoreResult<StatusOutcome> {
    let now = deps.clock.now();
    let update = match update.check(now) {
        Ok(update) => update,
        Err(refusal) => return Ok(StatusOutcome::Refused(refusal)),
    };
    let Some(submission) = submission_for(deps, destination, update.reference).await? else {
        return Ok(StatusOutcome::UnknownReference);
    };
    if update.at < submission.row.received_at - MAX_BEHIND {
        return Ok(StatusOutcome::Refused(StatusRefusal::BeforeTheRequest));
    }
    let event = event(deps, destination, update, &submission);
    let has_notice = !event.notices.is_empty();
    let recorded = deps.store.record_status(event).await;
    if has_notice && !matches!(recorded, Ok(StatusRecorded::Moved)) {
        deps.notices.no_news(submission.row.id);
    }
    Ok(match recorded? {
        StatusRecorded::Moved => {
            deps.wake.notify_one();
            StatusOutcome::Moved
        }
        StatusRecorded::AddedToTimeline => StatusOutcome::AddedToTimeline,
        StatusRecorded::Duplicate => StatusOutcome::Duplicate,
        StatusRecorded::IdReused => StatusOutcome::IdReused,
        StatusRecorded::Unknown => StatusOutcome::UnknownReference,
        StatusRecorded::UnknownPart => StatusOutcome::UnknownPart,
        StatusRecorded::Ambiguous => StatusOutcome::Ambiguous,
    })
}

fn event(
    deps: &StatusDeps<'_>,
    destination: &str,
    update: StatusUpdate,
    submission: &Submission,
) -> StatusEvent {
    let (id, now) = (deps.clock.id(), deps.clock.now());
    // The named part, else the only one of this destination.
    let part = submission.parts.iter().find(|part| {
        part.destination == destination && update.part.as_ref().is_none_or(|id| part.id == *id)
    });
    let part_id = part.map(|part| part.id.as_str());
    let part_id = part_id.or(update.part.as_deref());
    let authority = part.map_or(&submission.row.authority, |part| &part.authority);
    let note = update.note.as_deref();
    let notice = deps
        .notices
        .status(submission, authority, update.status, note, now);
    let context = contexts::status_note(authority, id);
    StatusEvent {
        destination: destination.to_owned(),
        content: deps.vault.hash("callback", &update.content(part_id)),
        note: note.map(|note| deps.vault.seal(context, note.as_bytes())),
        code: update.code,
        message: update.message,
        reference: update.reference,
        part: update.part,
        status: update.status,
        // A slightly fast clock of the destination must not outdate its next status, and a slow one
        // not predate the request.
        at: update.at.min(now).max(submission.row.received_at),
        recorded_at: now,
        id,
        their_reference: update.their_reference,
        notices: notice.into_iter().collect(),
    }
}

/// The submission, if this destination has a part of it.
async fn submission_for(
    deps: &StatusDeps<'_>,
    destination: &str,
    reference: Reference,
) -> StoreResult<Option<Submission>> {
    let submission = deps.store.submission(reference).await?;
    let office = Actor::BackOffice {
        destination: destination.to_owned(),
    };
    let has = |part: &PartRow| {
        let destination = &part.destination;
        authorize(&office, Action::Write, &Resource::Status { destination }).is_ok()
    };
    Ok(submission.filter(|one| one.parts.iter().any(has)))
}
