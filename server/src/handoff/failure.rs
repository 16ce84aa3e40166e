//! Why an attempt failed.
//!
//! The texts of [`FailureCode`] and [`Refusal`] are stored with each attempt, printed by
//! `doorstep deliveries` and used as metric labels. They are stable and contain no external text
//! except a refusal's code, which is at most 64 characters of `a-z`, `0-9` and `-`.

use std::fmt;
use std::time::Duration;

/// Why a message was not delivered, and whether to retry.
#[derive(Clone, PartialEq, Eq)]
pub enum DeliveryError {
    /// It may work later.
    Retry {
        code: FailureCode,
        http_status: Option<u16>,
        /// The destination asked to wait at least this long.
        retry_after: Option<Duration>,
        /// Waiting alone will not help: the operator has to act (a wrong key, a wrong URL).
        alarm: bool,
    },
    /// Permanent: the destination examined this message and refused it.
    Reject {
        refusal: Refusal,
        http_status: Option<u16>,
        /// One sentence for the resident, written by the destination.
        reason_for_resident: Option<String>,
    },
}

impl DeliveryError {
    /// Retry by the schedule.
    pub fn retry(code: FailureCode, http_status: Option<u16>) -> DeliveryError {
        DeliveryError::Retry {
            code,
            http_status,
            retry_after: None,
            alarm: false,
        }
    }

    /// Retry by the schedule and alert the operator.
    pub fn alarm(code: FailureCode, http_status: Option<u16>) -> DeliveryError {
        DeliveryError::Retry {
            code,
            http_status,
            retry_after: None,
            alarm: true,
        }
    }
}

/// The reason may be about a person, so it is not printed.
impl fmt::Debug for DeliveryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DeliveryError::Retry {
                code,
                retry_after,
                alarm,
                ..
            } => write!(f, "Retry({code}, after {retry_after:?}, alarm {alarm})"),
            DeliveryError::Reject { refusal, .. } => write!(f, "Reject({refusal}, [redacted])"),
        }
    }
}

/// Why an attempt failed that may be retried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureCode {
    /// The URL in the settings cannot be called.
    RefusedUrl,
    /// The address is private and `allow_networks` does not name it.
    RefusedAddress,
    /// No connection.
    Connect,
    Timeout,
    /// The connection ended before the reply was complete.
    Reset,
    /// TLS failed for a reason other than the certificate.
    Tls,
    CertificateExpired,
    CertificateNotYetValid,
    /// The certificate was issued for another name.
    CertificateName,
    CertificateUntrusted,
    /// A redirect, which is never followed.
    Redirected,
    /// A success without a readable receipt.
    BadReply,
    ReplyTooLarge,
    /// An HTTP status.
    Http(u16),
    /// An SMTP reply code.
    Smtp(u16),
    SmtpTls,
    /// The email folder of the demonstration cannot be written.
    Folder,
    /// The destination is not in the settings.
    NoDestination,
    /// The stored payload cannot be decrypted with the key file.
    CannotDecrypt,
    /// The stored payload cannot be read, or this adapter does not support its kind.
    BadPayload,
    /// The adapter panicked.
    Panic,
}

impl FailureCode {
    /// Whether a failed call needs the operator, because waiting alone does not fix it.
    pub fn needs_operator(self) -> bool {
        matches!(
            self,
            FailureCode::RefusedAddress
                | FailureCode::Tls
                | FailureCode::CertificateExpired
                | FailureCode::CertificateNotYetValid
                | FailureCode::CertificateName
                | FailureCode::CertificateUntrusted
        )
    }
}

impl fmt::Display for FailureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            FailureCode::RefusedUrl => "refused-url",
            FailureCode::RefusedAddress => "refused-address",
            FailureCode::Connect => "connect",
            FailureCode::Timeout => "timeout",
            FailureCode::Reset => "reset",
            FailureCode::Tls => "tls",
            FailureCode::CertificateExpired => "certificate-expired",
            FailureCode::CertificateNotYetValid => "certificate-not-yet-valid",
            FailureCode::CertificateName => "certificate-name",
            FailureCode::CertificateUntrusted => "certificate-untrusted",
            FailureCode::Redirected => "redirected",
            FailureCode::BadReply => "bad-reply",
            FailureCode::ReplyTooLarge => "reply-too-large",
            FailureCode::Http(status) => return write!(f, "http-{status}"),
            FailureCode::Smtp(code) => return write!(f, "smtp-{code}"),
            FailureCode::SmtpTls => "smtp-tls",
            FailureCode::Folder => "folder",
            FailureCode::NoDestination => "no-destination",
            FailureCode::CannotDecrypt => "cannot-decrypt",
            FailureCode::BadPayload => "bad-payload",
            FailureCode::Panic => "panic",
        })
    }
}

/// Why a destination refused a message permanently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// Without a code of its own.
    Unspecified,
    /// The destination's own code, at most 64 characters of `a-z`, `0-9` and `-`.
    Code(String),
    /// An SMTP reply code.
    Smtp(u16),
    /// The recipient's email address is invalid.
    BadAddress,
    /// The email cannot be composed.
    BadEmail,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Unspecified => f.write_str("refused"),
            Refusal::Code(code) => write!(f, "refused-{code}"),
            Refusal::Smtp(code) => write!(f, "refused-smtp-{code}"),
            Refusal::BadAddress => f.write_str("refused-bad-address"),
            Refusal::BadEmail => f.write_str("refused-bad-email"),
        }
    }
}
