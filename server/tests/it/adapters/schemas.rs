//! The published JSON Schemas match what is sent.

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use server::adapters::webhook::schemas;
use server::adapters::webhook::wire::RequestEvent;
use server::handoff::OutgoingRequest;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::request::Statement;
use uuid::Uuid;

fn schema(name: &str) -> Value {
    let found = schemas().iter().find(|(one, _)| *one == name);
    found.unwrap().1.clone()
}

fn sent() -> Value {
    let event = RequestEvent::new(
        Uuid::nil(),
        &OutgoingRequest {
            source: "https://forms.example.gov.uk".into(),
            reference: Reference::from_random(&[7; 32]).unwrap(),
            part: "service".into(),
            service: "missed-bin".into(),
            version: "v".into(),
            authority: "maidstone".into(),
            channel: Channel::FaceToFace,
            language: Language::Cy,
            received_at: Timestamp::UNIX_EPOCH,
            answers: Map::from_iter([("name".to_owned(), "Ann".into())]),
            statements: vec![Statement {
                id: "motorway".into(),
                page: "place".into(),
                about: "Is it on the motorway?".into(),
                text: "It is not on the motorway".into(),
            }],
        },
        false,
    );
    serde_json::from_slice(&event.to_bytes()).unwrap()
}

#[test]
fn sends_every_required_field_and_no_undocumented_one() {
    let schema = schema("uk.doorstep.request.v1");
    let sent = sent();
    let described = schema["properties"].as_object().unwrap();
    for key in sent.as_object().unwrap().keys() {
        assert!(described.contains_key(key), "{key} is not described");
    }
    for required in schema["required"].as_array().unwrap() {
        assert!(!sent[required.as_str().unwrap()].is_null(), "{required}");
    }
    let data = &schema["$defs"]["RequestData"];
    for key in sent["data"].as_object().unwrap().keys() {
        assert!(
            data["properties"].get(key).is_some(),
            "{key} is not described"
        );
    }
    let statement = &schema["$defs"]["Statement"]["properties"];
    for key in sent["data"]["statements"][0].as_object().unwrap().keys() {
        assert!(statement.get(key).is_some(), "{key} is not described");
    }
    let required = data["required"].as_array().unwrap();
    assert!(
        !required.contains(&"statements".into()),
        "absent if nothing was said"
    );
    assert_eq!(
        schema["properties"]["type"]["const"],
        "uk.doorstep.request.v1"
    );
    assert_eq!(sent["type"], "uk.doorstep.request.v1");
    assert_eq!(sent["data"]["channel"], "face-to-face");
    assert_eq!(sent["data"]["received_at"], "1970-01-01T00:00:00Z");
    assert!(
        sent["data"].get("test").is_none(),
        "a real request is marked as a test"
    );
}

#[test]
fn personal_data_appears_only_in_data() {
    let mut sent = sent();
    let data = sent.as_object_mut().unwrap().remove("data").unwrap();
    assert!(data.to_string().contains("Ann"));
    assert!(!sent.to_string().contains("Ann"));
}

#[test]
fn the_status_schema_lists_exactly_the_statuses_a_back_office_may_send() {
    let schema = schema("uk.doorstep.status.v1");
    let status = &schema["$defs"]["StatusData"]["properties"]["status"];
    assert_eq!(
        status["enum"],
        json!([
            "accepted",
            "in_progress",
            "needs_you",
            "done",
            "refused",
            "withdrawn"
        ])
    );
}

#[test]
fn the_status_schema_limits_the_note() {
    let schema = schema("uk.doorstep.status.v1");
    let note = &schema["$defs"]["StatusData"]["properties"]["note"];
    assert_eq!(note["maxLength"], 500, "{note}");
}
