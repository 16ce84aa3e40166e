//! The progress that it reports.

use super::office::{NOW, Office, event, key};
use axum::body::Bytes;
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

#[tokio::test]
async fn signed_progress_is_reported_in_order() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let doorstep = format!("http://{}", listener.local_addr().unwrap());
    let (arrived, mut callbacks) = mpsc::unbounded_channel();
    let receive = move |headers: HeaderMap, body: Bytes| {
        arrived.send((headers, body)).unwrap();
        async { StatusCode::NO_CONTENT }
    };
    let router = axum::Router::new().route("/api/v1/callbacks/waste", axum::routing::post(receive));
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });

    let office = Office::start(Some(doorstep)).await;
    office.post("waste", &event("message-1")).await;
    for status in ["in_progress", "done"] {
        let (headers, body) = callbacks.recv().await.unwrap();
        let text = |name: &str| headers[name].to_str().unwrap();
        let expected = key("waste").sign(text("webhook-id"), NOW, &body).unwrap();
        assert_eq!(text("webhook-signature"), expected);
        assert_eq!(text("content-type"), "application/cloudevents+json");
        let message: Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(message["type"], "uk.doorstep.status.v1");
        assert_eq!(message["data"]["reference"], "ABC-DEFG-HJK");
        assert_eq!(message["data"]["their_reference"], "MB-000001");
        assert_eq!(message["data"]["status"], json!(status));
    }
    serving.abort();
    office.running.stop().await;
}
