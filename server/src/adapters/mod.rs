//! Adapters: one folder for each protocol of external systems.
//!
//! An adapter maps a [`Message`] from its neutral form into its own protocol and makes one
//! attempt. The mapping is deterministic, so that every attempt sends the same bytes and the
//! same id. Each failure states whether to retry or that the message was refused permanently. An
//! adapter stores nothing and has no retry schedule.
//!
//! - [`webhook`]: signed CloudEvents over HTTPS, and callbacks.
//! - [`email`]: plain text by SMTP, or into a folder under demonstration.
//! - [`registry`]: all adapters by name; [`settings`]: the traits their settings share.
//! - [`conformance_report`]: the report of `doorstep destination test`.
//! - [`Malformed`]: what is wrong with the body of a callback.
//!
//! To add one for back offices:
//! 1. a folder here with its adapter ([`Adapter`]) and its settings ([`AdapterSettings`]), whose
//!    `test` runs the cases of `doorstep destination test`;
//! 2. in this file its module, its line above, a variant of [`Destination`] and its arm;
//! 3. in `handoff/failure.rs` the codes of its failures and in [`settings`] the variants of
//!    [`BuildError`], if none there fits;
//! 4. a test in `server/tests/it/flows`, with its line in `mod.rs` there, that sends a request over
//!    HTTP to a `TestApp` with its settings;
//! 5. its settings in the comment above `[destinations]` in `server/doorstep.toml`.

pub mod conformance_report;
pub mod email;
mod malformed;
pub mod registry;
pub mod settings;
pub mod webhook;

pub use malformed::Malformed;
pub use settings::{AdapterSettings, BuildError};

use crate::handoff::{DeliveryError, Message, Receipt, StatusRefusal, StatusUpdate};
use async_trait::async_trait;
use http::HeaderMap;
use jiff::Timestamp;
use serde::Deserialize;
use shared::reference::Reference;

/// Speaks the protocol of one destination.
///
/// Only `deliver` is required. How statuses arrive depends on the protocol: an adapter whose
/// destination calls back implements [`CallbackVerifier`] and returns it from `callbacks`; one
/// whose destination is polled implements [`StatusSource`] and returns it from
/// `status_source`. Both give [`StatusUpdate`]s, which `submissions::status::record` records.
#[async_trait]
pub trait Adapter: Send + Sync {
    /// Makes one attempt. The same message may be attempted again, so its id is sent along and
    /// the destination acts only once on it.
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError>;

    /// How callbacks are verified and read; `None` if the destination sends none.
    fn callbacks(&self) -> Option<&dyn CallbackVerifier> {
        None
    }

    /// Where statuses are polled; `None` if the destination is not polled.
    fn status_source(&self) -> Option<&dyn StatusSource> {
        None
    }
}

/// Verifies and reads the callbacks of one destination, in two steps: nothing is parsed before
/// its sender is verified.
pub trait CallbackVerifier: Send + Sync {
    /// Verifies signature and time over the raw body.
    fn verify_signature(
        &self,
        headers: &HeaderMap,
        body: &[u8],
        now: Timestamp,
    ) -> Result<SignedMessage, SignatureError>;

    /// Reads the body of a verified message.
    fn read(&self, message: SignedMessage, body: &[u8]) -> Result<StatusUpdate, CallbackError>;
}

/// Polls a destination for statuses. Nothing in the server polls yet: the first adapter that needs
/// it adds the loop beside `outbox/run.rs`.
#[async_trait]
pub trait StatusSource: Send + Sync {
    /// The current statuses of these parts. An update read before may be returned again under the
    /// same [`StatusUpdate::message`]; it is recorded once.
    ///
    /// # Errors
    /// As [`Adapter::deliver`]; then nothing was read.
    async fn poll(
        &self,
        parts: &[DeliveredPart],
        now: Timestamp,
    ) -> Result<Vec<StatusUpdate>, DeliveryError>;
}

/// A part of a request that a destination has received and not completed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveredPart {
    pub reference: Reference,
    pub part: String,
    /// The destination's own reference, from the receipt.
    pub their_reference: Option<String>,
}

/// A callback whose sender is verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedMessage {
    /// The same whenever this message is sent again.
    pub id: String,
}

/// Why the sender of a callback cannot be verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    #[error("`{0}` is missing")]
    MissingHeader(&'static str),
    /// A header, and what it must be.
    #[error("`{0}` must be {1}")]
    MalformedHeader(&'static str, &'static str),
    #[error("the timestamp is more than five minutes away from our clock")]
    OutsideTolerance,
    #[error("no signature matches")]
    Wrong,
}

impl SignatureError {
    /// A code for the reply, the log and the metric.
    pub fn code(self) -> &'static str {
        match self {
            SignatureError::MissingHeader(_) | SignatureError::MalformedHeader(..) => {
                "missing-header"
            }
            SignatureError::OutsideTolerance => "outside-tolerance",
            SignatureError::Wrong => "wrong-signature",
        }
    }
}

/// Why a verified callback cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackError {
    /// The body is not a message of this protocol.
    Malformed(Malformed),
    /// A destination may not set this status.
    Refused(StatusRefusal),
}

/// The settings of one destination, `[destinations.NAME]`.
#[derive(Debug, Clone, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(tag = "adapter", rename_all = "kebab-case")]
pub enum Destination {
    /// Signed JSON over HTTPS.
    Webhook(webhook::WebhookConfig),
}

impl Destination {
    /// The settings of its kind. The only match on the kinds.
    pub fn settings(&self) -> &dyn AdapterSettings {
        match self {
            Destination::Webhook(settings) => settings,
        }
    }
}
