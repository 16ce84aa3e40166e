//! Why a callback from a back office is refused.

use crate::adapters::{CallbackError, Malformed, SignatureError};
use crate::handoff::StatusRefusal;

/// Why the status of a callback was not recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackRefusal {
    /// The destination is unknown, or it sends no callbacks.
    UnknownDestination,
    Unsigned(SignatureError),
    Malformed(Malformed),
    /// A back office may not set this status.
    NotAllowed(StatusRefusal),
    UnknownReference,
    /// No part of this name was delivered to the destination.
    UnknownPart,
    IdReused,
    /// The destination has several parts of the request and the message names none.
    Ambiguous,
    Unavailable,
}

/// The code of every refusal.
pub const PROBLEMS: [&str; 17] = [
    "missing-header",
    "outside-tolerance",
    "wrong-signature",
    "malformed",
    "unknown-destination",
    "unknown-reference",
    "unknown-part",
    "id-reused",
    "which-part",
    "received-is-not-yours",
    "at-in-the-future",
    "at-before-the-request",
    "bad-note",
    "bad-part",
    "bad-their-reference",
    "bad-code",
    "unavailable",
];

impl CallbackRefusal {
    /// A code for the response and the metric.
    pub fn code(self) -> &'static str {
        match self {
            CallbackRefusal::UnknownDestination => "unknown-destination",
            CallbackRefusal::Unsigned(error) => error.code(),
            CallbackRefusal::Malformed(_) => "malformed",
            CallbackRefusal::NotAllowed(refusal) => refusal.code(),
            CallbackRefusal::UnknownReference => "unknown-reference",
            CallbackRefusal::UnknownPart => "unknown-part",
            CallbackRefusal::IdReused => "id-reused",
            CallbackRefusal::Ambiguous => "which-part",
            CallbackRefusal::Unavailable => "unavailable",
        }
    }
}

impl From<CallbackError> for CallbackRefusal {
    fn from(error: CallbackError) -> CallbackRefusal {
        match error {
            CallbackError::Malformed(why) => CallbackRefusal::Malformed(why),
            CallbackError::Refused(refusal) => CallbackRefusal::NotAllowed(refusal),
        }
    }
}
