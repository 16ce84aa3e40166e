//! Whose fault a failed attempt is. Pure.
//!
//! Only a destination that fails is paused. A message that fails by itself is retried alone and
//! holds back no other.

use crate::handoff::{FailureCode, Refusal};
use crate::store::DeliveryKind;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FaultScope {
    /// Others can still be delivered.
    Message,
    /// Nothing can be delivered now.
    Destination,
    /// A message that makes a back office crash, hang or run into a filter looks like a back
    /// office that is down. It counts once for each message.
    Unclear,
}

/// Whose fault a failure is.
pub(super) fn fault_scope(kind: DeliveryKind, code: FailureCode) -> FaultScope {
    match code {
        // Replies to one recipient: mailbox busy, greylisted, full (RFC 5321, 4.2.3).
        FailureCode::CannotDecrypt
        | FailureCode::BadPayload
        | FailureCode::Panic
        | FailureCode::Http(413 | 414 | 431)
        | FailureCode::Smtp(450..=452) => FaultScope::Message,
        FailureCode::Http(401 | 404 | 405 | 407 | 408 | 410 | 421 | 425 | 429 | 503) => {
            FaultScope::Destination
        }
        // A mail server does not hang because of one short text.
        FailureCode::Timeout if kind == DeliveryKind::Email => FaultScope::Destination,
        FailureCode::Timeout
        | FailureCode::Reset
        | FailureCode::BadReply
        | FailureCode::ReplyTooLarge
        | FailureCode::Http(_) => FaultScope::Unclear,
        FailureCode::RefusedUrl
        | FailureCode::RefusedAddress
        | FailureCode::Connect
        | FailureCode::Tls
        | FailureCode::CertificateExpired
        | FailureCode::CertificateNotYetValid
        | FailureCode::CertificateName
        | FailureCode::CertificateUntrusted
        | FailureCode::Redirected
        | FailureCode::Smtp(_)
        | FailureCode::SmtpTls
        | FailureCode::Folder
        | FailureCode::NoDestination => FaultScope::Destination,
    }
}

/// Whether a refusal was decided without asking the destination, so that it shows nothing about
/// it.
pub(super) fn is_local(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::BadAddress | Refusal::BadEmail)
}
