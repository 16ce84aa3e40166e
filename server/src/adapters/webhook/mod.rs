//! Signed webhooks: requests are sent as CloudEvents, and statuses come back the same way.
//!
//! - `settings`: the destination's settings; [`wire`]: the messages of both directions.
//! - [`signature`]: Standard Webhooks signatures; `callback`: verifies and reads callbacks.
//! - `reply`: interprets replies.
//! - `conformance`: `doorstep destination test`, which runs every case against a destination.

mod callback;
mod conformance;
mod reply;
mod settings;
pub mod signature;
pub mod wire;

pub use settings::WebhookConfig;

use super::{Adapter, BuildError, CallbackVerifier};
use crate::handoff::{DeliveryError, FailureCode, Message, Receipt};
use crate::http_client::networks::Networks;
use crate::http_client::{self, Client, Limits, UrlError};
use async_trait::async_trait;
use callback::Callbacks;
use http::header::CONTENT_TYPE;
use reqwest::Method;
use schemars::schema_for;
use serde_json::Value;
use signature::Secrets;
use std::sync::LazyLock;
use std::time::Duration;
use wire::RequestEvent;

/// The adapter of one signed webhook.
pub struct Webhook {
    client: Client,
    url: String,
    secrets: Secrets,
    callbacks: Callbacks,
}

impl Webhook {
    pub fn new(config: &WebhookConfig) -> Result<Webhook, BuildError> {
        Ok(Webhook {
            client: Client::new(&Limits {
                timeout: Duration::from_secs(config.timeout_seconds),
                allow_networks: Networks::parse(&config.allow_networks)
                    .map_err(|_| BuildError::Networks)?,
                ca_file: config.ca_file.clone(),
            })?,
            url: config.url.clone(),
            secrets: config.keys()?,
            callbacks: Callbacks::new(config.callback_keys()?),
        })
    }
}

#[async_trait]
impl Adapter for Webhook {
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError> {
        let id = message.id.to_string();
        let second = message.at.as_second();
        let body = RequestEvent::new(message.id, message.request()?, false).to_bytes();
        let request = self
            .client
            .request(Method::POST, &self.url)
            .map_err(|error| {
                let code = match error {
                    UrlError::Address => FailureCode::RefusedAddress,
                    UrlError::Unreadable | UrlError::Scheme | UrlError::Credentials => {
                        FailureCode::RefusedUrl
                    }
                };
                DeliveryError::alarm(code, None)
            })?
            .header(CONTENT_TYPE, wire::CONTENT_TYPE)
            .header(signature::ID, &id)
            .header(signature::TIMESTAMP, second)
            .header(signature::SIGNATURE, self.secrets.sign(&id, second, &body))
            .body(body);
        match request.send().await {
            Ok(response) => {
                let (status, headers) = (response.status(), response.headers().clone());
                let body = http_client::read(response).await;
                reply::judge(status, &headers, body, message.at)
            }
            Err(error) => Err(match http_client::failure_code(&error) {
                code if code.needs_operator() => DeliveryError::alarm(code, None),
                code => DeliveryError::retry(code, None),
            }),
        }
    }

    fn callbacks(&self) -> Option<&dyn CallbackVerifier> {
        Some(&self.callbacks)
    }
}

/// The published JSON Schemas of both messages, by name.
pub fn schemas() -> &'static [(&'static str, Value)] {
    static SCHEMAS: LazyLock<[(&str, Value); 2]> = LazyLock::new(|| {
        [
            (wire::REQUEST_TYPE, schema_for!(wire::RequestEvent).into()),
            (wire::STATUS_TYPE, schema_for!(wire::StatusMessage).into()),
        ]
    });
    SCHEMAS.as_slice()
}
