//! One request from end to end: forms, acceptance, back office, status, email.

use crate::support::app::TestApp;
use crate::support::callback::Callback;
use crate::support::journeys::{missed_bin, send};
use crate::support::wording;
use jiff::SignedDuration;
use serde_json::json;
use server::clock::Clock as _;
use server::outbox::Drained;

const HOST: &str = "maidstone.localhost:3000";

#[tokio::test]
async fn a_resident_sees_every_status_from_received_to_done() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at(HOST);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let (reference, path) = (sent.reference(), sent.location().to_owned());
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
            "delivered before the outbox ran"
        );

        app.clock.advance(SignedDuration::from_secs(2));
        let drained = app.drain().await;
        // The request and the email that acknowledges it.
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

        app.clock.advance(SignedDuration::from_mins(30));
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
        app.deliver_all().await;
        let mails: Vec<String> = std::fs::read_dir(app.folder.path().join("mail"))
            .unwrap()
            .map(|entry| std::fs::read_to_string(entry.unwrap().path()).unwrap())
            .collect();
        // The acknowledgement and the completion.
        assert_eq!(mails.len(), 2, "{mails:?}");
        for mail in &mails {
            assert!(mail.contains("To: ada.perrin@example.org"), "{mail}");
            assert!(mail.contains(&shown) || mail.contains(&reference), "{mail}");
        }
        assert_eq!(app.effects().await.len(), 1, "processed twice");
    }
}

#[tokio::test]
async fn without_a_mail_server_no_page_promises_email() {
    let promise = wording::phrase("page-sent-email");
    let without = [("DOORSTEP__EMAIL__DROP_FOLDER", "")];
    for (settings, promised) in [(&without[..], false), (&[], true)] {
        let app = TestApp::with(settings).await;
        let mut browser = app.browser_at(HOST);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let page = browser.follow(sent).await.is(200).page().main();
        assert_eq!(page.contains(&promise), promised, "{page}");
        app.leave_undelivered("no back office is running");
    }
}

#[tokio::test]
async fn while_the_back_office_is_down_the_request_is_accepted_and_the_page_says_so() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let path = sent.location().to_owned();
    let before = browser.get(&path).await.is(200).page();
    let drained = app.drain().await;
    // The acknowledging email is delivered; the request is not.
    let expected = Drained {
        claimed: 2,
        delivered: 1,
        retried: 1,
        ..Drained::default()
    };
    assert_eq!(drained, expected);
    let after = browser.get(&path).await.is(200).page();
    let names = [("noun", "report"), ("team", "the bins team")];
    let due = wording::phrase_with("status-delivery-due", &names);
    let waiting = wording::phrase_with("status-delivery-waiting", &names);
    for (page, says_due, says_waiting) in [(&before, true, false), (&after, false, true)] {
        assert_eq!(
            page.words("main .app-timeline__title"),
            [wording::phrase("status-received")]
        );
        let main = page.main();
        assert_eq!(main.contains(&due), says_due, "{main}");
        assert_eq!(main.contains(&waiting), says_waiting, "{main}");
    }
    app.leave_undelivered("no back office is running");
}
