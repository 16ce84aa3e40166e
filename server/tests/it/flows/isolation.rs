//! A dead destination delays no other and is not hammered.

use super::outbox_fixture::faulty::{Fault, FaultServer, ok, response};
use super::outbox_fixture::{KEY, OutboxFixture, destination, seconds_later, webhook};
use crate::support::clock::TestClock;
use async_trait::async_trait;
use serde_json::json;
use server::adapters::Adapter;
use server::adapters::registry::Registry;
use server::clock::Clock;
use server::config::Config;
use server::handoff::{DeliveryError, Message, Receipt};
use server::outbox;
use server::store::{Claim, SharedStore};
use shared::status::Status;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;
use tokio::sync::oneshot;

#[tokio::test]
async fn a_silent_destination_does_not_delay_the_others() {
    let dead = FaultServer::start(Fault::Silence).await;
    let live = FaultServer::start(ok("MB-1")).await;
    // Longer than this test waits and shorter than a lease; a longer one would send nothing.
    let silent = json!({"url": dead.url(), "secrets": [KEY], "timeout_seconds": 40});
    let fixture = OutboxFixture::new(&[
        ("dead", destination(silent)),
        ("live", webhook(&live.url())),
    ])
    .await;
    fixture.leave_undelivered("one destination is silent");
    for _ in 0..30 {
        let _ = fixture.enqueue("dead").await;
    }
    for _ in 0..20 {
        let _ = fixture.enqueue("live").await;
    }
    let never = std::future::pending();
    let loop_ = tokio::spawn(outbox::run(Arc::clone(&fixture.outbox), never));
    let started = std::time::Instant::now();
    while live.received().len() < 20 || dead.received().len() < 8 {
        assert!(
            started.elapsed() < Duration::from_secs(20),
            "{} live, {} dead",
            live.received().len(),
            dead.received().len()
        );
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    // Leaves time for a wrong second delivery.
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(live.received().len(), 20, "not delivered exactly once");
    let hanging = dead.received().len();
    assert_eq!(hanging, 8, "more requests than its concurrency");
    loop_.abort();
}

#[tokio::test]
async fn a_wake_up_delivers_a_new_request_immediately() {
    let live = FaultServer::start(ok("MB-1")).await;
    let fixture = OutboxFixture::new(&[("live", webhook(&live.url()))]).await;
    let (stop, stopped) = oneshot::channel::<()>();
    let loop_ = tokio::spawn(outbox::run(Arc::clone(&fixture.outbox), async {
        let _ = stopped.await;
    }));
    tokio::task::yield_now().await;
    let _ = fixture.enqueue("live").await;
    let started = std::time::Instant::now();
    fixture.wake.notify_one();
    while live.received().is_empty() {
        assert!(started.elapsed() < Duration::from_secs(5));
        tokio::task::yield_now().await;
    }
    let _ = stop.send(());
    loop_.await.unwrap();
}

#[tokio::test]
async fn pauses_a_destination_after_five_failures_and_probes_with_one_delivery() {
    let server = FaultServer::start(response("503 Down", "", "")).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    let mut pending = Vec::new();
    for _ in 0..8 {
        pending.push(fixture.enqueue("waste").await);
    }
    let _ = fixture.drain().await;
    assert_eq!(
        server.received().len(),
        8,
        "not all were in progress before the first response"
    );
    let paused = fixture.paused_until("waste").await.expect("paused");
    // The first pause, although three more attempts were in progress when it began.
    let first = paused.duration_since(fixture.clock.now()).as_secs();
    assert!((15..=16).contains(&first), "{first}");

    fixture
        .clock
        .set(paused - jiff::SignedDuration::from_millis(1));
    assert_eq!(fixture.drain().await.claimed, 0);

    fixture.clock.set(paused);
    let probe = fixture.drain().await;
    assert_eq!(server.received().len(), 9, "not exactly one probe");
    assert_eq!((probe.retried, probe.released), (1, probe.claimed - 1));
    let again = fixture.paused_until("waste").await.expect("paused again");
    assert!(
        again.duration_since(paused)
            > paused.duration_since("2026-03-02T09:00:00Z".parse().unwrap()),
        "the pause grows"
    );

    server.set_fault(ok("MB-1"));
    fixture.clock.set(again);
    assert_eq!(fixture.drain().await.delivered, 1);
    assert_eq!(server.received().len(), 10, "not exactly one second probe");
    for _ in 0..10 {
        fixture.clock.advance_seconds(60);
        let _ = fixture.drain().await;
    }
    for one in &pending {
        assert_eq!(fixture.part(one).await.status, Status::Accepted);
    }
    assert_eq!(
        server.received().len(),
        9 + 8,
        "not each delivered once after recovery"
    );
    assert_eq!(fixture.paused_until("waste").await, None);
}

#[tokio::test]
async fn an_attempt_that_lost_its_lease_changes_nothing() {
    let live = FaultServer::start(ok("MB-1")).await;
    let fixture = OutboxFixture::new(&[("live", webhook(&live.url()))]).await;
    let pending = fixture.enqueue("live").await;
    // A process that claimed deliveries and died.
    claim_for_another(&fixture.store, &fixture.clock).await;
    assert_eq!(
        fixture.drain().await.claimed,
        0,
        "claimed despite another owner's lease"
    );
    fixture.clock.advance_seconds(61);
    assert_eq!(fixture.restarted().drain_once().await.unwrap().delivered, 1);
    assert_eq!(fixture.results(&pending).await, ["delivered"]);
}

/// Claims one delivery for another process.
async fn claim_for_another(store: &SharedStore, clock: &TestClock) {
    let claim = Claim {
        owner: clock.id(),
        now: clock.now(),
        lease_until: seconds_later(clock, 60),
        limit: 1,
        per_destination: 1,
        skip: Vec::new(),
    };
    assert_eq!(store.claim_deliveries(claim).await.unwrap().len(), 1);
}

/// Answers after its lease has run out and another process has the delivery; in time from attempt
/// `late` on.
struct Late {
    late: u32,
    attempts: AtomicU32,
    store: OnceLock<(SharedStore, Arc<TestClock>)>,
}

#[async_trait]
impl Adapter for Late {
    async fn deliver(&self, _: &Message) -> Result<Receipt, DeliveryError> {
        if self.attempts.fetch_add(1, Ordering::SeqCst) < self.late {
            let (store, clock) = self.store.get().unwrap();
            clock.advance_seconds(61);
            claim_for_another(store, clock).await;
        }
        Ok(Receipt {
            their_reference: None,
        })
    }
}

#[tokio::test]
async fn attempts_that_lost_their_lease_use_up_no_email_about_the_request() {
    // More than the emails that a request may cause at once.
    let late = Config::defaults().unwrap().limits.mail.per_request.at_once + 1;
    let adapter = Arc::new(Late {
        late,
        attempts: AtomicU32::new(0),
        store: OnceLock::new(),
    });
    let added = Arc::clone(&adapter);
    let add = |registry: &mut Registry| registry.add("late", added, 1, 1);
    let fixture = OutboxFixture::with(&[], add).await;
    let parts = (fixture.store.clone(), fixture.clock.clone());
    assert!(adapter.store.set(parts).is_ok());
    let pending = fixture.enqueue("late").await;
    // The resident is told of an acceptance that comes long after the confirmation.
    fixture.clock.advance_seconds(11 * 60);
    for _ in 0..late {
        assert_eq!(fixture.drain().await.lost, 1);
        fixture.clock.advance_seconds(61);
    }
    assert_eq!(fixture.drain().await.delivered, 1);
    assert_eq!(fixture.part(&pending).await.status, Status::Accepted);
    assert_eq!(fixture.mails().await.len(), 1);
}

struct Panics(AtomicU32);

#[async_trait]
impl Adapter for Panics {
    async fn deliver(&self, _: &Message) -> Result<Receipt, DeliveryError> {
        if self.0.fetch_add(1, Ordering::SeqCst) == 0 {
            panic!("a bug in an adapter");
        }
        Ok(Receipt {
            their_reference: None,
        })
    }
}

#[tokio::test]
async fn an_adapter_panic_is_one_failed_attempt() {
    let fixture = OutboxFixture::with(&[], |registry| {
        registry.add("odd", Arc::new(Panics(AtomicU32::new(0))), 1, 1);
    })
    .await;
    let pending = fixture.enqueue("odd").await;
    assert_eq!(fixture.drain().await.retried, 1);
    fixture.advance_to_next_attempt(&pending).await;
    let _ = fixture.drain().await;
    assert_eq!(fixture.results(&pending).await, ["panic", "delivered"]);
}

#[tokio::test]
async fn keeps_deliveries_to_a_destination_removed_from_the_settings() {
    let fixture = OutboxFixture::new(&[]).await;
    fixture.leave_undelivered("the destination left the settings");
    let pending = fixture.enqueue("gone").await;
    assert_eq!(fixture.drain().await.retried, 1);
    assert_eq!(fixture.results(&pending).await, ["no-destination"]);
}
