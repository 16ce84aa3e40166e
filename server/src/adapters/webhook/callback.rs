//! Verifies and reads the callbacks of a back office.

use super::signature::Secrets;
use super::wire::{STATUS_TYPE, StatusMessage};
use crate::adapters::{CallbackError, CallbackVerifier, Malformed, SignatureError, SignedMessage};
use crate::handoff::{StatusRefusal, StatusUpdate};
use http::HeaderMap;
use jiff::Timestamp;
use serde_json::Value;
use shared::reference::Reference;
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
        let malformed = CallbackError::Malformed;
        let event: StatusMessage =
            serde_json::from_slice(body).map_err(|_| malformed(fault_of(body)))?;
        if event.kind != STATUS_TYPE {
            return Err(malformed(Malformed::OtherThan("type", STATUS_TYPE)));
        }
        if event.specversion != SPEC_VERSION {
            let other = Malformed::OtherThan("specversion", SPEC_VERSION);
            return Err(malformed(other));
        }
        let data = event.data;
        if data.status == Status::Received {
            return Err(CallbackError::Refused(StatusRefusal::Received));
        }
        let at = data.at.parse::<Timestamp>();
        Ok(StatusUpdate {
            message: message.id,
            reference: data.reference,
            part: data.part,
            status: data.status,
            note: data.note,
            code: data.code,
            at: at.map_err(|_| malformed(Malformed::NotATime))?,
            their_reference: data.their_reference,
        })
    }
}

const SPEC_VERSION: &str = "1.0";

/// The fields of a status by their paths, outer ones first, and whether each is required.
const FIELDS: [(&str, bool); 12] = [
    ("specversion", true),
    ("id", true),
    ("source", true),
    ("type", true),
    (DATA, true),
    (REFERENCE, true),
    (STATUS, true),
    ("data.at", true),
    ("data.part", false),
    ("data.note", false),
    ("data.code", false),
    ("data.their_reference", false),
];
const DATA: &str = "data";
const REFERENCE: &str = "data.reference";
const STATUS: &str = "data.status";

/// What is wrong with a body that is no status. The parser's own message would repeat the body.
fn fault_of(body: &[u8]) -> Malformed {
    let Ok(event) = serde_json::from_slice::<Value>(body) else {
        return Malformed::NotJson;
    };
    if !event.is_object() {
        return Malformed::NotAnObject;
    }
    let field = |path: &str| {
        path.split('.')
            .try_fold(&event, |value, name| value.get(name))
    };
    let text = |path: &str| field(path).and_then(Value::as_str).unwrap_or_default();
    // The fields of an event of another type differ.
    if !matches!(text("type"), "" | STATUS_TYPE) {
        return Malformed::OtherThan("type", STATUS_TYPE);
    }
    for (path, required) in FIELDS {
        match field(path) {
            None if required => return Malformed::Missing(path),
            None => {}
            Some(Value::Null) if !required => {}
            Some(value) if path == DATA && !value.is_object() => {
                return Malformed::WrongType(path, "an object");
            }
            Some(value) if path != DATA && !value.is_string() => {
                return Malformed::WrongType(path, "a string");
            }
            Some(_) => {}
        }
    }
    if Reference::parse(text(REFERENCE)).is_none() {
        return Malformed::NotAReference;
    }
    if Status::parse(text(STATUS)).is_none() {
        return Malformed::UnknownStatus;
    }
    Malformed::DuplicateField
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adapters::settings::Secret;
    use serde_json::json;

    fn event() -> Value {
        json!({
            "specversion": "1.0", "id": "m", "source": "urn:waste", "type": STATUS_TYPE,
            "data": {"reference": "9XY-SPTP-F2V", "status": "done", "at": "2026-11-30T04:24:38Z"},
        })
    }

    fn read(body: &[u8]) -> Result<StatusUpdate, CallbackError> {
        let keys = Secrets::new(&[Secret::new("whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX")]);
        let id = "m".to_owned();
        Callbacks::new(keys.unwrap()).read(SignedMessage { id }, body)
    }

    /// What is said of a malformed body.
    fn said(body: &[u8]) -> String {
        match read(body) {
            Err(CallbackError::Malformed(why)) => why.to_string(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn each_fault_is_named_and_nothing_sent_is_repeated() {
        let odd = "eaten\u{1b}[2J\u{0}";
        for (pointer, value, expected) in [
            ("/type", None, "`type` is missing."),
            (
                "/type",
                Some(json!(odd)),
                "`type` must be uk.doorstep.status.v1.",
            ),
            (
                "/specversion",
                Some(json!("2.0")),
                "`specversion` must be 1.0.",
            ),
            ("/id", Some(json!(7)), "`id` must be a string."),
            ("/data", None, "`data` is missing."),
            ("/data", Some(json!([odd])), "`data` must be an object."),
            ("/data/at", None, "`data.at` is missing."),
            ("/data/at", Some(Value::Null), "`data.at` must be a string."),
            (
                "/data/at",
                Some(json!(odd)),
                "`data.at` must be an RFC 3339",
            ),
            (
                "/data/status",
                Some(json!(odd)),
                "`data.status` must be one of accepted, ",
            ),
            (
                "/data/reference",
                Some(json!(odd)),
                "`data.reference` is not a reference",
            ),
            (
                "/data/part",
                Some(json!([odd])),
                "`data.part` must be a string.",
            ),
            (
                "/data/note",
                Some(json!({odd: odd})),
                "`data.note` must be a string.",
            ),
        ] {
            let mut event = event();
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            let fields = event.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            match value {
                None => drop(fields.remove(name)),
                Some(value) => drop(fields.insert(name.to_owned(), value)),
            }
            let said = said(event.to_string().as_bytes());
            assert!(said.starts_with(expected), "{pointer}: {said}");
            assert!(!said.contains("eaten"), "{pointer}: {said}");
            assert!(!said.chars().any(char::is_control), "{pointer}: {said}");
        }
        assert_eq!(said(b"{"), "The body is not JSON.");
        assert_eq!(said(b"[]"), "The body must be an object.");
        let twice = event().to_string().replace("\"id\"", "\"id\":\"m\",\"id\"");
        assert_eq!(
            said(twice.as_bytes()),
            "A field appears twice in an object."
        );
    }

    #[test]
    fn an_optional_field_may_be_null() {
        let mut event = event();
        event["data"]["note"] = Value::Null;
        let read = read(event.to_string().as_bytes());
        assert_eq!(read.unwrap().note, None);
    }
}
