//! Statuses that come back from a back office.

use super::Outbox;
use crate::adapters::webhook::callback::{self, Callback, CallbackError};
use crate::adapters::webhook::signature::SignatureProblem;
use crate::authorize::{Action, Actor, Resource, authorize};
use crate::store::StoreError;
use crate::store::rows::{PartRow, StatusEvent, StatusRecorded, Submission};
use http::HeaderMap;
use jiff::SignedDuration;
use shared::reference::Reference;

/// How far a back office's clock may be behind ours.
const BEHIND: SignedDuration = SignedDuration::from_hours(24);

/// Every code a refused callback may have.
pub const PROBLEMS: [&str; 15] = [
    "missing-header",
    "outside-tolerance",
    "wrong-signature",
    "malformed",
    "unknown-destination",
    "unknown-reference",
    "id-reused",
    "which-part",
    "received-is-not-yours",
    "at-in-the-future",
    "at-before-the-request",
    "bad-note",
    "bad-part",
    "bad-their-reference",
    "unavailable",
];

/// What became of a callback; [`CallbackOutcome::http_status`] is what the handler answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackOutcome {
    /// The request has this status now.
    Moved,
    /// StoreResult in the timeline; the status stays, because a later one came first.
    Joined,
    /// The same message came before; nothing changed.
    Duplicate,
    /// The id of the message was used before, for another reference.
    IdReused,
    /// There is no such destination, or it sends no callbacks.
    UnknownDestination,
    /// Not believed.
    Unsigned(SignatureProblem),
    /// Not a `uk.doorstep.status.v1`.
    Malformed(&'static str),
    /// Readable, but not theirs to say; a code.
    Refused(&'static str),
    /// No such reference was handed to this destination.
    UnknownReference,
    /// The destination holds several parts and the message does not say which.
    Ambiguous,
    /// The store is away; send it again.
    Unavailable,
}

impl CallbackOutcome {
    pub fn http_status(self) -> u16 {
        match self {
            CallbackOutcome::Moved | CallbackOutcome::Joined | CallbackOutcome::Duplicate => 204,
            CallbackOutcome::Malformed(_) => 400,
            CallbackOutcome::Unsigned(_) => 401,
            CallbackOutcome::UnknownDestination | CallbackOutcome::UnknownReference => 404,
            CallbackOutcome::IdReused => 409,
            CallbackOutcome::Refused(_) | CallbackOutcome::Ambiguous => 422,
            CallbackOutcome::Unavailable => 503,
        }
    }

    /// A code for the reply, the log and the metric.
    pub fn code(self) -> &'static str {
        match self {
            CallbackOutcome::Moved => "moved",
            CallbackOutcome::Joined => "joined",
            CallbackOutcome::Duplicate => "duplicate",
            CallbackOutcome::IdReused => "id-reused",
            CallbackOutcome::UnknownDestination => "unknown-destination",
            CallbackOutcome::Unsigned(SignatureProblem::MissingHeader) => "missing-header",
            CallbackOutcome::Unsigned(SignatureProblem::OutsideTolerance) => "outside-tolerance",
            CallbackOutcome::Unsigned(SignatureProblem::Wrong) => "wrong-signature",
            CallbackOutcome::Malformed(_) => "malformed",
            CallbackOutcome::Refused(code) => code,
            CallbackOutcome::UnknownReference => "unknown-reference",
            CallbackOutcome::Ambiguous => "which-part",
            CallbackOutcome::Unavailable => "unavailable",
        }
    }
}

/// Checks, records and, when the status moved, owes the resident a notice, in one
/// transaction. `body` is the raw body: the signature is over its bytes.
pub async fn receive(
    outbox: &Outbox,
    destination: &str,
    headers: &HeaderMap,
    body: &[u8],
) -> CallbackOutcome {
    let outcome = outbox.receive(destination, headers, body).await;
    if outcome != CallbackOutcome::UnknownDestination {
        metrics::counter!(
            "doorstep_callbacks_total",
            "destination" => destination.to_owned(),
            "code" => outcome.code(),
        )
        .increment(1);
    }
    outcome
}

impl Outbox {
    async fn receive(
        &self,
        destination: &str,
        headers: &HeaderMap,
        body: &[u8],
    ) -> CallbackOutcome {
        let Some(keys) = self.deps.registry.callback_keys(destination) else {
            return CallbackOutcome::UnknownDestination;
        };
        let now = self.deps.clock.now();
        let said = match callback::verify(keys, headers, body, now) {
            Ok(said) => said,
            Err(CallbackError::Signature(problem)) => return CallbackOutcome::Unsigned(problem),
            Err(CallbackError::Malformed(why)) => return CallbackOutcome::Malformed(why),
            Err(CallbackError::Refused(code)) => return CallbackOutcome::Refused(code),
        };
        match self.record(destination, said).await {
            Ok(outcome) => outcome,
            Err(error) => {
                tracing::error!(destination, %error, "a callback could not be recorded");
                CallbackOutcome::Unavailable
            }
        }
    }

    async fn record(
        &self,
        destination: &str,
        said: Callback,
    ) -> Result<CallbackOutcome, StoreError> {
        let Some(submission) = self.submission_for(destination, said.reference).await? else {
            return Ok(CallbackOutcome::UnknownReference);
        };
        // A clock a little behind is forgiven; a time long before the request is not a time.
        let received = submission.row.received_at;
        if said.at < received - BEHIND {
            return Ok(CallbackOutcome::Refused("at-before-the-request"));
        }
        let id = self.deps.clock.id();
        let note = said.note.as_deref();
        // The part that is named, else the one this destination holds.
        let part = submission.parts.iter().find(|part| {
            part.destination == destination && said.part.as_ref().is_none_or(|id| part.id == *id)
        });
        let authority = part.map_or(&submission.row.authority, |part| &part.authority);
        let authority = authority.clone();
        let event = StatusEvent {
            destination: destination.to_owned(),
            message: said.id,
            reference: said.reference,
            part: said.part,
            status: said.status,
            at: said.at.max(received),
            recorded_at: self.deps.clock.now(),
            id,
            note: note.map(|note| self.seal_note(&authority, id, note)),
            their_reference: said.their_reference,
            notices: self
                .notice(&submission, &authority, said.status, note)
                .into_iter()
                .collect(),
        };
        Ok(match self.deps.store.record_status(event).await? {
            StatusRecorded::Moved => {
                self.deps.wake.notify_one();
                CallbackOutcome::Moved
            }
            StatusRecorded::Joined => CallbackOutcome::Joined,
            StatusRecorded::Duplicate => CallbackOutcome::Duplicate,
            StatusRecorded::IdReused => CallbackOutcome::IdReused,
            StatusRecorded::Unknown => CallbackOutcome::UnknownReference,
            StatusRecorded::Ambiguous => CallbackOutcome::Ambiguous,
        })
    }

    /// The submission, if this destination holds a part of it: another destination's keys say
    /// nothing about it.
    async fn submission_for(
        &self,
        destination: &str,
        reference: Reference,
    ) -> Result<Option<Submission>, StoreError> {
        let submission = self.deps.store.submission(reference).await?;
        let office = Actor::BackOffice {
            destination: destination.to_owned(),
        };
        let holds = |part: &PartRow| {
            let destination = &part.destination;
            authorize(&office, Action::Write, &Resource::Status { destination }).is_ok()
        };
        Ok(submission.filter(|one| one.parts.iter().any(holds)))
    }
}
