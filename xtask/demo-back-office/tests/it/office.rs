//! One that runs in this process, and what Doorstep and a visitor send it.

use super::page::Page;
use axum::body::{Body, to_bytes};
use demo_back_office::{Options, Pace, Running, settings, start};
use http::request::Builder;
use http::{HeaderMap, Request, StatusCode};
use hyper_util::client::legacy::{Client, Error};
use hyper_util::rt::TokioExecutor;
use jiff::Timestamp;
use serde_json::{Value, json};
use standardwebhooks::Webhook;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;
use tempfile::TempDir;

/// The second at which everything begins: 3:13:20pm on 21 September 2026 in London.
pub const NOW: i64 = 1_790_000_000;

/// Reports progress as soon as it may.
pub const AT_ONCE: Pace = Pace {
    in_progress_after: Duration::ZERO,
    done_after: Duration::ZERO,
};

pub struct Office {
    pub running: Running,
    now: Arc<AtomicI64>,
    options: Options,
    _folder: TempDir,
}

/// What it answered.
pub struct Response {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Response {
    #[track_caller]
    pub fn is(self, status: u16) -> Response {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    pub fn page(&self) -> Page {
        Page::read(&self.body)
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Office {
    /// One that reports progress only when a button is pressed.
    pub async fn start(doorstep: Option<String>) -> Office {
        Office::with(doorstep, None).await
    }

    pub async fn with(doorstep: Option<String>, pace: Option<Pace>) -> Office {
        let folder = tempfile::tempdir().unwrap();
        Office::on(folder, doorstep, pace).await
    }

    /// With `office.db` in this folder.
    pub async fn on(folder: TempDir, doorstep: Option<String>, pace: Option<Pace>) -> Office {
        let now = Arc::new(AtomicI64::new(NOW));
        let time = Arc::clone(&now);
        let options = Options {
            listen: "127.0.0.1:0".parse().unwrap(),
            store: folder.path().join("office.db"),
            destinations: settings::demonstration().unwrap(),
            callbacks_to: doorstep,
            pace,
            clock: Arc::new(move || Timestamp::from_second(time.load(Ordering::SeqCst)).unwrap()),
        };
        Office {
            running: start(options.clone()).await.unwrap(),
            now,
            options,
            _folder: folder,
        }
    }

    /// Stops it and starts it again on the same file.
    pub async fn restart(self) -> Office {
        self.running.stop().await;
        Office {
            running: start(self.options.clone()).await.unwrap(),
            ..self
        }
    }

    pub fn advance(&self, seconds: i64) {
        self.now.fetch_add(seconds, Ordering::SeqCst);
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.running.address)
    }

    /// A message for the inbox of `destination`, signed with the key of `signer`.
    fn message(&self, destination: &str, signer: &str, event: &Value) -> Request<Body> {
        let (id, body) = (event["id"].as_str().unwrap(), event.to_string());
        let now = self.now.load(Ordering::SeqCst);
        let signature = key(signer).sign(id, now, body.as_bytes()).unwrap();
        Request::post(self.running.inbox(destination))
            .header("webhook-id", id)
            .header("webhook-timestamp", now)
            .header("webhook-signature", signature)
            .body(Body::from(body))
            .unwrap()
    }

    /// Posts an event to the inbox of `waste`, signed with the key of `signer`.
    pub async fn post(&self, signer: &str, event: &Value) -> (StatusCode, String) {
        let response = send(self.message("waste", signer, event)).await.unwrap();
        (response.status, response.body)
    }

    /// Delivers an event as Doorstep does.
    pub async fn deliver(&self, destination: &str, event: &Value) -> Result<Response, Error> {
        send(self.message(destination, destination, event)).await
    }

    pub async fn mode(&self, mode: &str) {
        let request = Request::post(self.url(&format!("/mode?set={mode}")));
        let response = send(request.body(Body::empty()).unwrap()).await;
        response.unwrap().is(204);
    }

    pub async fn fetch(&self, path: &str) -> Response {
        let request = Request::get(self.url(path)).body(Body::empty());
        send(request.unwrap()).await.unwrap()
    }

    pub async fn get(&self, path: &str) -> String {
        self.fetch(path).await.is(200).body
    }

    /// The page at this path.
    pub async fn page(&self, path: &str) -> Page {
        Page::read(&self.get(path).await)
    }

    /// A form posted as by a browser that is on this site.
    pub async fn submit(&self, path: &str, fields: &[(String, String)]) -> Response {
        let origin = format!("http://{}", self.running.address);
        let from = |request: Builder| {
            request
                .header("origin", origin)
                .header("sec-fetch-site", "same-origin")
        };
        self.submit_from(path, fields, from).await
    }

    /// A form posted with other headers.
    pub async fn submit_from(
        &self,
        path: &str,
        fields: &[(String, String)],
        from: impl FnOnce(Builder) -> Builder,
    ) -> Response {
        let body = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let request = Request::post(self.url(path))
            .header("content-type", "application/x-www-form-urlencoded");
        send(from(request).body(Body::from(body)).unwrap())
            .await
            .unwrap()
    }

    /// Fills in and submits the form of a page whose action ends like this; follows the redirect.
    pub async fn press(&self, page: &Page, action: &str, fields: &[(&str, &str)]) -> Page {
        let form = page.form(action).filled(fields);
        let answer = self.submit(&form.action, &form.fields).await.is(303);
        self.page(answer.header("location").split('#').next().unwrap())
            .await
    }

    pub async fn effects(&self) -> Vec<Value> {
        serde_json::from_str(&self.get("/effects").await).unwrap()
    }
}

pub async fn send(request: Request<Body>) -> Result<Response, Error> {
    let client = Client::builder(TokioExecutor::new()).build_http();
    let response = client.request(request).await?;
    let (head, body) = response.into_parts();
    let body = to_bytes(Body::new(body), 1 << 20).await.unwrap();
    Ok(Response {
        status: head.status,
        headers: head.headers,
        body: String::from_utf8(body.to_vec()).unwrap(),
    })
}

/// The key of a destination of the demonstration.
pub fn key(destination: &str) -> Webhook {
    Webhook::new(&settings::demonstration().unwrap()[destination].secrets[0]).unwrap()
}

/// A missed bin with this message id.
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
            "version": "0a1b2c",
            "authority": "tunbridge-wells",
            "channel": "web",
            "language": "en",
            "received_at": "2026-09-21T14:13:19.5Z",
            "answers": { "bin": "recycling" },
        },
    })
}

/// A missed bin with this reference, delivered as a message of its own.
pub fn about(reference: &str) -> Value {
    let mut event = event(&format!("message-{reference}"));
    event["data"]["reference"] = json!(reference);
    event
}
