//! The progress that it reports.

use super::doorstep::Doorstep;
use super::office::{AT_ONCE, NOW, Office, event, key};
use http::StatusCode;
use serde_json::json;

#[tokio::test]
async fn signed_progress_is_reported_in_order_by_itself() {
    let doorstep = Doorstep::start().await;
    let office = Office::with(Some(doorstep.url.clone()), Some(AT_ONCE)).await;
    office.post("waste", &event("message-1")).await;
    let callbacks = doorstep.received(2).await;
    for (callback, status) in callbacks.iter().zip(["in_progress", "done"]) {
        assert_eq!(callback.answer, 204);
        assert_eq!(callback.destination, "waste");
        assert_eq!(callback.content_type, "application/cloudevents+json");
        assert_eq!(callback.event["type"], "uk.doorstep.status.v1");
        assert_eq!(callback.data("reference"), "ABC-DEFG-HJK");
        assert_eq!(callback.data("part"), "service");
        assert_eq!(callback.data("their_reference"), "MB-000001");
        assert_eq!(callback.data("status"), status);
        assert!(!callback.data("note").is_empty());
    }
    office.running.stop().await;
}

#[tokio::test]
async fn without_a_pace_nothing_is_reported_by_itself() {
    let doorstep = Doorstep::start().await;
    let office = Office::start(Some(doorstep.url.clone())).await;
    office.post("waste", &event("message-1")).await;
    let page = office.page("/requests/MB-000001").await;
    assert_eq!(page.value("section", "Status"), "Accepted");
    // What is pressed is the first thing that is reported.
    office
        .press(&page, "/finish", &[("note", "Pressed.")])
        .await;
    let callbacks = doorstep.received(1).await;
    assert_eq!(callbacks[0].data("note"), "Pressed.");
    office.running.stop().await;
}

#[tokio::test]
async fn residents_are_written_to_in_their_language() {
    let doorstep = Doorstep::start().await;
    let office = Office::with(Some(doorstep.url.clone()), Some(AT_ONCE)).await;
    let mut welsh = event("message-1");
    welsh["data"]["language"] = json!("cy");
    office.post("waste", &welsh).await;
    let callbacks = doorstep.received(1).await;
    assert_eq!(
        callbacks[0].data("note"),
        "Mae eich stryd ar y rownd yfory."
    );
    office.running.stop().await;
}

#[tokio::test]
async fn what_is_not_answered_for_good_is_sent_again_as_the_same_message() {
    let doorstep = Doorstep::start().await;
    doorstep.fail_with(StatusCode::SERVICE_UNAVAILABLE);
    doorstep.fail_with(StatusCode::TOO_MANY_REQUESTS);
    let office = Office::start(Some(doorstep.url.clone())).await;
    office.post("waste", &event("message-1")).await;
    let page = office.page("/requests/MB-000001").await;
    let page = office.press(&page, "/finish", &[]).await;
    assert!(
        page.main().contains("Doorstep answered 503"),
        "{}",
        page.main()
    );
    assert!(page.main().contains("it is sent again"), "{}", page.main());
    office.advance(2);
    doorstep.received(2).await;
    office.advance(4);
    let callbacks = doorstep.received(3).await;
    let answers: Vec<u16> = callbacks.iter().map(|one| one.answer).collect();
    assert_eq!(answers, [503, 429, 204]);
    for (at, callback) in [(0, &callbacks[0]), (2, &callbacks[1]), (6, &callbacks[2])] {
        assert_eq!(callback.id, callbacks[0].id);
        assert_eq!(callback.event, callbacks[0].event);
        let body = callback.event.to_string();
        let expected = key("waste").sign(&callback.id, NOW + at, body.as_bytes());
        assert_eq!(callback.signature, expected.unwrap(), "{at}");
    }
    office.running.stop().await;
}

#[tokio::test]
async fn a_refused_report_is_not_repeated_and_holds_nothing_back() {
    let doorstep = Doorstep::start().await;
    doorstep.fail_with(StatusCode::BAD_REQUEST);
    let office = Office::with(Some(doorstep.url.clone()), Some(AT_ONCE)).await;
    office.post("waste", &event("message-1")).await;
    let callbacks = doorstep.received(2).await;
    assert_eq!(callbacks[0].data("status"), "in_progress");
    assert_eq!(callbacks[0].answer, 400);
    assert_eq!(callbacks[1].data("status"), "done");
    assert_eq!(callbacks.len(), 2);
    office.running.stop().await;
}
