//! A status from a destination, from a callback or a poll.

use super::external_text::{self, TextFault, sentence, their_reference};
use jiff::{SignedDuration, Timestamp};
use shared::reference::Reference;
use shared::status::Status;

/// The tolerated difference between a destination's clock and ours, in seconds.
pub const TOLERANCE_SECONDS: i64 = 300;

/// A destination's update on one part of a request.
#[derive(Clone, PartialEq, Eq)]
pub struct StatusUpdate {
    /// Unique for each update of a destination, 1 to 128 characters, and the same whenever the same
    /// update is read again, so that it is recorded once.
    pub message: String,
    pub reference: Reference,
    /// Needed only if the destination holds several parts of the request.
    pub part: Option<String>,
    pub status: Status,
    /// A sentence for the resident.
    pub note: Option<String>,
    /// When it happened, by the destination's clock.
    pub at: Timestamp,
    /// Why it is refused, as a code.
    pub code: Option<String>,
    /// The destination's own reference, if it is new.
    pub their_reference: Option<String>,
}

/// A note may be about a person, so it is not printed.
impl std::fmt::Debug for StatusUpdate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StatusUpdate({}, [redacted])", self.status.slug())
    }
}

/// Why a well-formed status is not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusRefusal {
    /// Only Doorstep sets `received`.
    Received,
    InTheFuture,
    /// Long before the request was received.
    BeforeTheRequest,
    BadNote(TextFault),
    BadPart(TextFault),
    BadTheirReference(TextFault),
    BadCode,
}

impl StatusRefusal {
    /// A code for the reply, the log and the metric.
    pub fn code(self) -> &'static str {
        match self {
            StatusRefusal::Received => "received-is-not-yours",
            StatusRefusal::InTheFuture => "at-in-the-future",
            StatusRefusal::BeforeTheRequest => "at-before-the-request",
            StatusRefusal::BadNote(_) => "bad-note",
            StatusRefusal::BadPart(_) => "bad-part",
            StatusRefusal::BadTheirReference(_) => "bad-their-reference",
            StatusRefusal::BadCode => "bad-code",
        }
    }
}

impl StatusUpdate {
    /// What the update says of a part, without its id: two updates with the same content are the
    /// same news.
    pub fn content(&self, part: Option<&str>) -> String {
        let fields = (
            self.reference,
            part,
            self.status,
            &self.note,
            self.at,
            &self.their_reference,
        );
        // Strings, times and enums always serialise. A code is added only where there is one, so
        // that messages from before there were codes say what they said.
        let text = serde_json::to_string(&fields).unwrap_or_default();
        match &self.code {
            Some(code) => format!("{text} {code}"),
            None => text,
        }
    }

    /// The update with its texts tidied, if a destination may send it. An empty note is dropped.
    ///
    /// # Errors
    /// The first rule it breaks.
    pub fn check(mut self, now: Timestamp) -> Result<StatusUpdate, StatusRefusal> {
        if self.status == Status::Received {
            return Err(StatusRefusal::Received);
        }
        if self.at > now + SignedDuration::from_secs(TOLERANCE_SECONDS) {
            return Err(StatusRefusal::InTheFuture);
        }
        self.note = match self.note.as_deref().map(sentence) {
            None | Some(Err(TextFault::Empty)) => None,
            Some(note) => Some(note.map_err(StatusRefusal::BadNote)?),
        };
        if let Some(text) = self.their_reference {
            let valid = their_reference(&text).map_err(StatusRefusal::BadTheirReference)?;
            self.their_reference = Some(valid);
        }
        if self.code.is_some() && self.status != Status::Refused {
            return Err(StatusRefusal::BadCode);
        }
        if let Some(text) = self.code {
            let valid = external_text::code(&text).ok_or(StatusRefusal::BadCode)?;
            self.code = Some(valid);
        }
        if let Some(part) = &self.part {
            external_text::part(part).map_err(StatusRefusal::BadPart)?;
        }
        Ok(self)
    }
}
