//! One request all the way: forms, acceptance, back office, status, mail.

use crate::support::app::TestApp;
use crate::support::callback::Callback;
use crate::support::journeys::{missed_bin, send};
use jiff::SignedDuration;
use serde_json::json;
use server::clock::Clock as _;

const DOOR: &str = "maidstone.localhost:3000";

#[tokio::test]
async fn a_resident_reads_the_truth_from_received_to_done() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at(DOOR);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let (reference, path) = (sent.reference(), sent.leads().to_owned());
        let confirmation = browser.follow(sent).await.is(200);
        let shown = format!(
            "{}-{}-{}",
            &reference[..3],
            &reference[3..7],
            &reference[7..]
        );
        assert!(confirmation.page().main().contains(&shown));
        assert!(!confirmation.page().all("main [translate=no]").is_empty());
        assert!(
            app.effects().await.is_empty(),
            "handed over before it was asked to be"
        );

        app.clock.pass(SignedDuration::from_secs(2));
        let drained = app.drain().await;
        // The request, and the mail that says we have it.
        assert_eq!((drained.claimed, drained.delivered), (2, 2), "{drained:?}");
        let effects = app.effects().await;
        assert_eq!(effects.len(), 1);
        assert_eq!(effects[0]["destination"], "waste");
        let theirs = effects[0]["their_reference"].as_str().unwrap().to_owned();
        let accepted = browser.get(&path).await.is(200);
        assert!(
            accepted.page().main().contains(&theirs),
            "{}",
            accepted.page().main()
        );

        app.clock.pass(SignedDuration::from_mins(30));
        let now = app.clock.now();
        let data = json!({"reference": shown, "status": "done", "note": "Emptied at noon.", "at": now.to_string()});
        let callback = Callback {
            destination: "waste",
            id: "c1",
            data,
            signed_at: now.as_second(),
        };
        callback
            .send(&mut app.browser_at("localhost:3000"))
            .await
            .is(204);
        let done = browser.get(&path).await.is(200);
        assert!(done.page().main().contains("Emptied at noon."));
        app.drain().await;
        let mails: Vec<String> = std::fs::read_dir(app.folder.path().join("mail"))
            .unwrap()
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        assert!(mails.len() >= 2, "{}", mails.len());
        for mail in &mails {
            assert!(mail.contains("To: ada.perrin@example.org"), "{mail}");
            assert!(mail.contains(&shown) || mail.contains(&reference), "{mail}");
        }
        assert_eq!(app.effects().await.len(), 1, "done twice");
    }
}

#[tokio::test]
async fn without_a_mail_server_no_page_promises_mail() {
    let app = TestApp::with(&[("DOORSTEP__EMAIL__DROP_FOLDER", "")]).await;
    let mut browser = app.browser_at(DOOR);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let page = browser.follow(sent).await.is(200);
    let words = page.page().main().to_lowercase();
    for promise in [
        "we have emailed",
        "we have sent you an email",
        "will email you",
        "sent a confirmation to",
    ] {
        assert!(!words.contains(promise), "{words}");
    }
}

#[tokio::test]
async fn while_the_back_office_is_away_the_reference_stands_and_the_page_says_so() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(DOOR);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let path = sent.leads().to_owned();
    let before = browser.get(&path).await.is(200).page().main();
    let drained = app.drain().await;
    assert!(drained.retried + drained.released >= 1, "{drained:?}");
    let after = browser.get(&path).await.is(200).page().main();
    assert!(
        after.contains("Received") || after.contains("received"),
        "{after}"
    );
    assert_ne!(
        before, after,
        "the page does not say that it was tried in vain"
    );
}
