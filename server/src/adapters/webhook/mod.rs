//! Signed webhooks: a request goes out as a CloudEvent, statuses come back the same way.
//!
//! - [`config`]: the settings; [`wire`]: the messages; [`signature`]: who says so.
//! - [`reply`]: what an answer means; [`callback`]: what comes back later.
//! - [`conformance`]: `doorstep destination test`, which plays every case against a destination.

pub mod callback;
pub mod config;
pub mod conformance;
pub mod reply;
pub mod signature;
pub mod wire;

use super::{Adapter, BuildError, DeliveryError, Message, Receipt};
use crate::http_client::networks::Networks;
use crate::http_client::{self, Client, Limits, UrlProblem};
use async_trait::async_trait;
use config::WebhookConfig;
use http::header::CONTENT_TYPE;
use reqwest::Method;
use schemars::schema_for;
use serde_json::Value;
use shared::reference::Reference;
use signature::Secrets;
use std::sync::LazyLock;
use std::time::Duration;

/// The adapter of one signed webhook.
pub struct Webhook {
    client: Client,
    url: String,
    secrets: Secrets,
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
        })
    }
}

#[async_trait]
impl Adapter for Webhook {
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError> {
        let id = message.id.to_string();
        let second = message.at.as_second();
        let request = self
            .client
            .request(Method::POST, &self.url)
            .map_err(|problem| {
                let code = match problem {
                    UrlProblem::Address => "refused-address",
                    _ => "refused-url",
                };
                DeliveryError::alarm(code, None)
            })?
            .header(CONTENT_TYPE, wire::CONTENT_TYPE)
            .header(signature::ID, &id)
            .header(signature::TIMESTAMP, second)
            .header(
                signature::SIGNATURE,
                self.secrets.sign(&id, second, &message.body),
            )
            .body(message.body.clone());
        match request.send().await {
            Ok(response) => {
                let (status, headers) = (response.status(), response.headers().clone());
                reply::judge(
                    status,
                    &headers,
                    http_client::read(response).await,
                    message.at,
                )
            }
            Err(error) => Err(match http_client::failure_code(&error) {
                code if http_client::needs_somebody(code) => DeliveryError::alarm(code, None),
                code => DeliveryError::retry(code, None),
            }),
        }
    }

    fn reference(&self, body: &[u8]) -> Option<Reference> {
        #[derive(serde::Deserialize)]
        struct Envelope {
            data: Data,
        }
        #[derive(serde::Deserialize)]
        struct Data {
            reference: Reference,
        }
        let envelope: Envelope = serde_json::from_slice(body).ok()?;
        Some(envelope.data.reference)
    }
}

/// The JSON Schemas of both messages, by name, as they are published.
pub fn schemas() -> &'static [(&'static str, Value)] {
    static SCHEMAS: LazyLock<[(&str, Value); 2]> = LazyLock::new(|| {
        [
            (wire::REQUEST_TYPE, schema_for!(wire::RequestEvent).into()),
            (wire::STATUS_TYPE, schema_for!(wire::StatusMessage).into()),
        ]
    });
    SCHEMAS.as_slice()
}
