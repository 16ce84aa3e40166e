//! How long a draft is kept: more time for a person who asks for it, and seven days on the device of
//! one who chooses that.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{cancel, link_to, pothole, start, to_place, walk};
use crate::support::response::TestResponse;
use crate::support::wording;
use jiff::SignedDuration;
use serde_json::Value;

const SECRET: &str = "Hollow Cask Yard";
const KEPT: &str = "doorstep_kept";

fn draft_of(page: &TestResponse) -> String {
    page.page().form().value("_draft").to_owned()
}

async fn time(browser: &mut Browser, method: &str, draft: &str) -> TestResponse {
    let path = format!("/api/v1/drafts/{draft}/time?service=pothole");
    browser.fetch(method, &path, &[], Vec::new()).await
}

/// Chooses to keep the answers of this page's draft; returns the page that says until when.
async fn keep(browser: &mut Browser, page: &TestResponse) -> TestResponse {
    let asked = browser.get(&link_to(page, "/keep")).await.is(200);
    let warning = wording::phrase("page-keep-shared");
    assert!(asked.page().main().contains(&warning));
    let pressed = browser.send(&asked.page().form_to("/keep")).await.is(303);
    browser.follow(pressed).await.is(200)
}

/// Closing a browser ends its session cookies.
fn close(browser: &mut Browser) {
    browser.cookies.retain(|name, _| name == KEPT);
}

#[tokio::test]
async fn a_press_for_more_time_extends_a_draft_as_a_save_would() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser();
        let first = start(&mut browser, "pothole").await;
        let place = to_place(&mut browser, first).await;
        let draft = draft_of(&place);
        let full = time(&mut browser, "GET", &draft).await.is(200).json();
        assert_eq!(full["seconds_left"], 7_200);
        app.clock.advance(SignedDuration::from_mins(111));
        // Looking is not a save.
        let left = time(&mut browser, "GET", &draft).await.is(200).json();
        assert_eq!(left["seconds_left"], 540);
        assert_eq!(left["may_extend"], true);
        let again = time(&mut browser, "POST", &draft).await.is(200).json();
        assert_eq!(again["seconds_left"], 7_200);
        app.clock.advance(SignedDuration::from_mins(119));
        let action = place.page().form().action;
        browser.get(&action).await.is(200);
        // Not beyond twelve hours, and then it says so.
        for _ in 0..4 {
            time(&mut browser, "POST", &draft).await.is(200);
            app.clock.advance(SignedDuration::from_mins(119));
        }
        let last = time(&mut browser, "POST", &draft).await.is(200).json();
        assert_eq!(last["may_extend"], false);
        let seconds = last["seconds_left"].as_i64().unwrap();
        assert!(seconds < 7_200, "{seconds}");
        app.clock.advance(SignedDuration::from_secs(seconds + 1));
        time(&mut browser, "POST", &draft).await.is(410);
    }
}

#[tokio::test]
async fn nobody_else_sees_or_extends_the_time_of_a_draft() {
    let app = TestApp::new().await;
    let mut owner = app.browser();
    let page = start(&mut owner, "pothole").await;
    let draft = draft_of(&page);
    let mut other = app.browser();
    start(&mut other, "pothole").await;
    for mut stranger in [app.browser(), other] {
        for method in ["GET", "POST"] {
            let refused = time(&mut stranger, method, &draft).await.is(404);
            assert_eq!(refused.json()["seconds_left"], Value::Null);
        }
    }
    let own = time(&mut owner, "GET", &draft).await.is(200);
    assert_eq!(own.header("cache-control"), "no-store");
}

