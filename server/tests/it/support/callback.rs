//! A callback written from the published description alone, as an integrator would.

use super::browser::Browser;
use super::response::TestResponse;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;
use standardwebhooks::Webhook;

pub struct Callback<'a> {
    pub destination: &'a str,
    pub id: &'a str,
    pub data: Value,
    /// Signature time, in seconds since 1970.
    pub signed_at: i64,
}

impl Callback<'_> {
    /// The demonstration settings' key for a destination.
    pub fn secret(destination: &str) -> &'static str {
        match destination {
            "waste" => "whsec_ZG9vcnN0ZXAgZGVtb25zdHJhdGlvbiBvbmx5IHdhc3Rl",
            "highways" => "whsec_ZG9vcnN0ZXAgZGVtb25zdHJhdGlvbiBvbmx5IHJvYWRz",
            _ => "whsec_ZG9vcnN0ZXAgZGVtb25zdHJhdGlvbiBvbmx5IHJldmVudWVz",
        }
    }

    pub fn body(&self) -> String {
        json!({
            "specversion": "1.0",
            "id": self.id,
            "source": "urn:example:office",
            "type": "uk.doorstep.status.v1",
            "time": self.data["at"],
            "datacontenttype": "application/json",
            "data": self.data,
        })
        .to_string()
    }

    pub async fn send(&self, browser: &mut Browser) -> TestResponse {
        self.send_as(browser, "application/cloudevents+json; charset=utf-8")
            .await
    }

    /// Sends it with a valid signature and this content type.
    pub async fn send_as(&self, browser: &mut Browser, kind: &str) -> TestResponse {
        let body = self.body();
        let key = Webhook::new(Callback::secret(self.destination)).unwrap();
        let signature = key.sign(self.id, self.signed_at, body.as_bytes()).unwrap();
        self.post(browser, kind, &signature).await
    }

    /// Sends these bytes with a valid signature.
    pub async fn send_bytes(&self, browser: &mut Browser, body: &[u8]) -> TestResponse {
        let key = Self::secret(self.destination)
            .strip_prefix("whsec_")
            .unwrap();
        let key = STANDARD.decode(key).unwrap();
        let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
        mac.update(format!("{}.{}.", self.id, self.signed_at).as_bytes());
        mac.update(body);
        let signature = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
        self.post_bytes(browser, "application/json", &signature, body.to_vec())
            .await
    }

    /// The signature headers made with this destination's key.
    pub fn signed_by(&self, destination: &str) -> [(String, String); 3] {
        let key = Webhook::new(Callback::secret(destination)).unwrap();
        let body = self.body();
        let signature = key.sign(self.id, self.signed_at, body.as_bytes()).unwrap();
        [
            ("webhook-id".to_owned(), self.id.to_owned()),
            ("webhook-timestamp".to_owned(), self.signed_at.to_string()),
            ("webhook-signature".to_owned(), signature),
        ]
    }

    pub async fn send_signed(&self, browser: &mut Browser, signature: &str) -> TestResponse {
        self.post(browser, "application/json", signature).await
    }

    async fn post(&self, browser: &mut Browser, kind: &str, signature: &str) -> TestResponse {
        let body = self.body().into_bytes();
        self.post_bytes(browser, kind, signature, body).await
    }

    async fn post_bytes(
        &self,
        browser: &mut Browser,
        kind: &str,
        signature: &str,
        body: Vec<u8>,
    ) -> TestResponse {
        let at = self.signed_at.to_string();
        let headers = [
            ("content-type", kind),
            ("webhook-id", self.id),
            ("webhook-timestamp", at.as_str()),
            ("webhook-signature", signature),
        ];
        let path = format!("/api/v1/callbacks/{}", self.destination);
        browser.fetch("POST", &path, &headers, body).await
    }
}
