//! What it does with a request.

use super::office::{Office, event};
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn a_repeated_request_has_one_effect() {
    let office = Office::start(None).await;
    let first = office.post("waste", &event("message-1")).await;
    assert_eq!(
        first,
        (StatusCode::OK, r#"{"reference":"MB-000001"}"#.into())
    );
    assert_eq!(office.post("waste", &event("message-1")).await, first);
    let effects = office.effects().await;
    assert_eq!(effects.len(), 1);
    assert_eq!(effects[0]["arrivals"], 2);
    assert_eq!(effects[0]["reference"], "ABC-DEFG-HJK");
    let page = office.get("/").await;
    assert!(
        page.contains("ABC-DEFG-HJK")
            && page.contains(
                "received <strong>1</strong> messages and ignored <strong>1</strong> repeats"
            ),
        "{page}"
    );
    office.running.stop().await;
}

#[tokio::test]
async fn the_key_of_another_destination_is_not_accepted() {
    let office = Office::start(None).await;
    let (status, body) = office.post("highways", &event("message-1")).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "{body}");
    assert!(office.effects().await.is_empty());
    office.running.stop().await;
}

#[tokio::test]
async fn an_invalid_request_is_refused_with_a_code() {
    let office = Office::start(None).await;
    let mut other_type = event("message-1");
    other_type["type"] = json!("uk.doorstep.status.v1");
    let mut other_service = event("message-2");
    other_service["data"]["service"] = json!("pothole");
    for (event, status, code) in [
        (json!({ "id": "message-3" }), 400, "not-a-request"),
        (other_type, 400, "not-a-request"),
        (other_service, 422, "unknown-service"),
    ] {
        let (given, body) = office.post("waste", &event).await;
        assert_eq!(given, status, "{body}");
        assert!(body.contains(code), "{body}");
    }
    assert!(office.effects().await.is_empty());
    office.running.stop().await;
}

#[tokio::test]
async fn a_request_can_ask_to_be_refused() {
    let office = Office::start(None).await;
    let mut event = event("message-1");
    event["data"]["answers"] = json!({ "description": "please REFUSE this" });
    let (status, body) = office.post("waste", &event).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{body}");
    assert_eq!(office.effects().await[0]["refused"], true);
    office.running.stop().await;
}

#[tokio::test]
async fn failing_modes_store_nothing() {
    let office = Office::start(None).await;
    for (mode, status) in [("down", 503), ("busy", 429)] {
        office.mode(mode).await;
        assert_eq!(office.post("waste", &event("message-1")).await.0, status);
    }
    assert!(office.effects().await.is_empty());
    office.mode("lying").await;
    let (status, body) = office.post("waste", &event("message-1")).await;
    assert!(status == 200 && body.contains("<title>"), "{body}");
    assert_eq!(office.effects().await.len(), 1);
    office.running.stop().await;
}
