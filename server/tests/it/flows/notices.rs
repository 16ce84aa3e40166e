//! Emails about a request: recipients, subjects, and what they never contain.

use super::outbox_fixture::faulty::{FaultServer, ok};
use super::outbox_fixture::{OutboxFixture, webhook};
use crate::support::app::TestApp;
use crate::support::callback::Callback;
use crate::support::journeys::missed_bin_json;
use app::wording::WordingByLanguage;
use serde_json::json;
use server::clock::Clock as _;
use server::notices::NOTICE_KEYS;
use shared::language::Language;
use shared::reference::Reference;
use std::collections::BTreeMap;

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
    for secret in ["resident", "Quarry", &pending.reference.to_string()] {
        assert!(!subject.contains(secret), "{subject}");
    }
}

#[test]
fn email_subjects_name_only_service_and_team_in_every_language() {
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
                let known = ["name", "team", "authority", "destination"];
                assert!(known.contains(&hole), "{key}: {hole}");
            }
        }
    }
}

/// The emails written so far, by subject, without soft line breaks and encoded characters.
fn mails(app: &TestApp) -> BTreeMap<String, String> {
    let files = std::fs::read_dir(app.folder.path().join("mail")).unwrap();
    files
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .map(|mail| {
            let mail = mail.replace("=\r\n", "").replace("\r\n", " ");
            let subject = mail.split("Subject: ").nth(1).unwrap();
            (subject.split("  ").next().unwrap().to_owned(), mail)
        })
        .collect()
}

#[tokio::test]
async fn emails_name_service_and_news_and_repeat_only_the_answers_meant_for_emails() {
    let app = TestApp::with_office(&[]).await;
    let mut client = app.browser();
    let sent = client.request("a", &missed_bin_json()).await.is(201);
    app.deliver_all().await;
    for (id, status, note) in [
        ("a", "in_progress", "Your street is next."),
        ("b", "needs_you", "Is the gate open?"),
        ("c", "done", "We emptied it."),
    ] {
        app.clock.advance_seconds(3_600);
        let at = app.clock.now();
        let data = json!({
            "reference": sent.reference(), "status": status, "note": note, "at": at.to_string(),
        });
        let callback = Callback {
            destination: "waste",
            id,
            data,
            signed_at: at.as_second(),
        };
        callback.send(&mut app.browser()).await.is(204);
        app.deliver_all().await;
    }
    let mails = mails(&app);
    let expected = [
        (
            "We have your missed bin report",
            "We aim to come back by Monday 23 November 2026.",
        ),
        (
            "Update on your missed bin report: work has started",
            "The bins team is working on your missed bin report.",
        ),
        (
            "Your missed bin report: we need something from you",
            "The bins team wrote: Is the gate open?",
        ),
        (
            "Your missed bin report is closed",
            "If it is not sorted, the page below says how to tell us.",
        ),
    ];
    assert_eq!(mails.len(), expected.len(), "{:?}", mails.keys());
    let reference = Reference::parse(&sent.reference()).unwrap().to_string();
    for (subject, words) in expected {
        let mail = mails.iter().find(|(found, _)| found.starts_with(subject));
        let (_, mail) = mail.unwrap_or_else(|| panic!("{subject}: {:?}", mails.keys()));
        let named = "Missed bin: rubbish, food waste, Tuesday 17 November";
        for words in [words, named, reference.as_str()] {
            assert!(mail.contains(words), "{words}: {mail}");
        }
        for secret in ["Quince", "ME14", "Ada", "07700"] {
            assert!(!mail.contains(secret), "{secret}: {mail}");
        }
    }
}

#[tokio::test]
async fn emails_about_special_category_data_do_not_name_the_service_in_the_subject() {
    let folder = tempfile::tempdir().unwrap();
    let definition = include_str!("../../../../shared/services/missed-bin.toml")
        .replace("special_category = false", "special_category = true")
        .replace(", in_mail = true", "");
    std::fs::write(folder.path().join("missed-bin.toml"), definition).unwrap();
    let services = folder.path().to_str().unwrap();
    let app = TestApp::with_office(&[("DOORSTEP__SERVICES__DIR", services)]).await;
    let request = missed_bin_json();
    app.browser().request("a", &request).await.is(201);
    app.deliver_all().await;
    let mails = mails(&app);
    let subjects: Vec<&String> = mails.keys().collect();
    assert_eq!(subjects.len(), 1);
    assert!(
        subjects[0].starts_with("We have your report"),
        "{subjects:?}"
    );
    assert!(!mails[subjects[0]].contains("rubbish"));
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
