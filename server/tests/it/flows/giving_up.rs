//! The time budget of a delivery, with a test clock, and what the operator hears of its end.

use super::outbox_fixture::faulty::{FaultServer, response};
use super::outbox_fixture::{OPERATOR, OutboxFixture, webhook};
use server::clock::Clock;
use server::outbox::schedule::ATTEMPTS;
use server::store::DeliveryState;
use shared::status::Status;
use std::sync::atomic::Ordering;

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

    // What gives up within a minute is told together.
    fixture.clock.advance_seconds(61);
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

/// A back office that refuses every request, each with an email to its resident.
async fn refusing() -> (FaultServer, OutboxFixture) {
    let body = r#"{"code":"not-ours","reason":"This road belongs to Medway."}"#;
    let server = FaultServer::start(response("422 Unprocessable Content", "", body)).await;
    let fixture = OutboxFixture::new(&[("roads", webhook(&server.url()))]).await;
    fixture.leave_undelivered("some emails give up");
    (server, fixture)
}

fn to_operator(mails: &[serde_json::Value]) -> Vec<String> {
    let mails = mails.iter().filter(|mail| mail["to"] == OPERATOR);
    mails
        .map(|mail| {
            let text = mail["text"].as_str().unwrap();
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[tokio::test]
async fn nine_refused_emails_are_told_to_the_operator_in_one() {
    let (_server, fixture) = refusing().await;
    fixture
        .mails
        .refuses_residents
        .store(true, Ordering::Relaxed);
    for _ in 0..9 {
        let _ = fixture.enqueue("roads").await;
    }
    fixture.deliver_all().await;
    assert_eq!(fixture.mails().await.len(), 0, "told before all gave up");
    fixture.clock.advance_seconds(61);
    let told = to_operator(&fixture.mails().await);
    assert_eq!(told.len(), 1, "{told:?}");
    for part in [
        "9 messages to email",
        "refused-smtp-550",
        "doorstep deliveries --destination email",
    ] {
        assert!(told[0].contains(part), "{part}: {}", told[0]);
    }
    // Neither the next hours nor a restart tell them again.
    for _ in 0..3 {
        fixture.clock.advance_seconds(3_700);
        fixture.restarted().report_give_ups().await;
        assert_eq!(fixture.mails().await.len(), 1);
    }
    let _ = fixture.enqueue("roads").await;
    fixture.deliver_all().await;
    fixture.clock.advance_seconds(61);
    let told = to_operator(&fixture.mails().await);
    assert_eq!(told.len(), 2);
    assert!(told[1].contains("1 message to email"), "{}", told[1]);
}

#[tokio::test]
async fn while_email_is_down_the_operator_is_told_when_it_works_again() {
    let (_server, fixture) = refusing().await;
    // One email gives up, then the mail server is gone.
    fixture
        .mails
        .refuses_residents
        .store(true, Ordering::Relaxed);
    let _ = fixture.enqueue("roads").await;
    fixture.deliver_all().await;
    fixture
        .mails
        .refuses_residents
        .store(false, Ordering::Relaxed);
    fixture.mails.is_down.store(true, Ordering::Relaxed);
    for _ in 0..5 {
        let _ = fixture.enqueue("roads").await;
    }
    for _ in 0..130 {
        fixture.deliver_all().await;
        fixture.outbox.report_give_ups().await;
        fixture.clock.advance_seconds(60);
    }
    let waiting = fixture.store.open_deliveries(Some("email"), 50).await;
    assert_eq!(
        waiting.unwrap().len(),
        1 + 5,
        "alerts pile up behind the fault"
    );

    fixture.mails.is_down.store(false, Ordering::Relaxed);
    fixture.clock.advance_seconds(60);
    fixture.deliver_all().await;
    let mails = fixture.mails().await;
    let told = to_operator(&mails);
    assert_eq!((mails.len(), told.len()), (5 + 2, 2), "{told:?}");
    assert!(
        told.iter()
            .any(|text| text.contains("could send no email from"))
    );
    assert!(told.iter().any(|text| text.contains("1 message to email")));
}
