//! An adapter for another protocol: it maps the neutral form itself and is polled for statuses.

use super::outbox_fixture::faulty::{FaultServer, ok, response};
use super::outbox_fixture::{AUTHORITY, OutboxFixture, PendingDelivery, webhook};
use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::{Value, json};
use server::adapters::{Adapter, DeliveredPart, StatusSource};
use server::clock::Clock;
use server::handoff::{
    DeliveryError, FailureCode, Message, OutgoingRequest, Receipt, StatusUpdate, UNROUTED,
};
use server::store::Reroute;
use server::submissions::status::StatusOutcome;
use shared::status::Status;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// A back office that takes lines of text and is polled for statuses.
#[derive(Default)]
struct Lines {
    is_down: AtomicBool,
    received: Mutex<Vec<(Uuid, String)>>,
}

impl Lines {
    /// The protocol's wire format.
    fn line(request: &OutgoingRequest) -> String {
        let answers = Value::Object(request.answers.clone());
        let OutgoingRequest {
            reference, service, ..
        } = request;
        format!("{reference};{service};{answers}")
    }

    fn received(&self) -> Vec<(Uuid, String)> {
        self.received.lock().unwrap().clone()
    }
}

#[async_trait]
impl Adapter for Lines {
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError> {
        let line = Lines::line(message.request()?);
        self.received.lock().unwrap().push((message.id, line));
        if self.is_down.load(Ordering::SeqCst) {
            return Err(DeliveryError::retry(FailureCode::Connect, None));
        }
        Ok(Receipt {
            their_reference: Some("L-1".into()),
        })
    }

    fn status_source(&self) -> Option<&dyn StatusSource> {
        Some(self)
    }
}

#[async_trait]
impl StatusSource for Lines {
    async fn poll(
        &self,
        parts: &[DeliveredPart],
        now: Timestamp,
    ) -> Result<Vec<StatusUpdate>, DeliveryError> {
        let update = |part: &DeliveredPart| StatusUpdate {
            // Its own number and the status, so that every poll gives the same id.
            message: format!("{}/done", part.their_reference.as_deref().unwrap_or("none")),
            reference: part.reference,
            part: Some(part.part.clone()),
            status: Status::Done,
            code: None,
            note: Some(" The bin was emptied. ".into()),
            at: now,
            their_reference: None,
        };
        Ok(parts.iter().map(update).collect())
    }
}

/// A fixture with `lines` beside these webhooks.
async fn fixture(webhooks: &[(&str, &str)]) -> (OutboxFixture, Arc<Lines>) {
    let lines = Arc::new(Lines::default());
    let added: Arc<dyn Adapter> = lines.clone();
    let destinations: Vec<_> = webhooks
        .iter()
        .map(|(name, url)| (*name, webhook(url)))
        .collect();
    let fixture = OutboxFixture::with(&destinations, |registry| {
        registry.add("lines", added, 4, 1);
    })
    .await;
    (fixture, lines)
}

async fn reroute(fixture: &OutboxFixture, from: &str, to: &str) {
    let route = Reroute {
        from: from.into(),
        to: to.into(),
        service: "missed-bin".into(),
        authority: AUTHORITY.into(),
    };
    let moved = fixture.store.reroute(route, fixture.clock.now()).await;
    assert_eq!(moved.unwrap(), 1);
}

fn expected_line(pending: &PendingDelivery) -> String {
    let answers = json!({"description": "A bin on Quarry Lane"});
    format!("{};missed-bin;{answers}", pending.reference)
}

#[tokio::test]
async fn an_unrouted_request_is_later_delivered_in_its_adapters_format() {
    let (fixture, lines) = fixture(&[]).await;
    let pending = fixture.enqueue(UNROUTED).await;
    assert_eq!(
        fixture.drain().await.retried,
        1,
        "delivered although no destination is configured"
    );
    reroute(&fixture, UNROUTED, "lines").await;

    lines.is_down.store(true, Ordering::SeqCst);
    assert_eq!(fixture.drain().await.retried, 1);
    lines.is_down.store(false, Ordering::SeqCst);
    fixture.advance_to_next_attempt(&pending).await;
    assert_eq!(fixture.drain().await.delivered, 1);
    let expected = (pending.delivery, expected_line(&pending));
    assert_eq!(lines.received(), [expected.clone(), expected]);
    let part = fixture.part(&pending).await;
    assert_eq!(part.status, Status::Accepted);
    assert_eq!(part.their_reference.as_deref(), Some("L-1"));
}

#[tokio::test]
async fn a_rerouted_request_is_delivered_in_the_new_adapters_format() {
    let down = FaultServer::start(response("503 Down", "", "")).await;
    let (fixture, lines) = fixture(&[("waste", &down.url())]).await;
    let pending = fixture.enqueue("waste").await;
    assert_eq!(fixture.drain().await.retried, 1);
    let event: Value = serde_json::from_slice(&down.received()[0].body).unwrap();
    assert_eq!(event["type"], "uk.doorstep.request.v1");

    reroute(&fixture, "waste", "lines").await;
    assert_eq!(fixture.drain().await.delivered, 1);
    assert_eq!(
        lines.received(),
        [(pending.delivery, expected_line(&pending))]
    );
    assert_eq!(down.received().len(), 1);
}

#[tokio::test]
async fn a_request_rerouted_to_a_webhook_is_delivered_as_a_signed_event() {
    let office = FaultServer::start(ok("MB-1")).await;
    let (fixture, lines) = fixture(&[("waste", &office.url())]).await;
    lines.is_down.store(true, Ordering::SeqCst);
    let pending = fixture.enqueue("lines").await;
    assert_eq!(fixture.drain().await.retried, 1);

    reroute(&fixture, "lines", "waste").await;
    assert_eq!(fixture.drain().await.delivered, 1);
    let received = office.received();
    assert_eq!(received.len(), 1);
    assert_eq!(
        received[0].header("webhook-id"),
        pending.delivery.to_string()
    );
    let event: Value = serde_json::from_slice(&received[0].body).unwrap();
    assert_eq!(event["type"], "uk.doorstep.request.v1");
    assert_eq!(event["id"], pending.delivery.to_string());
    assert_eq!(event["data"]["reference"], pending.reference.to_string());
    assert_eq!(
        event["data"]["answers"],
        json!({"description": "A bin on Quarry Lane"})
    );
}

#[tokio::test]
async fn a_polled_status_is_recorded_once() {
    let (fixture, lines) = fixture(&[]).await;
    let pending = fixture.enqueue("lines").await;
    assert_eq!(fixture.drain().await.delivered, 1);
    let mails = fixture.mails().await.len();
    fixture.clock.advance_seconds(60);

    let parts = [DeliveredPart {
        reference: pending.reference,
        part: "service".into(),
        their_reference: fixture.part(&pending).await.their_reference,
    }];
    assert!(fixture.registry.callbacks("lines").is_none());
    let source = lines.status_source().unwrap();
    for expected in [StatusOutcome::Moved, StatusOutcome::Duplicate] {
        let mut updates = source.poll(&parts, fixture.clock.now()).await.unwrap();
        let outcome = fixture.record("lines", updates.remove(0)).await;
        assert_eq!(outcome, expected);
    }
    assert_eq!(fixture.part(&pending).await.status, Status::Done);
    let sent = fixture.mails().await;
    assert_eq!(sent.len(), mails + 1, "the resident must be notified once");
    let text = sent[mails]["text"].as_str().unwrap();
    assert!(text.contains("The bin was emptied."), "{text}");
}
