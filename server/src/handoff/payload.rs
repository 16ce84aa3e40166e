//! The payload of a delivery, as it is sealed and stored.
//!
//! JSON: `{"format": 1, "content": {"request": {…}}}` or `{"format": 1, "content": {"email":
//! {…}}}`. A new optional field keeps the format number; a change that an older release would
//! misread takes the next one.

use jiff::Timestamp;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::request::Statement;

/// The format this release writes, and the newest it reads.
const FORMAT: u32 = 1;

/// The content of a delivery.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// A request to a back office.
    Request(Box<OutgoingRequest>),
    /// An email to a resident or the operator.
    Email(Box<OutgoingEmail>),
}

/// One part of a resident's request, for the destination that answers it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct OutgoingRequest {
    /// The public URL of this Doorstep.
    pub source: String,
    pub reference: Reference,
    /// The recipient id of the part: `service`, `leaving`, ….
    pub part: String,
    pub service: String,
    /// SHA-256 of the definition the answers were checked against.
    pub version: String,
    /// The authority that answers this part.
    pub authority: String,
    pub channel: Channel,
    /// The language to write to the resident in.
    pub language: Language,
    pub received_at: Timestamp,
    /// By question id, in the shapes of the API (`ServiceRequest::to_json`).
    pub answers: Map<String, Value>,
    /// What the person said beside the answers, in their language.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
}

/// A plain text email.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutgoingEmail {
    pub to: String,
    /// Without personal data.
    pub subject: String,
    pub text: String,
    /// The council's name.
    pub from_name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<String>,
}

/// Why a stored payload cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    #[error("the payload has format {0}, written by a newer release")]
    NewerFormat(u32),
    #[error("the payload cannot be read")]
    Unreadable,
}

#[derive(Serialize, Deserialize)]
struct Envelope<Content> {
    format: u32,
    content: Content,
}

impl Payload {
    /// The bytes to seal.
    pub fn to_bytes(&self) -> Vec<u8> {
        let envelope = Envelope {
            format: FORMAT,
            content: self,
        };
        // Strings, numbers and maps with string keys always serialise.
        serde_json::to_vec(&envelope).unwrap_or_default()
    }

    /// Reads what [`Payload::to_bytes`] wrote, in this release or an earlier one.
    ///
    /// # Errors
    /// The format is unknown, or the content is not of its format.
    pub fn from_bytes(bytes: &[u8]) -> Result<Payload, PayloadError> {
        if let Ok(envelope) = serde_json::from_slice::<Envelope<Payload>>(bytes)
            && envelope.format == FORMAT
        {
            return Ok(envelope.content);
        }
        match serde_json::from_slice::<Envelope<IgnoredAny>>(bytes) {
            Ok(head) if head.format > FORMAT => Err(PayloadError::NewerFormat(head.format)),
            _ => Err(PayloadError::Unreadable),
        }
    }
}

impl From<OutgoingRequest> for Payload {
    fn from(request: OutgoingRequest) -> Payload {
        Payload::Request(Box::new(request))
    }
}

impl From<OutgoingEmail> for Payload {
    fn from(email: OutgoingEmail) -> Payload {
        Payload::Email(Box::new(email))
    }
}

impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Payload::Request(request) => request.fmt(f),
            Payload::Email(email) => email.fmt(f),
        }
    }
}

impl std::fmt::Debug for OutgoingRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OutgoingRequest([redacted])")
    }
}

impl std::fmt::Debug for OutgoingEmail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OutgoingEmail([redacted])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn request() -> OutgoingRequest {
        OutgoingRequest {
            source: "https://forms.example.gov.uk".into(),
            reference: Reference::from_random(&[7; 32]).unwrap(),
            part: "service".into(),
            service: "pothole".into(),
            version: "v".into(),
            authority: "maidstone".into(),
            channel: Channel::Web,
            language: Language::Cy,
            received_at: "2026-03-02T09:00:00.123Z".parse().unwrap(),
            answers: Map::from_iter([("place".into(), json!({"lat": 51.272345, "lon": -0.5}))]),
            statements: Vec::new(),
        }
    }

    #[test]
    fn a_payload_reads_back_as_it_was_written() {
        let email = OutgoingEmail {
            to: "ann@example.org".into(),
            subject: "We have your request".into(),
            text: "Text\n".into(),
            from_name: "Swale".into(),
            reply_to: None,
        };
        let mut with_statement = request();
        with_statement.statements.push(Statement {
            id: "motorway".into(),
            page: "place".into(),
            about: "Is it on the motorway?".into(),
            text: "It is not on the motorway".into(),
        });
        for payload in [
            Payload::from(request()),
            Payload::from(with_statement),
            Payload::from(email),
        ] {
            let bytes = payload.to_bytes();
            let read = Payload::from_bytes(&bytes).unwrap();
            assert!(read == payload, "{payload:?}");
            assert_eq!(read.to_bytes(), bytes);
        }
    }

    #[test]
    fn a_newer_format_and_damage_are_told_apart() {
        let newer = br#"{"format":2,"content":{"request":{"sources":[]}}}"#;
        let error = Payload::from_bytes(newer).unwrap_err();
        assert_eq!(error, PayloadError::NewerFormat(2));
        for damaged in [&b"{}"[..], b"", b"{\"format\":1,\"content\":{\"fax\":{}}}"] {
            let error = Payload::from_bytes(damaged).unwrap_err();
            assert_eq!(error, PayloadError::Unreadable);
        }
    }

    /// Locations have at most seven decimals; JSON must preserve the last one, or the bytes on the
    /// wire would differ from the answers.
    #[test]
    fn coordinates_keep_every_digit() {
        for ten_millionths in (-1_800_000_000i64..1_800_000_000).step_by(1_234_567) {
            let degrees = ten_millionths as f64 / 10_000_000.0;
            let mut request = request();
            request.answers = Map::from_iter([("lon".into(), degrees.into())]);
            let payload = Payload::from(request);
            let read = Payload::from_bytes(&payload.to_bytes()).unwrap();
            assert!(read == payload, "{degrees}");
        }
    }

    #[test]
    fn no_answer_is_printed() {
        assert!(!format!("{:?}", Payload::from(request())).contains("51.27"));
    }
}
