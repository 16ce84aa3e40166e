//! Messages to and from destinations, in a neutral form.
//!
//! The payload of a delivery is stored in this form and mapped by an adapter when it is sent, so
//! that a delivery without a route, or one moved to another destination, works with any adapter.
//!
//! - [`Message`], [`Payload`]: one thing to deliver; [`OutgoingRequest`], [`OutgoingEmail`].
//! - [`Receipt`], [`DeliveryError`]: the result of an attempt, with [`FailureCode`] and
//!   [`Refusal`] for logs, metrics and stored attempts.
//! - [`StatusUpdate`]: a status from a destination, from a callback or a poll.
//! - `external_text`: which external texts may be stored and shown.
//!
//! To deliver a new kind of thing, add a variant to [`Payload`].

pub mod external_text;
mod failure;
mod payload;
mod status;

pub use failure::{DeliveryError, FailureCode, Refusal};
pub use payload::{OutgoingEmail, OutgoingRequest, Payload, PayloadError};
pub use status::{StatusRefusal, StatusUpdate, TOLERANCE_SECONDS};

use jiff::Timestamp;
use uuid::Uuid;

/// The destination of Doorstep's own email; no configured destination may have this name.
pub const EMAIL: &str = "email";

/// The destination of requests accepted while no route named their service. They wait until the
/// server starts with such a route.
pub const UNROUTED: &str = "unrouted";

/// One attempt to deliver a message.
#[derive(Clone)]
pub struct Message {
    /// The delivery's id: the same at every attempt.
    pub id: Uuid,
    /// The same at every attempt.
    pub payload: Payload,
    /// The time of this attempt.
    pub at: Timestamp,
}

impl Message {
    /// The request to deliver.
    ///
    /// # Errors
    /// `bad-payload` if this is something else: the operator has to act.
    pub fn request(&self) -> Result<&OutgoingRequest, DeliveryError> {
        match &self.payload {
            Payload::Request(request) => Ok(request),
            Payload::Email(_) => Err(DeliveryError::alarm(FailureCode::BadPayload, None)),
        }
    }

    /// The email to send.
    ///
    /// # Errors
    /// As [`Message::request`].
    pub fn email(&self) -> Result<&OutgoingEmail, DeliveryError> {
        match &self.payload {
            Payload::Email(email) => Ok(email),
            Payload::Request(_) => Err(DeliveryError::alarm(FailureCode::BadPayload, None)),
        }
    }
}

/// A message holds personal data, so only its id is printed.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({}, [redacted])", self.id)
    }
}

/// The destination has accepted the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Its own reference for it, 1 to 64 characters.
    pub their_reference: Option<String>,
}
