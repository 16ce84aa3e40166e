//! Which browser shows a request without a second fact, and for how long.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin, send};

const HOST: &str = "maidstone.localhost:3000";

/// A browser that has sent a request and opened its page, and the path of that page.
async fn sender(app: &TestApp) -> (Browser, String) {
    let mut sender = app.browser_at(HOST);
    let sent = send(&mut sender, "missed-bin", &missed_bin()).await;
    let path = sent.location().to_owned();
    let own = sender.get(&path).await.is(200);
    assert!(!own.page().all("main .app-timeline").is_empty());
    (sender, path)
}

#[tokio::test]
async fn finishing_closes_the_request_in_the_browser() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let (mut sender, path) = sender(&app).await;
    let cookies = sender.cookies.clone();
    let finish = [("action".to_owned(), "finish".to_owned())];
    let response = sender.post(&path, &finish).await.is(303);
    assert!(response.location().ends_with("/requests?finished=1"));
    assert!(sender.cookies.is_empty(), "{:?}", sender.cookies);
    let finished = sender.follow(response).await.is(200);
    let banner = ".govuk-notification-banner--success";
    assert!(!finished.page().all(banner).is_empty());
    let again = sender.get(&path).await.is(200);
    assert!(again.page().all("main .app-timeline").is_empty());
    // The URL alone shows no success banner: this browser still has requests open.
    sender.cookies = cookies;
    let claimed = sender.get("/requests?finished=1").await.is(200);
    assert!(claimed.page().all(banner).is_empty());
}

#[tokio::test]
async fn only_the_sending_browser_sees_the_request_without_a_second_fact() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let (_sender, path) = sender(&app).await;
    let mut other = app.browser_at(HOST);
    crate::support::journeys::start(&mut other, "pothole").await;
    let theirs = other.get(&path).await.is(200);
    assert!(theirs.page().all("main .app-timeline").is_empty());
    assert!(theirs.page().form().has("fact"));
}
