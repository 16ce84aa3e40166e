//! One that runs in this process, and Doorstep's side of the conversation.

use axum::body::{Body, to_bytes};
use demo_back_office::{Options, Running, settings, start};
use http::{Request, Response, StatusCode};
use hyper_util::client::legacy::Client;
use hyper_util::rt::TokioExecutor;
use jiff::Timestamp;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;

/// The second at which everything happens.
pub const NOW: i64 = 1_790_000_000;

pub struct Office {
    pub running: Running,
    _folder: TempDir,
}

impl Office {
    pub async fn start(callbacks_to: Option<String>) -> Office {
        let folder = tempfile::tempdir().unwrap();
        let options = Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            store: folder.path().join("office.db"),
            destinations: settings::demonstration().unwrap(),
            callbacks_to,
            in_progress_after: Duration::ZERO,
            done_after: Duration::ZERO,
            clock: Arc::new(|| Timestamp::from_second(NOW).unwrap()),
        };
        Office {
            running: start(options).await.unwrap(),
            _folder: folder,
        }
    }

    /// Posts an event to the inbox of `waste`, signed with the key of `signer`.
    pub async fn post(&self, signer: &str, event: &Value) -> (StatusCode, String) {
        let (id, body) = (event["id"].as_str().unwrap(), event.to_string());
        let signature = key(signer).sign(id, NOW, body.as_bytes()).unwrap();
        let request = Request::post(self.running.inbox("waste"))
            .header("webhook-id", id)
            .header("webhook-timestamp", NOW)
            .header("webhook-signature", signature)
            .body(Body::from(body));
        send(request.unwrap()).await
    }

    pub async fn mode(&self, mode: &str) {
        let url = format!("http://{}/mode?set={mode}", self.running.address);
        let (status, _) = send(Request::post(url).body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::NO_CONTENT);
    }

    pub async fn get(&self, path: &str) -> String {
        let url = format!("http://{}{path}", self.running.address);
        let (status, body) = send(Request::get(url).body(Body::empty()).unwrap()).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        body
    }

    pub async fn effects(&self) -> Vec<Value> {
        serde_json::from_str(&self.get("/effects").await).unwrap()
    }
}

pub async fn send(request: Request<Body>) -> (StatusCode, String) {
    let client = Client::builder(TokioExecutor::new()).build_http();
    let response: Response<_> = client.request(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(Body::new(response.into_body()), 1 << 20).await;
    (status, String::from_utf8(body.unwrap().to_vec()).unwrap())
}

/// The key of a destination of the demonstration.
pub fn key(destination: &str) -> Webhook {
    Webhook::new(&settings::demonstration().unwrap()[destination].secrets[0]).unwrap()
}

pub fn event(id: &str) -> Value {
    json!({
        "specversion": "1.0",
        "id": id,
        "source": "http://localhost:3000",
        "type": "uk.doorstep.request.v1",
        "data": {
            "reference": "ABC-DEFG-HJK",
            "part": "service",
            "service": "missed-bin",
            "answers": { "bin": "recycling" },
        },
    })
}
