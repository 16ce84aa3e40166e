//! The time budget of a delivery, with a manual clock.

use super::stage::faulty::{FaultServer, say};
use super::stage::{Stage, webhook};
use server::clock::Clock;
use server::outbox::schedule::ATTEMPTS;
use server::store::DeliveryState;
use shared::status::Status;

#[tokio::test]
async fn a_delivery_is_tried_for_seven_days_and_then_stays_visible() {
    let server = FaultServer::start(say("500 Oops", "", "")).await;
    let stage = Stage::new(&[("waste", webhook(&server.url()))]).await;
    stage.leave_undelivered("it has given up");
    let owed = stage.owe("waste").await;
    let begun = stage.clock.now();
    for attempt in 1..=ATTEMPTS {
        let drained = stage.drain().await;
        if attempt < ATTEMPTS {
            assert_eq!(drained.retried, 1, "attempt {attempt}");
            stage.wait_for(&owed).await;
        } else {
            assert_eq!(drained.gave_up, 1);
        }
    }
    let days = stage.clock.now().duration_since(begun).as_hours() / 24;
    assert!((7..=16).contains(&days), "{days} days");

    let row = stage.delivery(&owed).await;
    assert_eq!(row.state, DeliveryState::GaveUp);
    assert_eq!(
        stage.results(&owed).await.len(),
        usize::try_from(ATTEMPTS).unwrap()
    );
    // The resident still sees the true status: received.
    assert_eq!(stage.part(&owed).await.status, Status::Received);

    let mails = stage.mails().await;
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
        assert!(!text.contains("Quarry"), "no answer in a mail");
        let words: Vec<&str> = text.split_whitespace().collect();
        let text = words.join(" ");
        assert!(
            text.contains("doorstep redeliver --destination waste"),
            "{text}"
        );
    }

    stage.clock.advance(365 * 24 * 3600);
    let _ = stage.drain().await;
    assert_eq!(server.arrived().len(), usize::try_from(ATTEMPTS).unwrap());
    assert_eq!(stage.delivery(&owed).await.state, DeliveryState::GaveUp);
}
