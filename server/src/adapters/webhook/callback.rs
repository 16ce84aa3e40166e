//! Verifies and reads the callbacks of a back office.

use super::signature::Secrets;
use super::wire::{STATUS_TYPE, StatusMessage};
use crate::adapters::{CallbackError, CallbackVerifier, SignatureError, SignedMessage};
use crate::handoff::{StatusRefusal, StatusUpdate};
use http::HeaderMap;
use jiff::Timestamp;
use shared::status::Status;

/// The callbacks of one destination.
pub(super) struct Callbacks {
    keys: Secrets,
}

impl Callbacks {
    pub(super) fn new(keys: Secrets) -> Callbacks {
        Callbacks { keys }
    }
}

impl CallbackVerifier for Callbacks {
    fn verify_signature(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<SignedMessage, SignatureError> {
        let id = self.keys.verify(headers, body, now)?;
        Ok(SignedMessage { id })
    }

    fn read(&self, message: SignedMessage, body: &[u8]) -> Result<StatusUpdate, CallbackError> {
        let event: StatusMessage = serde_json::from_slice(body).map_err(|error| {
            CallbackError::Malformed(if error.is_data() {
                "A field is missing or has the wrong type."
            } else {
                "The body is not JSON."
            })
        })?;
        if event.kind != STATUS_TYPE {
            let why = "`type` must be uk.doorstep.status.v1.";
            return Err(CallbackError::Malformed(why));
        }
        if event.specversion != "1.0" {
            return Err(CallbackError::Malformed("`specversion` must be 1.0."));
        }
        let data = event.data;
        if data.status == Status::Received {
            return Err(CallbackError::Refused(StatusRefusal::Received));
        }
        let at = data.at.parse().map_err(|_| {
            CallbackError::Malformed("`data.at` must be an RFC 3339 date-time with an offset.")
        })?;
        Ok(StatusUpdate {
            message: message.id,
            reference: data.reference,
            part: data.part,
            status: data.status,
            note: data.note,
            at,
            their_reference: data.their_reference,
        })
    }
}
