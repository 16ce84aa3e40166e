//! How long the secret in a guest's cookie begins, saves and opens something.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin, send, start};
use crate::support::wording;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::SignedDuration;
use server::drafts::NewDraft;
use shared::channel::Channel;
use shared::language::Language;

const HOST: &str = "maidstone.localhost:3000";

fn secret(browser: &Browser) -> String {
    browser.cookies["doorstep"].clone()
}

#[tokio::test]
async fn a_secret_begins_for_twelve_hours_and_a_draft_lasts_twelve_more() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at(HOST);
        start(&mut browser, "pothole").await;
        let first = secret(&browser);
        app.clock.advance(SignedDuration::from_mins(12 * 60 - 1));
        let mut page = start(&mut browser, "pothole").await;
        assert_eq!(secret(&browser), first);

        // However often it is saved.
        for _ in 0..7 {
            page = browser.next_page(&page, &[("danger", "no")]).await;
            let danger = page.page().form().action.replace("/problem", "/danger");
            app.clock.advance(SignedDuration::from_mins(100));
            page = browser.get(&danger).await.is(200);
            assert_eq!(page.page().form().value("danger"), "no");
        }
        app.clock.advance(SignedDuration::from_mins(20));
        assert!(page.page().form().action.contains("/danger"));
        let action = page.page().form().action;
        let gone = browser.get(&action).await.is(410);
        assert!(gone.page().forms().is_empty(), "it outlives its end");

        start(&mut browser, "pothole").await;
        assert_ne!(secret(&browser), first, "an old secret begins something");
    }
}

#[tokio::test]
async fn the_sending_browser_opens_a_request_for_a_day_and_then_asks_for_a_fact() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let path = sent.location().to_owned();
    let call = format!("/api/v1/requests/{}", sent.reference());
    app.clock.advance(SignedDuration::from_mins(24 * 60 - 1));
    let open = browser.get(&path).await.is(200);
    assert!(!open.page().all("main .app-timeline").is_empty());
    browser.get(&call).await.is(200);

    app.clock.advance(SignedDuration::from_mins(1));
    let closed = browser.get(&path).await.is(200);
    assert!(closed.page().all("main .app-timeline").is_empty());
    let main = closed.page().main();
    let what_to_do = wording::phrase("page-request-ask-text");
    assert!(main.contains(&what_to_do), "{main}");
    browser.get(&call).await.is(404);
    let facts = [("fact", "ada.perrin@example.org")];
    let shown = browser.next_page(&closed, &facts).await;
    assert!(!shown.page().all("main .app-timeline").is_empty());

    // Two days after it was issued the secret is invalid: 401 instead of 404.
    app.clock.advance(SignedDuration::from_hours(23));
    browser.get(&call).await.is(404);
    app.clock.advance(SignedDuration::from_hours(1));
    browser.get(&call).await.is(401);
}

#[tokio::test]
async fn a_secret_of_an_earlier_release_opens_its_draft_and_begins_nothing() {
    let app = TestApp::new().await;
    let random = URL_SAFE_NO_PAD.encode([7u8; 24]);
    let vault = &app.state.vault;
    let signature = vault.hash("guest-mark", &random).0;
    let old = format!("{random}{}", &signature[..16]);
    let service = app.state.catalogue.current().get("pothole").unwrap();
    let id = server::clock::Clock::id(&*app.clock);
    let new = NewDraft {
        id,
        owner: vault.hash("guest", &old),
        service: &service,
        authority: "maidstone",
        channel: Channel::Web,
        language: Language::En,
        device: None,
    };
    app.state.drafts.begin(new).await.unwrap();
    let mut browser = app.browser_at(HOST);
    browser.cookies.insert("doorstep".to_owned(), old.clone());
    let path = format!("/services/pothole/danger?d={id}");
    let page = browser.get(&path).await.is(200);
    let next = browser.next_page(&page, &[("danger", "no")]).await;
    assert!(next.page().form().action.contains(&id.to_string()));
    assert_eq!(secret(&browser), old);
    start(&mut browser, "pothole").await;
    assert_ne!(secret(&browser), old);
}
