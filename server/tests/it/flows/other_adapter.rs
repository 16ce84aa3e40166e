//! An adapter for another protocol: it maps the neutral form itself and is polled for statuses.

use super::stage::faulty::{FaultServer, ok, say};
use super::stage::{AUTHORITY, Owed, Stage, webhook};
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
    arrived: Mutex<Vec<(Uuid, String)>>,
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

    fn arrived(&self) -> Vec<(Uuid, String)> {
        self.arrived.lock().unwrap().clone()
    }
}

#[async_trait]
impl Adapter for Lines {
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError> {
        let line = Lines::line(message.request()?);
        self.arrived.lock().unwrap().push((message.id, line));
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
            note: Some(" The bin was emptied. ".into()),
            at: now,
            their_reference: None,
        };
        Ok(parts.iter().map(update).collect())
    }
}

/// A stage with `lines` beside these webhooks.
async fn stage(webhooks: &[(&str, &str)]) -> (Stage, Arc<Lines>) {
    let lines = Arc::new(Lines::default());
    let added: Arc<dyn Adapter> = lines.clone();
    let destinations: Vec<_> = webhooks
        .iter()
        .map(|(name, url)| (*name, webhook(url)))
        .collect();
    let stage = Stage::with(&destinations, |registry| {
        registry.add("lines", added, 4, 1);
    })
    .await;
    (stage, lines)
}

async fn reroute(stage: &Stage, from: &str, to: &str) {
    let route = Reroute {
        from: from.into(),
        to: to.into(),
        service: "missed-bin".into(),
        authority: AUTHORITY.into(),
    };
    let moved = stage.store.reroute(route, stage.clock.now()).await;
    assert_eq!(moved.unwrap(), 1);
}

fn line_of(owed: &Owed) -> String {
    let answers = json!({"description": "A bin on Quarry Lane"});
    format!("{};missed-bin;{answers}", owed.reference)
}

#[tokio::test]
async fn a_request_accepted_without_a_route_arrives_in_the_form_of_its_adapter() {
    let (stage, lines) = stage(&[]).await;
    let owed = stage.owe(UNROUTED).await;
    assert_eq!(stage.drain().await.retried, 1, "there is no destination");
    reroute(&stage, UNROUTED, "lines").await;

    lines.is_down.store(true, Ordering::SeqCst);
    assert_eq!(stage.drain().await.retried, 1);
    lines.is_down.store(false, Ordering::SeqCst);
    stage.wait_for(&owed).await;
    assert_eq!(stage.drain().await.delivered, 1);
    let expected = (owed.delivery, line_of(&owed));
    assert_eq!(lines.arrived(), [expected.clone(), expected]);
    let part = stage.part(&owed).await;
    assert_eq!(part.status, Status::Accepted);
    assert_eq!(part.their_reference.as_deref(), Some("L-1"));
}

#[tokio::test]
async fn a_rerouted_request_arrives_in_the_form_of_the_new_adapter() {
    let down = FaultServer::start(say("503 Down", "", "")).await;
    let (stage, lines) = stage(&[("waste", &down.url())]).await;
    let owed = stage.owe("waste").await;
    assert_eq!(stage.drain().await.retried, 1);
    let event: Value = serde_json::from_slice(&down.arrived()[0].body).unwrap();
    assert_eq!(event["type"], "uk.doorstep.request.v1");

    reroute(&stage, "waste", "lines").await;
    assert_eq!(stage.drain().await.delivered, 1);
    assert_eq!(lines.arrived(), [(owed.delivery, line_of(&owed))]);
    assert_eq!(down.arrived().len(), 1);
}

#[tokio::test]
async fn a_request_rerouted_to_a_webhook_arrives_as_a_signed_event() {
    let office = FaultServer::start(ok("MB-1")).await;
    let (stage, lines) = stage(&[("waste", &office.url())]).await;
    lines.is_down.store(true, Ordering::SeqCst);
    let owed = stage.owe("lines").await;
    assert_eq!(stage.drain().await.retried, 1);

    reroute(&stage, "lines", "waste").await;
    assert_eq!(stage.drain().await.delivered, 1);
    let arrived = office.arrived();
    assert_eq!(arrived.len(), 1);
    assert_eq!(arrived[0].header("webhook-id"), owed.delivery.to_string());
    let event: Value = serde_json::from_slice(&arrived[0].body).unwrap();
    assert_eq!(event["type"], "uk.doorstep.request.v1");
    assert_eq!(event["id"], owed.delivery.to_string());
    assert_eq!(event["data"]["reference"], owed.reference.to_string());
    assert_eq!(
        event["data"]["answers"],
        json!({"description": "A bin on Quarry Lane"})
    );
}

#[tokio::test]
async fn a_polled_status_is_recorded_once() {
    let (stage, lines) = stage(&[]).await;
    let owed = stage.owe("lines").await;
    assert_eq!(stage.drain().await.delivered, 1);
    let mails = stage.mails().await.len();
    stage.clock.advance(60);

    let parts = [DeliveredPart {
        reference: owed.reference,
        part: "service".into(),
        their_reference: stage.part(&owed).await.their_reference,
    }];
    assert!(stage.registry.callbacks("lines").is_none());
    let source = lines.status_source().unwrap();
    for expected in [StatusOutcome::Moved, StatusOutcome::Duplicate] {
        let mut updates = source.poll(&parts, stage.clock.now()).await.unwrap();
        let outcome = stage.record("lines", updates.remove(0)).await;
        assert_eq!(outcome, expected);
    }
    assert_eq!(stage.part(&owed).await.status, Status::Done);
    let sent = stage.mails().await;
    assert_eq!(sent.len(), mails + 1, "the resident is told once");
    let text = sent[mails]["text"].as_str().unwrap();
    assert!(text.contains("The bin was emptied."), "{text}");
}
