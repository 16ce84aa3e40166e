//! Doorstep as the published messages describe it: it checks and keeps signed callbacks, and
//! publishes the definitions of forms.

use super::office::{NOW, key};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;

pub struct Doorstep {
    pub url: String,
    seen: Arc<Seen>,
}

#[derive(Default)]
struct Seen {
    callbacks: Mutex<Vec<Callback>>,
    forms: Mutex<BTreeMap<(String, String), Value>>,
    asked: Mutex<Vec<(String, String)>>,
    /// What the next callbacks are answered, whatever they say.
    failures: Mutex<VecDeque<StatusCode>>,
    arrived: Notify,
}

/// A callback and what it was answered.
#[derive(Debug, Clone)]
pub struct Callback {
    pub destination: String,
    pub id: String,
    pub signature: String,
    pub content_type: String,
    pub event: Value,
    pub answer: u16,
}

impl Callback {
    pub fn data(&self, name: &str) -> &str {
        self.event["data"][name].as_str().unwrap_or_default()
    }
}

impl Doorstep {
    pub async fn start() -> Doorstep {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Seen::default());
        let router = Router::new()
            .route("/api/v1/callbacks/{destination}", post(receive))
            .route("/api/v1/services/{service}", get(form))
            .with_state(Arc::clone(&seen));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Doorstep { url, seen }
    }

    pub fn publish(&self, service: &str, version: &str, definition: Value) {
        let key = (service.to_owned(), version.to_owned());
        self.seen.forms.lock().unwrap().insert(key, definition);
    }

    /// The definitions that were asked for.
    pub fn asked(&self) -> Vec<(String, String)> {
        self.seen.asked.lock().unwrap().clone()
    }

    pub fn fail_with(&self, status: StatusCode) {
        self.seen.failures.lock().unwrap().push_back(status);
    }

    pub fn callbacks(&self) -> Vec<Callback> {
        self.seen.callbacks.lock().unwrap().clone()
    }

    /// Waits for this many callbacks.
    pub async fn received(&self, count: usize) -> Vec<Callback> {
        let waiting = async {
            loop {
                let arrived = self.seen.arrived.notified();
                if self.callbacks().len() >= count {
                    return;
                }
                arrived.await;
            }
        };
        let patience = Duration::from_secs(30);
        assert!(
            tokio::time::timeout(patience, waiting).await.is_ok(),
            "{:?}",
            self.callbacks()
        );
        self.callbacks()
    }
}

async fn form(
    State(seen): State<Arc<Seen>>,
    Path(service): Path<String>,
    Query(query): Query<BTreeMap<String, String>>,
) -> Response {
    let key = (service, query.get("version").cloned().unwrap_or_default());
    seen.asked.lock().unwrap().push(key.clone());
    match seen.forms.lock().unwrap().get(&key) {
        Some(form) => axum::Json(form.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn receive(
    State(seen): State<Arc<Seen>>,
    Path(destination): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let text = |name: &str| headers[name].to_str().unwrap().to_owned();
    let event: Value = serde_json::from_slice(&body).unwrap();
    let failure = seen.failures.lock().unwrap().pop_front();
    let mut callbacks = seen.callbacks.lock().unwrap();
    let (status, code) = match failure {
        Some(status) => (status, ""),
        None => answer(&callbacks, &destination, &headers, &body, &event),
    };
    callbacks.push(Callback {
        destination,
        id: text("webhook-id"),
        signature: text("webhook-signature"),
        content_type: text("content-type"),
        event,
        answer: status.as_u16(),
    });
    drop(callbacks);
    seen.arrived.notify_waiters();
    let problem = json!({
        "type": format!("urn:doorstep:problem:{code}"),
        "detail": "The <b>detail</b>.",
    });
    match code {
        "" => status.into_response(),
        _ => (status, axum::Json(problem)).into_response(),
    }
}

/// By the table of section 6 of the guide.
fn answer(
    before: &[Callback],
    destination: &str,
    headers: &HeaderMap,
    body: &[u8],
    event: &Value,
) -> (StatusCode, &'static str) {
    let text = |name: &str| headers[name].to_str().unwrap();
    let second: i64 = text("webhook-timestamp").parse().unwrap();
    let id = text("webhook-id");
    if second.abs_diff(NOW) > 300 {
        return (StatusCode::UNAUTHORIZED, "outside-tolerance");
    }
    if key(destination).sign(id, second, body).unwrap() != text("webhook-signature") {
        return (StatusCode::UNAUTHORIZED, "wrong-signature");
    }
    let data = &event["data"];
    if data["reference"] == "9XY-SPTP-F2V" {
        return (StatusCode::NOT_FOUND, "unknown-reference");
    }
    let at: jiff::Timestamp = data["at"].as_str().unwrap().parse().unwrap();
    if at.as_second() < NOW - 24 * 3_600 {
        return (StatusCode::UNPROCESSABLE_ENTITY, "at-before-the-request");
    }
    let mut accepted = before.iter().filter(|one| one.answer == 204);
    match accepted.find(|one| one.id == id) {
        Some(one) if one.event["data"] != *data => (StatusCode::CONFLICT, "id-reused"),
        _ => (StatusCode::NO_CONTENT, ""),
    }
}
