//! The time budget of a delivery, with a test clock.

use super::outbox_fixture::faulty::{FaultServer, response};
use super::outbox_fixture::{OutboxFixture, webhook};
use server::clock::Clock;
use server::outbox::schedule::ATTEMPTS;
use server::store::DeliveryState;
use shared::status::Status;

#[tokio::test]
async fn retries_a_delivery_for_seven_days_then_lists_it_as_given_up() {
    let server = FaultServer::start(response("500 Oops", "", "")).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    fixture.leave_undelivered("it has given up");
    let pending = fixture.enqueue("waste").await;
    let begun = fixture.clock.now();
    for attempt in 1..=ATTEMPTS {
        let drained = fixture.drain().await;
        if attempt < ATTEMPTS {
            assert_eq!(drained.retried, 1, "attempt {attempt}");
            fixture.advance_to_next_attempt(&pending).await;
        } else {
            assert_eq!(drained.gave_up, 1);
        }
    }
    let days = fixture.clock.now().duration_since(begun).as_hours() / 24;
    assert!((7..=16).contains(&days), "{days} days");

    let row = fixture.delivery(&pending).await;
    assert_eq!(row.state, DeliveryState::GaveUp);
    assert_eq!(
        fixture.results(&pending).await.len(),
        usize::try_from(ATTEMPTS).unwrap()
    );
    // The resident still sees the true status: received.
    assert_eq!(fixture.part(&pending).await.status, Status::Received);

    let mails = fixture.mails().await;
    let about = |part: &str| {
        let subject = |mail: &&serde_json::Value| mail["subject"].as_str().unwrap().contains(part);
        mails.iter().filter(subject).count()
    };
    assert_eq!(about("need a person"), 1);
    // While retrying, the operator is alerted at most once a day.
    let failing = i64::try_from(about("has taken nothing")).unwrap();
    assert!((1..=days).contains(&failing), "{failing} in {days} days");
    assert_eq!(
        mails.len(),
        about("need a person") + about("has taken nothing")
    );
    for mail in &mails {
        assert_eq!(mail["to"], "operator@example.org");
        let text = mail["text"].as_str().unwrap();
        assert!(!text.contains("Quarry"), "an answer appears in an email");
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        assert!(
            text.contains("doorstep redeliver --destination waste"),
            "{text}"
        );
    }

    fixture.clock.advance_seconds(365 * 24 * 3600);
    let _ = fixture.drain().await;
    assert_eq!(server.received().len(), usize::try_from(ATTEMPTS).unwrap());
    assert_eq!(
        fixture.delivery(&pending).await.state,
        DeliveryState::GaveUp
    );
}
