//! The messages in both directions: CloudEvents 1.0, structured JSON.
//!
//! The JSON Schemas of these types are published (`adapters::webhook::schemas`). Personal data
//! is only inside `data`, because envelopes end up in logs.

use crate::handoff::OutgoingRequest;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::request::Statement;
use shared::status::Status;
use uuid::Uuid;

/// The type of a request we send.
pub const REQUEST_TYPE: &str = "uk.doorstep.request.v1";
/// The type of a status that comes back.
pub const STATUS_TYPE: &str = "uk.doorstep.status.v1";
/// The content type of both.
pub const CONTENT_TYPE: &str = "application/cloudevents+json";

/// A request, as a back office receives it.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "uk.doorstep.request.v1")]
pub struct RequestEvent {
    /// Always `1.0`.
    #[schemars(extend("const" = "1.0"))]
    pub specversion: String,
    /// The same as `webhook-id`, and the same at every attempt: act on it only once.
    #[schemars(extend("format" = "uuid"))]
    pub id: String,
    /// The URL of the Doorstep that sends it.
    #[schemars(extend("format" = "uri"))]
    pub source: String,
    #[serde(rename = "type")]
    #[schemars(extend("const" = "uk.doorstep.request.v1"))]
    pub kind: String,
    /// When the request was received.
    #[schemars(extend("format" = "date-time"))]
    pub time: String,
    /// The reference.
    pub subject: String,
    /// Always `application/json`.
    #[schemars(extend("const" = "application/json"))]
    pub datacontenttype: String,
    pub data: RequestData,
}

/// The content of a request.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct RequestData {
    /// The reference the resident quotes on the phone.
    #[schemars(
        with = "String",
        extend("pattern" = "^[2-9A-HJKMNP-Z]{3}-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{3}$")
    )]
    pub reference: Reference,
    /// Which part of the request this is, if several bodies answer it; else `service`.
    pub part: String,
    /// The service, by id.
    pub service: String,
    /// SHA-256 of the definition the answers were checked against; its text stays available at
    /// `/api/v1/services/{service}?version={version}`.
    pub version: String,
    /// The authority that answers this part, by id.
    pub authority: String,
    pub channel: Channel,
    /// The language to write to the resident in.
    pub language: Language,
    #[schemars(extend("format" = "date-time"))]
    pub received_at: String,
    /// By question id, in the shapes of `/api/v1/services/{service}/schema?version={version}`.
    pub answers: Map<String, Value>,
    /// What the person said beside the answers, in `language` and in the order of the pages: the
    /// answer to a notice ("It is not on the motorway"), or why an outcome did not apply. Absent
    /// when nothing was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statements: Vec<Statement>,
    /// True for messages of `doorstep destination test`: reply to them, but do no work.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub test: bool,
}

impl RequestEvent {
    /// Maps a request. `id` is the delivery's.
    pub fn new(id: Uuid, request: &OutgoingRequest, test: bool) -> RequestEvent {
        RequestEvent {
            specversion: "1.0".to_owned(),
            id: id.to_string(),
            source: request.source.clone(),
            kind: REQUEST_TYPE.to_owned(),
            time: request.received_at.to_string(),
            subject: request.reference.to_string(),
            datacontenttype: "application/json".to_owned(),
            data: RequestData {
                reference: request.reference,
                part: request.part.clone(),
                service: request.service.clone(),
                version: request.version.clone(),
                authority: request.authority.clone(),
                channel: request.channel,
                language: request.language,
                received_at: request.received_at.to_string(),
                answers: request.answers.clone(),
                statements: request.statements.clone(),
                test,
            },
        }
    }

    /// The JSON that is signed and sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Strings, numbers and maps with string keys always serialise.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

/// Answers are personal data.
impl std::fmt::Debug for RequestEvent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RequestEvent({}, [redacted])", self.id)
    }
}

/// The reply to a request: the receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ReceiptBody {
    /// The back office's own reference, 1 to 64 characters.
    #[schemars(length(min = 1, max = 64))]
    pub reference: String,
}

/// The reply of a back office that permanently refuses this request (400 or 422).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RefusalBody {
    /// A code of a-z, 0-9 and -, at most 64 characters.
    #[schemars(regex(pattern = "^[a-z0-9][a-z0-9-]{0,63}$"))]
    pub code: String,
    /// One plain sentence the resident will read, at most 500 characters.
    #[schemars(length(min = 1, max = 500))]
    pub reason: String,
}

/// A status, as a back office sends it back.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "uk.doorstep.status.v1")]
pub struct StatusMessage {
    /// Always `1.0`.
    #[schemars(extend("const" = "1.0"))]
    pub specversion: String,
    /// Your own id for this event, ideally the same as `webhook-id`. It is not evaluated: a repeat
    /// has the same `webhook-id` and the same content.
    pub id: String,
    /// A URI that identifies your system.
    pub source: String,
    #[serde(rename = "type")]
    #[schemars(extend("const" = "uk.doorstep.status.v1"))]
    pub kind: String,
    pub data: StatusData,
}

/// What happened to a request.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct StatusData {
    /// Our reference, with or without dashes. Its last character checks the others.
    #[schemars(with = "String")]
    pub reference: Reference,
    /// Which part; needed only when you hold several parts of the same request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 64))]
    pub part: Option<String>,
    /// Any status but `received`, which only Doorstep sets.
    #[schemars(schema_with = "sendable_statuses")]
    pub status: Status,
    /// Plain text the resident will read, at most 500 characters, no control characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 500))]
    pub note: Option<String>,
    /// Only with `refused`: why, as a code of a-z, 0-9 and -, at most 64 characters. The form may
    /// say what a person can do then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[a-z0-9-]{1,64}$"))]
    pub code: Option<String>,
    /// When it happened, RFC 3339 with offset. At most five minutes in the future, to allow for a
    /// fast clock.
    #[schemars(extend("format" = "date-time"))]
    pub at: String,
    /// Your own reference, if it is new or was not in the receipt.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1, max = 64))]
    pub their_reference: Option<String>,
}

/// The statuses a back office may send.
fn sendable_statuses(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    let slugs: Vec<&str> = Status::ALL
        .into_iter()
        .filter(|status| *status != Status::Received)
        .map(Status::slug)
        .collect();
    schemars::json_schema!({ "type": "string", "enum": slugs })
}

impl std::fmt::Debug for StatusData {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "StatusData({}, [redacted])", self.status.slug())
    }
}
