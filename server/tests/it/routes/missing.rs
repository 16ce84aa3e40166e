//! Why there are no answers: five reasons, five sentences, and no loop.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin, start, to_place};
use crate::support::response::TestResponse;
use crate::support::tables::number;
use crate::support::wording;
use jiff::SignedDuration;
use std::collections::BTreeSet;

/// Typed by somebody whose time is up.
const SECRET: &str = "Hollow Cask Yard";

#[track_caller]
fn says_why(response: &TestResponse, why: &str) {
    assert_eq!(response.status, 410, "{}", response.text());
    let main = response.page().main();
    let text = wording::phrase(&format!("page-missing-{why}-text"));
    assert!(main.contains(&text), "{why}: {main}");
    assert!(!response.text().contains(SECRET));
}

/// A browser that refuses every cookie.
async fn without_cookies(browser: &mut Browser, response: TestResponse) -> TestResponse {
    browser.cookies.clear();
    let mut response = response;
    for _ in 0..3 {
        if response.status != 303 {
            return response;
        }
        response = browser.get(response.location()).await;
        browser.cookies.clear();
    }
    panic!("redirected for ever: {}", response.header("location"))
}

#[test]
fn the_reasons_have_different_words() {
    let reasons = ["no-cookies", "closed", "expired", "cleared", "sent"];
    let words = |part: &str| -> BTreeSet<String> {
        let keys = reasons.map(|why| format!("page-missing-{why}-{part}"));
        keys.iter().map(|key| wording::phrase(key)).collect()
    };
    assert_eq!(words("text").len(), 5);
    assert_eq!(words("title").len(), 5);
}

#[tokio::test]
async fn after_two_idle_hours_the_page_says_so_and_a_press_carries_nothing_on() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let place = to_place(&mut browser, first.clone()).await;
    let draft = place.page().form().value("_draft").to_owned();
    app.clock.advance(SignedDuration::from_mins(121));
    let drafts = || number(app.store_url(), "SELECT count(*) FROM drafts");
    let before = drafts().await;
    says_why(&browser.get(&place.page().form().action).await, "expired");
    let late = [("place-description", SECRET)];
    says_why(&browser.submit(&place, &late).await, "expired");
    says_why(
        &browser.submit(&first, &[("danger", "no")]).await,
        "expired",
    );
    assert_eq!(drafts().await, before, "a draft was begun");
    // Also when the daily deletion has been over it.
    assert!(app.state.retention.run_now().await.unwrap().is_some());
    assert_eq!(drafts().await, 0);
    says_why(&browser.submit(&place, &late).await, "expired");
    let path = format!("/api/v1/drafts/{draft}/time?service=pothole");
    browser.get(&path).await.is(410);
}

#[tokio::test]
async fn a_closed_browser_is_told_so_and_another_one_too() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let place = to_place(&mut browser, first).await;
    app.clock.advance(SignedDuration::from_mins(11));
    let action = place.page().form().action;
    browser.cookies.clear();
    says_why(&browser.get(&action).await, "closed");
    let late = [("place-description", SECRET)];
    says_why(&browser.submit(&place, &late).await, "closed");
    let mut other = app.browser();
    start(&mut other, "pothole").await;
    says_why(&other.get(&action).await, "closed");
}

#[tokio::test]
async fn refused_cookies_are_told_on_the_first_page_with_a_number_and_no_loop() {
    for service in ["pothole", "missed-bin"] {
        let app = TestApp::new().await;
        let mut browser = app.browser_at("maidstone.localhost:3000");
        let pressed = browser
            .post(&format!("/services/{service}/start"), &[])
            .await;
        let first = without_cookies(&mut browser, pressed).await.is(200);
        let main = first.page().main();
        for part in ["title", "text", "carry-on"] {
            let words = wording::phrase(&format!("journey-no-cookies-{part}"));
            assert!(main.contains(&words), "{service}: {main}");
        }
        assert!(!first.page().all("a[href^='tel:']").is_empty());
        // Going on ends with the reason and a number, not with the first page again.
        let fields = match service {
            "pothole" => vec![("danger", "no")],
            _ => missed_bin()[0].clone(),
        };
        let pressed = browser.submit(&first, &fields).await;
        let told = without_cookies(&mut browser, pressed).await;
        if service == "pothole" {
            says_why(&told, "no-cookies");
            assert!(!told.page().all("main a[href^='tel:']").is_empty());
        } else {
            // Looking up an address stays on the first page.
            let words = wording::phrase("journey-no-cookies-title");
            assert!(told.page().main().contains(&words));
        }
    }
}

#[tokio::test]
async fn an_outcome_with_a_number_is_shown_without_cookies_and_without_a_draft() {
    let app = TestApp::new().await;
    for (answer, number) in [("life", "tel:999"), ("danger", "tel:")] {
        let mut browser = app.browser();
        let pressed = browser.post("/services/pothole/start", &[]).await;
        let first = without_cookies(&mut browser, pressed).await.is(200);
        let pressed = browser.submit(&first, &[("danger", answer)]).await;
        let outcome = without_cookies(&mut browser, pressed).await.is(200);
        let page = outcome.page();
        let calls = page.all(&format!("main a[href^='{number}']"));
        assert!(!calls.is_empty(), "{answer}: {}", page.main());
        // Nothing on it would need a draft.
        assert!(page.forms().is_empty(), "{}", page.main());
    }
    // In an old tab, after the time is up or the form was cancelled.
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    app.clock.advance(SignedDuration::from_mins(121));
    let pressed = browser.submit(&first, &[("danger", "life")]).await;
    let outcome = browser.follow(pressed).await.is(200);
    assert!(!outcome.page().all("main a[href='tel:999']").is_empty());
    // Another outcome is not shown for a form that has ended.
    let draft = first.page().form().value("_draft").to_owned();
    let path = format!("/services/pothole/outcome/national-highways?d={draft}");
    says_why(&browser.get(&path).await, "expired");
}

#[tokio::test]
async fn a_draft_that_was_never_saved_begins_with_the_first_page() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let id = server::clock::Clock::id(&*app.clock);
    let path = format!("/services/pothole/danger?d={id}");
    let first = browser.get(&path).await.is(200);
    assert!(first.page().form().has("_base"));
    let later = format!("/services/pothole/place?d={id}");
    let sent = browser.get(&later).await;
    assert_eq!(sent.location(), "/services/pothole/danger");
    // One that says it was made days ago has ended, whatever is remembered of it.
    app.clock.advance(SignedDuration::from_hours(13));
    says_why(&browser.get(&path).await, "expired");
}
