//! Emails about a request: recipients, subjects, and what they never contain.

use super::outbox_fixture::faulty::{FaultServer, ok};
use super::outbox_fixture::{OutboxFixture, webhook};
use crate::support::app::TestApp;
use crate::support::journeys::missed_bin_json;
use app::wording::WordingByLanguage;
use server::notices::NOTICE_KEYS;
use shared::language::Language;

#[tokio::test]
async fn the_acceptance_email_has_the_reference_and_no_answers() {
    let server = FaultServer::start(ok("MB-1")).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    // Delivery within moments of the confirmation sends no email.
    fixture.enqueue("waste").await;
    assert_eq!(fixture.drain().await.delivered, 1);
    assert_eq!(fixture.mails().await.len(), 0);
    let pending = fixture.enqueue("waste").await;
    fixture.clock.advance_seconds(11 * 60);
    assert_eq!(fixture.drain().await.delivered, 1);
    let mails = fixture.mails().await;
    assert_eq!(mails.len(), 1);
    let mail = &mails[0];
    assert_eq!(mail["to"], "resident@example.org");
    assert_eq!(mail["from_name"], "Maidstone Borough Council");
    let text = mail["text"].as_str().unwrap();
    assert!(text.contains(&pending.reference.to_string()));
    let link = format!(
        "https://maidstone.example/requests/{}",
        pending.reference.compact()
    );
    assert!(text.contains(&link), "{text}");
    assert!(!text.contains("Quarry"), "an answer appears in the email");
    let subject = mail["subject"].as_str().unwrap();
    for secret in ["resident", "Quarry", "bin", &pending.reference.to_string()] {
        assert!(!subject.contains(secret), "{subject}");
    }
}

#[test]
fn email_subjects_name_only_the_sender_in_every_language() {
    let words = WordingByLanguage::load().unwrap();
    let subjects: Vec<_> = NOTICE_KEYS
        .iter()
        .filter(|key| key.ends_with("-subject"))
        .collect();
    assert!(subjects.len() > 8);
    for language in Language::ALL {
        for key in &subjects {
            let subject = words.of(language).say(key);
            let holes = subject.split('{').skip(1);
            for hole in holes.map(|rest| rest.split('}').next().unwrap().trim()) {
                assert!(
                    ["authority", "destination"].contains(&hole),
                    "{key}: {hole}"
                );
            }
        }
    }
}

#[tokio::test]
async fn email_rate_limit_applies_across_aliases_of_a_mailbox() {
    let limits = [
        ("DOORSTEP__LIMITS__MAIL__PER_MAILBOX__AT_ONCE", "2"),
        ("DOORSTEP__LIMITS__MAIL__PER_MAILBOX__PER_HOUR", "2"),
    ];
    let app = TestApp::with_office(&limits).await;
    for (key, email) in [
        ("a", "ada@example.org"),
        ("b", "ada+one@example.org"),
        ("c", "Ada+two@example.org"),
        ("d", "ada+three+four@example.org"),
        ("e", "ADA@example.org"),
    ] {
        let mut request = missed_bin_json();
        request["answers"]["email"] = email.into();
        app.browser().request(key, &request).await.is(201);
    }
    // Five requests; two are confirmed by email now, two within an hour, and the last is not.
    assert_eq!(app.drain().await.claimed, 7);
    for _ in 0..2 {
        app.clock.advance_seconds(30 * 60);
        assert_eq!(app.drain().await.claimed, 1);
    }
    app.clock.advance_seconds(24 * 3600);
    assert_eq!(app.drain().await.claimed, 0);
}
