//! What pauses a destination and what ends a pause: faults of one message, probes, the clock.

use super::outbox_fixture::faulty::{FaultServer, ok, response};
use super::outbox_fixture::{OutboxFixture, webhook};
use async_trait::async_trait;
use jiff::SignedDuration;
use server::adapters::Adapter;
use server::clock::Clock;
use server::handoff::{DeliveryError, FailureCode, Message, Receipt};
use server::outbox;
use server::store::DeliveryState;
use shared::status::Status;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use uuid::Uuid;

/// Fails for one message only.
struct Picky {
    fails: Mutex<Option<Uuid>>,
    code: FailureCode,
}

#[async_trait]
impl Adapter for Picky {
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError> {
        if *self.fails.lock().unwrap() == Some(message.id) {
            return Err(DeliveryError::retry(self.code, None));
        }
        Ok(Receipt {
            their_reference: None,
        })
    }
}

async fn assert_one_message_pauses_nothing(code: FailureCode) {
    let picky = Arc::new(Picky {
        fails: Mutex::new(None),
        code,
    });
    let adapter = Arc::clone(&picky);
    let fixture =
        OutboxFixture::with(&[], |registry| registry.add("odd", adapter as _, 1, 1)).await;
    fixture.leave_undelivered("one message always fails");
    let bad = fixture.enqueue("odd").await;
    *picky.fails.lock().unwrap() = Some(bad.delivery);
    for attempt in 0..12 {
        assert_eq!(fixture.drain().await.retried, 1, "{code} {attempt}");
        assert_eq!(fixture.paused_until("odd").await, None, "{code} {attempt}");
        fixture.advance_to_next_attempt(&bad).await;
    }
    // It fails once more in the same round as a good one, which arrives at once.
    let good = fixture.enqueue("odd").await;
    let drained = fixture.drain().await;
    assert_eq!((drained.retried, drained.delivered), (1, 1), "{code}");
    assert_eq!(fixture.part(&good).await.status, Status::Accepted, "{code}");
}

#[tokio::test]
async fn a_message_that_fails_by_itself_pauses_nothing() {
    for code in [
        FailureCode::Http(500),
        FailureCode::Http(502),
        FailureCode::Http(403),
        FailureCode::Http(413),
        FailureCode::Timeout,
        FailureCode::Reset,
        FailureCode::BadReply,
        FailureCode::BadPayload,
        FailureCode::Panic,
        // The mailbox of one recipient is full.
        FailureCode::Smtp(452),
    ] {
        assert_one_message_pauses_nothing(code).await;
    }
}

/// A destination that is down until its pause is longer than a few minutes.
async fn long_down() -> (
    FaultServer,
    OutboxFixture,
    Vec<super::outbox_fixture::PendingDelivery>,
) {
    let server = FaultServer::start(response("503 Down", "", "")).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    let mut pending = Vec::new();
    for _ in 0..6 {
        pending.push(fixture.enqueue("waste").await);
    }
    for _ in 0..40 {
        let _ = fixture.drain().await;
        fixture.clock.advance_seconds(60);
    }
    let _ = fixture.drain().await;
    (server, fixture, pending)
}

#[tokio::test]
async fn a_long_pause_is_probed_each_minute_and_ended_by_the_first_answer() {
    let (server, fixture, pending) = long_down().await;
    let paused = fixture.paused_until("waste").await.expect("paused");
    let told = paused.duration_since(fixture.clock.now());
    assert!(told >= SignedDuration::from_mins(9), "{told}");
    for _ in 0..3 {
        let before = server.received().len();
        fixture.clock.advance_seconds(50);
        let _ = fixture.drain().await;
        assert_eq!(server.received().len(), before, "probed within a minute");
        fixture.clock.advance_seconds(11);
        let _ = fixture.drain().await;
        assert_eq!(server.received().len(), before + 1, "not exactly one probe");
    }
    let mut attempts = 0;
    for one in &pending {
        let row = fixture.delivery(one).await;
        assert_eq!(row.state, DeliveryState::Due);
        assert!(
            row.attempts < 16,
            "probes use up the schedule: {}",
            row.attempts
        );
        attempts += row.attempts;
    }
    assert!(server.received().len() > usize::try_from(attempts).unwrap());

    let before = server.received().len();
    server.set_fault(ok("MB-1"));
    fixture.clock.advance_seconds(61);
    assert_eq!(fixture.drain().await.delivered, 1, "the probe arrives");
    assert_eq!(fixture.paused_until("waste").await, None);
    // The others, whose own turn would be hours later, follow at once.
    fixture.deliver_all().await;
    for one in &pending {
        assert_eq!(fixture.part(one).await.status, Status::Accepted);
    }
    assert_eq!(server.received().len(), before + pending.len());
}

#[tokio::test]
async fn a_restart_goes_on_probing() {
    let (server, fixture, _pending) = long_down().await;
    server.set_fault(ok("MB-1"));
    let restarted = fixture.restarted();
    let loop_ = tokio::spawn(outbox::run(Arc::clone(&restarted), std::future::pending()));
    let open = || async {
        let open = fixture.store.open_deliveries(None, 50).await;
        open.unwrap().len()
    };
    let started = std::time::Instant::now();
    fixture.clock.advance_seconds(61);
    while open().await > 0 {
        assert!(started.elapsed() < Duration::from_secs(20), "still waiting");
        fixture.wake.notify_one();
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    loop_.abort();
}

#[tokio::test]
async fn a_clock_put_right_brings_due_times_back() {
    let server = FaultServer::start(response("401 Unauthorized", "", "")).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    let right = fixture.clock.now();
    fixture.clock.set(right + SignedDuration::from_hours(24));
    let mut pending = vec![
        fixture.enqueue("waste").await,
        fixture.enqueue("waste").await,
    ];
    let running = Arc::clone(&fixture.outbox);
    let loop_ = tokio::spawn(outbox::run(running, std::future::pending()));
    let started = std::time::Instant::now();
    let waiting = |what: &'static str| {
        assert!(started.elapsed() < Duration::from_secs(20), "{what}");
        fixture.wake.notify_one();
        tokio::time::sleep(Duration::from_millis(10))
    };
    while server.received().len() < 2 {
        waiting("not attempted").await;
    }
    for one in &pending {
        while fixture.delivery(one).await.state != DeliveryState::Due {
            waiting("the attempt does not end").await;
        }
    }
    server.set_fault(ok("MB-1"));
    // Accepted while the clock was fast.
    pending.push(fixture.enqueue("waste").await);
    fixture.clock.set_back(right);
    for one in &pending {
        while fixture.part(one).await.status != Status::Accepted {
            waiting("waits until tomorrow").await;
        }
    }
    loop_.abort();
}
