//! Limits over time: the server's clock in London decides when an answer arrives, and a limit that
//! was met when the draft began stays met.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin_on, start, walk};
use crate::support::response::TestResponse;
use serde_json::json;

const HOST: &str = "maidstone.localhost:3000";

/// The page that asks when the bin should have been emptied.
async fn at_date(browser: &mut Browser) -> TestResponse {
    let mut page = start(browser, "missed-bin").await;
    for fields in missed_bin_on(["17", "11", "2026"]).iter().take(3) {
        page = browser.next_page(&page, fields).await;
    }
    page
}

fn set(app: &TestApp, time: &str) {
    app.clock.set_back(time.parse().unwrap());
}

async fn answer(browser: &mut Browser, page: &TestResponse, day: [&'static str; 3]) -> String {
    let fields = missed_bin_on(day).swap_remove(3);
    browser.next_page(page, &fields).await.page().heading()
}

#[tokio::test]
async fn the_api_says_the_time_in_london_and_is_never_cached() {
    let app = TestApp::new().await;
    set(&app, "2026-07-01T23:30:00Z");
    let facts = app.browser_at(HOST).get("/api/v1/facts").await.is(200);
    assert_eq!(facts.header("cache-control"), "no-store");
    let facts = facts.json();
    assert_eq!(facts["today"], json!("2026-07-02"));
    assert_eq!(facts["minute"], json!(30));
    assert_eq!(facts["authority"], json!("maidstone"));
    assert!(facts.get("began").is_none() && facts.get("lenient").is_none());
    let holidays = facts["holidays"].as_array().unwrap();
    assert!(holidays.contains(&json!("2026-12-25")));
}

#[tokio::test]
async fn a_page_opened_too_early_is_judged_when_it_is_posted() {
    let app = TestApp::new().await;
    set(&app, "2026-11-18T15:56:00Z");
    let mut browser = app.browser_at(HOST);
    let page = at_date(&mut browser).await;
    let today = ["18", "11", "2026"];
    let early = answer(&mut browser, &page, today).await;
    assert!(early.contains("may still be on the way"), "{early}");
    set(&app, "2026-11-18T16:01:00Z");
    let next = answer(&mut browser, &page, today).await;
    assert!(next.contains("assisted collection"), "{next}");
}

#[tokio::test]
async fn a_limit_met_when_the_draft_began_stays_met() {
    for app in TestApp::on_every_store().await {
        app.leave_undelivered("no back office is running");
        // On Thursday 19 November, Monday is three working days ago and Friday four.
        let (monday, friday) = (["16", "11", "2026"], ["13", "11", "2026"]);
        let (evening, night) = ("2026-11-19T23:50:00Z", "2026-11-20T00:05:00Z");
        set(&app, evening);
        let mut slow = app.browser_at(HOST);
        let page = at_date(&mut slow).await;
        let other = at_date(&mut slow).await;
        let check = walk(&mut slow, "missed-bin", &missed_bin_on(monday)).await;
        set(&app, night);
        let next = answer(&mut slow, &page, monday).await;
        assert!(next.contains("assisted collection"), "{next}");
        let late = answer(&mut slow, &other, friday).await;
        assert!(late.contains("too late"), "it was too late before: {late}");
        let sent = slow.submit(&check, &[]).await.is(303);
        assert!(sent.header("location").contains("/requests/"));
        // A draft that began after midnight.
        let mut other = app.browser_at(HOST);
        let page = at_date(&mut other).await;
        let late = answer(&mut other, &page, monday).await;
        assert!(late.contains("too late"), "{late}");
    }
}

#[tokio::test]
async fn a_day_that_was_in_the_future_when_the_draft_began_may_be_answered_once_it_has_come() {
    let app = TestApp::new().await;
    set(&app, "2026-11-18T23:50:00Z");
    let mut browser = app.browser_at(HOST);
    let page = at_date(&mut browser).await;
    let thursday = ["19", "11", "2026"];
    let fields = missed_bin_on(thursday).swap_remove(3);
    let refused = browser.submit(&page, &fields).await.is(422);
    let main = refused.page().main();
    assert!(main.contains("must be today or in the past"), "{main}");
    set(&app, "2026-11-19T00:05:00Z");
    let early = answer(&mut browser, &page, thursday).await;
    assert!(early.contains("still be on the way"), "{early}");
}

#[tokio::test]
async fn a_page_that_says_it_is_too_early_promises_nothing_on_a_day_without_collections() {
    let app = TestApp::new().await;
    // A Sunday, Christmas Day, and a Monday.
    for (time, day, promised) in [
        ("2026-11-22T10:00:00Z", ["22", "11", "2026"], false),
        ("2026-12-25T10:00:00Z", ["25", "12", "2026"], false),
        ("2026-11-23T10:00:00Z", ["23", "11", "2026"], true),
    ] {
        set(&app, time);
        let mut browser = app.browser_at(HOST);
        let page = at_date(&mut browser).await;
        let fields = missed_bin_on(day).swap_remove(3);
        let early = browser.next_page(&page, &fields).await;
        let main = early.page().main();
        assert!(main.contains("4pm"), "{main}");
        assert_eq!(main.contains("emptied today"), promised, "{time}: {main}");
        assert_eq!(main.contains("from 4pm today"), promised, "{time}: {main}");
        assert_eq!(main.contains("on the way"), promised, "{time}: {main}");
    }
}
