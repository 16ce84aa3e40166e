//! What a back office sends back, checked before anything is believed.

use super::signature::{Secrets, SignatureProblem, TOLERANCE_SECONDS};
use super::wire::{STATUS_TYPE, StatusMessage, sentence, their_reference};
use http::HeaderMap;
use jiff::{SignedDuration, Timestamp};
use shared::reference::Reference;
use shared::status::Status;

/// A status that was signed by the destination and says something we can record.
#[derive(Clone, PartialEq, Eq)]
pub struct Callback {
    /// `webhook-id`: the same message is recorded once.
    pub id: String,
    pub reference: Reference,
    pub part: Option<String>,
    pub status: Status,
    /// A sentence for the resident.
    pub note: Option<String>,
    pub at: Timestamp,
    pub their_reference: Option<String>,
}

impl std::fmt::Debug for Callback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Callback({}, [redacted])", self.status.slug())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CallbackError {
    #[error(transparent)]
    Signature(#[from] SignatureProblem),
    /// The body is not a `uk.doorstep.status.v1`; what is wrong with it, in words of ours.
    #[error("the body is not a uk.doorstep.status.v1 event: {0}")]
    Malformed(&'static str),
    /// The event is readable but says something that is not theirs to say; a code.
    #[error("the event cannot be recorded: {0}")]
    Refused(&'static str),
}

/// Checks signature and time over the raw bytes, then reads them.
pub fn verify(
    secrets: &Secrets,
    headers: &HeaderMap,
    body: &[u8],
    now: Timestamp,
) -> Result<Callback, CallbackError> {
    let id = secrets.verify(headers, body, now)?;
    let message: StatusMessage = serde_json::from_slice(body).map_err(|error| {
        CallbackError::Malformed(if error.is_data() {
            "A field is missing or not of its type."
        } else {
            "The body is not JSON."
        })
    })?;
    if message.kind != STATUS_TYPE {
        return Err(CallbackError::Malformed("The `type` is another."));
    }
    if message.specversion != "1.0" {
        return Err(CallbackError::Malformed("The `specversion` is not 1.0."));
    }
    let data = message.data;
    if data.status == Status::Received {
        return Err(CallbackError::Refused("received-is-not-yours"));
    }
    let at: Timestamp = data
        .at
        .parse()
        .map_err(|_| CallbackError::Malformed("`data.at` is no RFC 3339 time with an offset."))?;
    if at > now + SignedDuration::from_secs(TOLERANCE_SECONDS) {
        return Err(CallbackError::Refused("at-in-the-future"));
    }
    let note = match data.note.as_deref().map(str::trim) {
        None | Some("") => None,
        Some(text) => Some(sentence(text).ok_or(CallbackError::Refused("bad-note"))?),
    };
    let their_reference = match data.their_reference {
        None => None,
        Some(text) => {
            Some(their_reference(&text).ok_or(CallbackError::Refused("bad-their-reference"))?)
        }
    };
    if data.part.as_ref().is_some_and(|part| part.len() > 64) {
        return Err(CallbackError::Refused("bad-part"));
    }
    Ok(Callback {
        id,
        reference: data.reference,
        part: data.part,
        status: data.status,
        note,
        at,
        their_reference,
    })
}
