//! Sends test messages and reads the replies.

use crate::adapters::BuildError;
use crate::adapters::conformance_report::Sample;
use crate::adapters::webhook::wire::{self, ReceiptBody, RequestEvent};
use crate::adapters::webhook::{WebhookConfig, signature};
use crate::clock::Clock;
use crate::handoff::OutgoingRequest;
use crate::handoff::external_text::their_reference;
use crate::http_client::networks::Networks;
use crate::http_client::{self, Client, Limits};
use http::header::CONTENT_TYPE;
use reqwest::Method;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use std::time::Duration;
use uuid::Uuid;

pub(super) fn client(config: &WebhookConfig, timeout: Duration) -> Result<Client, BuildError> {
    Ok(Client::new(&Limits {
        timeout,
        allow_networks: Networks::parse(&config.allow_networks)
            .map_err(|_| BuildError::Networks)?,
        ca_file: config.ca_file.clone(),
    })?)
}

/// Sends messages to the destination under test.
pub(super) struct Harness<'a> {
    pub(super) patient: Client,
    pub(super) impatient: Client,
    pub(super) config: &'a WebhookConfig,
    pub(super) keys: signature::Secrets,
    pub(super) clock: &'a dyn Clock,
    pub(super) source: &'a str,
    pub(super) sample: &'a Sample,
}

/// A message and the reply to it.
pub(super) struct Sent {
    pub(super) id: Uuid,
    pub(super) body: Vec<u8>,
    /// An error message if there is none.
    pub(super) reply: Result<Reply, String>,
}

pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Vec<u8>,
}

impl Reply {
    pub(super) fn reference(&self) -> Option<String> {
        let body: ReceiptBody = serde_json::from_slice(&self.body).ok()?;
        their_reference(&body.reference).ok()
    }

    pub(super) fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl Harness<'_> {
    pub(super) fn event(&self, service: &str) -> (Uuid, RequestEvent) {
        let id = self.clock.id();
        let mut bytes = [0u8; 32];
        let reference = loop {
            self.clock.random(&mut bytes);
            if let Some(reference) = Reference::from_random(&bytes) {
                break reference;
            }
        };
        let request = OutgoingRequest {
            source: self.source.to_owned(),
            reference,
            part: self.sample.part.clone(),
            service: service.to_owned(),
            version: self.sample.version.clone(),
            authority: self.sample.authority.clone(),
            channel: Channel::Web,
            language: Language::En,
            received_at: self.clock.now(),
            answers: self.sample.answers.clone(),
            statements: Vec::new(),
        };
        (id, RequestEvent::new(id, &request, true))
    }

    pub(super) async fn send_new(&self, client: &Client) -> Sent {
        let (id, event) = self.event(&self.sample.service);
        let body = event.to_bytes();
        let reply = self.send(client, id, &body).await;
        Sent { id, body, reply }
    }

    pub(super) async fn send(
        &self,
        client: &Client,
        id: Uuid,
        body: &[u8],
    ) -> Result<Reply, String> {
        let second = self.clock.now().as_second();
        let signature = self.keys.sign(&id.to_string(), second, body);
        self.post(client, id, second, &signature, body).await
    }

    pub(super) async fn post(
        &self,
        client: &Client,
        id: Uuid,
        second: i64,
        signature: &str,
        body: &[u8],
    ) -> Result<Reply, String> {
        let response = client
            .request(Method::POST, &self.config.url)
            .map_err(|error| error.to_string())?
            .header(CONTENT_TYPE, wire::CONTENT_TYPE)
            .header(signature::ID, id.to_string())
            .header(signature::TIMESTAMP, second)
            .header(signature::SIGNATURE, signature)
            .body(body.to_vec())
            .send()
            .await
            .map_err(|error| http_client::failure_code(&error).to_string())?;
        let status = response.status().as_u16();
        match http_client::read(response).await {
            Ok(body) => Ok(Reply { status, body }),
            Err(http_client::ReadError::TooLarge) => Err("a reply above 64 KiB".to_owned()),
            Err(http_client::ReadError::Failed(error)) => {
                Err(http_client::failure_code(&error).to_string())
            }
        }
    }
}
