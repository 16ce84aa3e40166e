//! The two calls it makes to Doorstep: it reports a status and reads the definition of a form.

use axum::body::{Body, to_bytes};
use http::{Method, Request, StatusCode, header};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde_json::Value;
use std::time::Duration;

const CONTENT_TYPE: &str = "application/cloudevents+json";
/// How long Doorstep may take to answer.
const TIMEOUT: Duration = Duration::from_secs(10);
/// How long a page waits for a definition.
const PATIENCE: Duration = Duration::from_secs(3);
/// The most bytes it reads of an answer.
const MOST: usize = 1024 * 1024;
/// Before the code in the `type` of a problem.
const PROBLEM: &str = "urn:doorstep:problem:";

/// Where Doorstep is. Both are on one machine, so there is no TLS.
pub(super) struct Doorstep {
    base: String,
    client: Client<HttpConnector, Body>,
}

/// A signed message.
pub(super) struct Signed {
    pub destination: String,
    pub id: String,
    pub second: i64,
    pub signature: String,
    pub body: String,
}

/// What Doorstep answered to a message.
pub(super) struct Answer {
    pub status: StatusCode,
    /// In seconds.
    pub retry_after: Option<i64>,
    body: Vec<u8>,
}

impl Doorstep {
    /// At this URL, such as `http://localhost:3000`.
    pub fn new(url: &str) -> Doorstep {
        Doorstep {
            base: url.trim_end_matches('/').to_owned(),
            client: Client::builder(TokioExecutor::new()).build_http(),
        }
    }

    pub fn url(&self) -> &str {
        &self.base
    }

    /// Reports a status. `None`: there was no answer in time.
    pub async fn report(&self, message: Signed) -> Option<Answer> {
        use super::signature::{ID, SIGNATURE, TIMESTAMP};
        let url = format!("{}/api/v1/callbacks/{}", self.base, message.destination);
        let request = Request::builder()
            .method(Method::POST)
            .uri(url)
            .header(header::CONTENT_TYPE, CONTENT_TYPE)
            .header(ID, message.id)
            .header(TIMESTAMP, message.second)
            .header(SIGNATURE, message.signature)
            .body(Body::from(message.body));
        self.call(request.ok()?, TIMEOUT).await
    }

    /// The path of a version of a form, as each event names it.
    pub fn form_path(service: &str, version: &str) -> String {
        format!("/api/v1/services/{service}?version={version}")
    }

    /// Asks for a definition. `None`: there was no answer in time.
    pub async fn form(&self, service: &str, version: &str) -> Option<Answer> {
        let url = format!("{}{}", self.base, Doorstep::form_path(service, version));
        let request = Request::get(url).body(Body::empty()).ok()?;
        self.call(request, PATIENCE).await
    }

    async fn call(&self, request: Request<Body>, patience: Duration) -> Option<Answer> {
        let exchange = async {
            let response = self.client.request(request).await.ok()?;
            let status = response.status();
            let retry_after = response.headers().get(header::RETRY_AFTER);
            let retry_after = retry_after.and_then(|value| value.to_str().ok()?.parse().ok());
            let body = to_bytes(Body::new(response.into_body()), MOST).await.ok()?;
            Some(Answer {
                status,
                retry_after,
                body: body.to_vec(),
            })
        };
        tokio::time::timeout(patience, exchange)
            .await
            .ok()
            .flatten()
    }
}

impl Answer {
    /// The text of a success.
    pub fn text(self) -> Option<String> {
        let text = String::from_utf8(self.body).ok()?;
        (self.status == StatusCode::OK).then_some(text)
    }

    /// In words: the status, with code and detail of a problem.
    pub fn words(&self) -> String {
        let problem: Value = serde_json::from_slice(&self.body).unwrap_or_default();
        let text = |name: &str| problem.get(name).and_then(Value::as_str);
        let code = text("type").and_then(|kind| kind.strip_prefix(PROBLEM));
        let status = self.status.as_u16();
        let mut words = match (code, status) {
            (Some(code), _) => format!("{status} {code}"),
            (None, 204) => "204: stored".to_owned(),
            (None, _) => status.to_string(),
        };
        if let Some(detail) = text("detail") {
            words.push_str(": ");
            words.extend(detail.chars().take(500));
        }
        words
    }
}