#[tokio::test]
async fn answers_are_kept_on_the_device_only_by_choice_and_for_seven_days() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser();
        let first = start(&mut browser, "pothole").await;
        let place = to_place(&mut browser, first).await;
        let size = browser
            .next_page(&place, &[("place-description", SECRET)])
            .await;
        assert!(!browser.cookies.contains_key(KEPT), "without a choice");
        let kept = keep(&mut browser, &size).await;
        assert!(kept.page().main().contains("25 November 2026"));

        close(&mut browser);
        let mut copy = browser.clone();
        app.clock.advance(SignedDuration::from_hours(24 * 6));
        let begin = browser.get("/services/pothole").await.is(200);
        assert_eq!(begin.header("cache-control"), "no-store");
        let again = browser.get(&link_to(&begin, "/keep")).await.is(200);
        let step = again.page().all("main a.govuk-button")[0]
            .attr("href")
            .unwrap()
            .to_owned();
        let step = browser.get(&step).await.is(200);
        let back = step.page().all("a.govuk-back-link")[0]
            .attr("href")
            .unwrap()
            .to_owned();
        let place = browser.get(&back).await.is(200);
        assert_eq!(place.page().form().value("place-description"), SECRET);
        // Saving does not shorten it, and without the cookie there is nothing.
        browser.submit(&place, &[]).await.is(303);
        let other = app.browser().get("/services/pothole").await.is(200);
        assert!(!other.text().contains("/keep"));
        assert_eq!(other.header("cache-control"), "no-cache");

        app.clock.advance(SignedDuration::from_hours(25));
        let gone = copy.get(&back).await.is(410);
        let words = wording::phrase("page-missing-expired-text");
        assert!(gone.page().main().contains(&words));
    }
}

#[tokio::test]
async fn the_cookie_of_kept_answers_lasts_as_long_and_opens_nothing_else() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let other = start(&mut browser, "pothole").await;
    let first = start(&mut browser, "pothole").await;
    let page = browser.next_page(&first, &[("danger", "no")]).await;
    let asked = browser.get(&link_to(&page, "/keep")).await.is(200);
    let pressed = browser.send(&asked.page().form_to("/keep")).await.is(303);
    let cookie = pressed.header("set-cookie");
    assert!(cookie.starts_with("doorstep_kept="), "{cookie}");
    for part in ["HttpOnly", "SameSite=Lax", "Max-Age=604800"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    close(&mut browser);
    browser.get(&page.page().form().action).await.is(200);
    let closed = browser.get(&other.page().form().action).await;
    assert_eq!(closed.status, 410, "another draft of the session is open");
    // It is no secret of a session.
    let kept = browser.cookies[KEPT].clone();
    let mut thief = app.browser();
    thief.cookies.insert("doorstep".to_owned(), kept);
    thief.get(&page.page().form().action).await.is(410);
}

#[tokio::test]
async fn kept_answers_end_when_they_are_cancelled_sent_or_finished() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    // Cancelled.
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let page = browser.next_page(&first, &[("danger", "no")]).await;
    keep(&mut browser, &page).await;
    close(&mut browser);
    cancel(&mut browser, &page).await;
    browser.get(&page.page().form().action).await.is(410);
    // Sent, by a browser that was closed since.
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole(SECRET, "Deep")).await;
    keep(&mut browser, &check).await;
    close(&mut browser);
    let sent = browser.submit(&check, &[]).await;
    assert!(sent.headers.get("set-cookie").is_some());
    let own = browser.get(sent.location()).await.is(200);
    assert!(!own.page().all("main .app-timeline").is_empty());
    // Finished: also what is kept for later.
    let first = start(&mut browser, "pothole").await;
    let page = browser.next_page(&first, &[("danger", "no")]).await;
    keep(&mut browser, &page).await;
    let copy = browser.clone();
    let finish = [("action".to_owned(), "finish".to_owned())];
    browser.post(sent.location(), &finish).await.is(303);
    assert!(browser.cookies.is_empty(), "{:?}", browser.cookies);
    let mut copy = copy;
    copy.get(&page.page().form().action).await.is(410);
    let begin = copy.get("/services/pothole").await.is(200);
    assert!(!begin.text().contains("/keep"));
}

#[tokio::test]
async fn a_second_form_is_kept_beside_the_first() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let mut pages = Vec::new();
    for _ in 0..2 {
        let first = start(&mut browser, "pothole").await;
        let page = browser.next_page(&first, &[("danger", "no")]).await;
        keep(&mut browser, &page).await;
        app.clock.advance(SignedDuration::from_hours(24));
        close(&mut browser);
        pages.push(page.page().form().action);
    }
    for page in &pages {
        browser.get(page).await.is(200);
    }
    // Each for its own time.
    app.clock.advance(SignedDuration::from_hours(24 * 5 + 1));
    browser.get(&pages[0]).await.is(410);
    browser.get(&pages[1]).await.is(200);
}
