//! The code that speaks to systems outside: one folder for each kind of destination.
//!
//! An adapter turns one message into one attempt and says at every failure whether to try
//! again or that it was refused for good. It keeps nothing and decides no schedule.
//!
//! - [`webhook`]: signed CloudEvents over HTTPS, and the callbacks that come back.
//! - [`email`]: plain text by SMTP, or into a folder under demonstration.
//!
//! To add one: a folder here with `config`, `wire`, its adapter and its tests; one arm in
//! [`build`] and [`payload`], one in `config::destinations::Destination`.

pub mod conformance;
pub mod email;
pub mod registry;
pub mod webhook;

use crate::config::destinations::Destination;
use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::{Map, Value};
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// Speaks the protocol of one destination.
#[async_trait]
pub trait Adapter: Send + Sync {
    /// One attempt. It may be made again with the same message, so a destination is told
    /// the message's id and must not act twice on it.
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError>;

    /// The reference a payload of this adapter is about; `None` for mails.
    fn reference(&self, _body: &[u8]) -> Option<Reference> {
        None
    }
}

/// One thing to hand over.
#[derive(Clone)]
pub struct Message {
    /// The delivery's id: the same at every attempt.
    pub id: Uuid,
    /// Fixed at acceptance: the same bytes at every attempt.
    pub body: Vec<u8>,
    /// The time of this attempt.
    pub at: Timestamp,
}

/// A message holds personal data, so it never prints its body.
impl std::fmt::Debug for Message {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Message({}, [redacted])", self.id)
    }
}

/// The other side has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    pub their_reference: Option<String>,
}

/// What went wrong, as a code that is safe in logs and metrics: `http-503`, `timeout`.
pub type Code = Cow<'static, str>;

/// Why a message was not handed over, and what that means.
#[derive(Clone, PartialEq, Eq)]
pub enum DeliveryError {
    /// It may work later.
    Retry {
        code: Code,
        http_status: Option<u16>,
        /// The other side asked to wait at least this long.
        after: Option<Duration>,
        /// Waiting alone will not help: someone must look (a wrong key, a wrong address).
        alarm: bool,
    },
    /// It will never work: the other side looked at this very message and said no.
    Reject {
        code: Code,
        http_status: Option<u16>,
        /// One sentence for the resident, in the other side's words.
        reason_for_resident: Option<String>,
    },
}

impl DeliveryError {
    /// Try again by the schedule.
    pub fn retry(code: impl Into<Code>, http_status: Option<u16>) -> DeliveryError {
        DeliveryError::Retry {
            code: code.into(),
            http_status,
            after: None,
            alarm: false,
        }
    }

    /// Try again by the schedule, and have someone look.
    pub fn alarm(code: impl Into<Code>, http_status: Option<u16>) -> DeliveryError {
        DeliveryError::Retry {
            code: code.into(),
            http_status,
            after: None,
            alarm: true,
        }
    }
}

/// The reason may be about a person, so it is not printed.
impl std::fmt::Debug for DeliveryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DeliveryError::Retry {
                code, after, alarm, ..
            } => write!(f, "Retry({code}, after {after:?}, alarm {alarm})"),
            DeliveryError::Reject { code, .. } => write!(f, "Reject({code}, [redacted])"),
        }
    }
}

/// A request for one destination, before its bytes are fixed.
#[derive(Clone)]
pub struct OutgoingRequest<'a> {
    /// The delivery's id.
    pub id: Uuid,
    /// The public URL of this Doorstep.
    pub source: &'a str,
    pub reference: Reference,
    /// The recipient id of the part: `service`, `leaving`, ….
    pub part: &'a str,
    pub service: &'a str,
    pub version: &'a str,
    /// The authority that answers this part.
    pub authority: &'a str,
    pub channel: Channel,
    pub language: Language,
    pub received_at: Timestamp,
    /// By question id, in the shapes of the API (`ServiceRequest::to_json`).
    pub answers: Map<String, Value>,
}

/// The adapter of a destination. Errors are set-up problems, found at start.
pub fn build(destination: &Destination) -> Result<Arc<dyn Adapter>, BuildError> {
    match destination {
        Destination::Webhook(config) => Ok(Arc::new(webhook::Webhook::new(config)?)),
    }
}

/// The bytes a destination will be sent, fixed once and for all.
pub fn payload(destination: &Destination, request: &OutgoingRequest<'_>) -> Vec<u8> {
    match destination {
        Destination::Webhook(_) => webhook::wire::RequestEvent::new(request, false).to_bytes(),
    }
}

/// Why an adapter cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error(transparent)]
    Client(#[from] crate::http_client::ClientError),
    #[error("a signing secret is not base64 after `whsec_`")]
    Secret,
    #[error("allow_networks holds something that is not a network")]
    Networks,
    #[error("the mail server's settings cannot be used")]
    Smtp,
    #[error("an e-mail address in the settings is not one")]
    Address,
    #[error("the mail folder cannot be made")]
    Folder,
}
