//! Cancelling, clearing, sending and finishing: nothing is left for the next person.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{cancel, link_to, pothole, start, to_place, walk};
use crate::support::response::TestResponse;
use crate::support::wording;
use jiff::SignedDuration;

/// Typed by the person who leaves.
const SECRET: &str = "Hollow Cask Yard";

fn draft_of(page: &TestResponse) -> String {
    page.page().form().value("_draft").to_owned()
}

/// The response makes a browser drop what it holds of the form: it empties the cache and nothing
/// else, and changes a cookie that no script can read, without another owner.
#[track_caller]
fn drops_pages(before: &Browser, response: &TestResponse) {
    assert_eq!(response.header("clear-site-data"), "\"cache\"");
    assert_eq!(response.header("cache-control"), "no-store");
    let cookie = response.header("set-cookie");
    assert!(cookie.contains("HttpOnly"), "{cookie}");
    let (name, rest) = cookie.split_once('=').unwrap();
    let value = rest.split(';').next().unwrap();
    let was = &before.cookies[name];
    assert_ne!(value, was, "the cookie has not changed");
    let secret = |text: &str| text.split('.').next().unwrap().to_owned();
    assert_eq!(secret(value), secret(was));
}

/// The page says why there are no answers, and has nothing that a browser could fill again.
#[track_caller]
fn says_why(response: &TestResponse, why: &str) {
    assert_eq!(response.status, 410);
    let page = response.page();
    let text = wording::phrase(&format!("page-missing-{why}-text"));
    assert!(page.main().contains(&text), "{why}: {}", page.main());
    assert!(!response.text().contains(SECRET));
    assert!(page.all("input, textarea, select, form").is_empty());
    assert_eq!(response.header("cache-control"), "no-store");
}

#[tokio::test]
async fn cancelling_asks_once_then_clears_and_asks_how_it_was() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let page = browser.next_page(&first, &[("danger", "no")]).await;
    let draft = draft_of(&page);
    let stored = format!("/api/v1/drafts/{draft}?service=pothole");
    // One press deletes nothing, and leads back to the step.
    let asked = browser.get(&link_to(&page, "/leave")).await.is(200);
    let title = wording::phrase("page-cancel-report-title");
    assert_eq!(asked.page().heading(), title);
    browser.get(&stored).await.is(200);
    let step = link_to(&asked, "/problem");
    browser.get(&step).await.is(200);

    let before = browser.clone();
    let pressed = browser.send(&asked.page().form_to("/leave")).await;
    assert!(pressed.location().starts_with("/feedback/"));
    drops_pages(&before, &pressed);
    browser.get(&stored).await.is(404);
    let form = browser.follow(pressed).await.is(200);
    let told = wording::phrase("page-feedback-left-title");
    assert_eq!(form.page().heading(), told);
    let fields = [("rating", "2"), ("comment", "")];
    browser.submit(&form, &fields).await.is(303);
    app.assert_no_request().await;
}

#[tokio::test]
async fn a_press_after_cancelling_is_refused_with_the_reason_and_stores_nothing() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser();
        let first = start(&mut browser, "pothole").await;
        let place = to_place(&mut browser, first.clone()).await;
        let draft = draft_of(&place);
        cancel(&mut browser, &place).await;
        // A second tab that still shows the form, and the first page of it.
        let late = [("place-description", SECRET)];
        let pressed = browser.submit(&place, &late).await;
        says_why(&pressed, "cleared");
        assert!(pressed.headers.get("clear-site-data").is_some());
        let pressed = browser.submit(&first, &[("danger", "no")]).await;
        says_why(&pressed, "cleared");
        for page in ["danger", "place", "check-answers", "leave", "keep"] {
            let path = format!("/services/pothole/{page}?d={draft}");
            says_why(&browser.get(&path).await, "cleared");
        }
        // Nor does the island begin it again.
        let body = serde_json::json!({"service": "pothole", "language": "en",
            "answers": {"danger": "no"}});
        let path = format!("/api/v1/drafts/{draft}/pages/danger");
        let empty = [("if-match", "\"cbf29ce484222325\"")];
        let saved = browser.json("PUT", &path, &empty, &body).await;
        assert!(saved.status.is_client_error(), "{}", saved.status);
        let path = format!("/api/v1/drafts/{draft}/time?service=pothole");
        browser.get(&path).await.is(410);
        // The end is remembered for a month, and then it is long ago.
        app.clock.advance(SignedDuration::from_hours(24 * 29));
        assert!(app.state.retention.run_now().await.is_ok());
        let path = format!("/services/pothole/danger?d={draft}");
        says_why(&browser.get(&path).await, "cleared");
    }
}

#[tokio::test]
async fn clearing_the_answers_of_an_outcome_deletes_them() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let draft = draft_of(&first);
    let outcome = browser.next_page(&first, &[("danger", "danger")]).await;
    let before = browser.clone();
    let pressed = browser.send(&outcome.page().form_to("/clear")).await;
    drops_pages(&before, &pressed);
    assert_eq!(pressed.location(), "/services/pothole?cleared=1");
    let cleared = browser.follow(pressed).await.is(200);
    let title = wording::phrase("page-missing-cleared-title");
    assert_eq!(cleared.page().heading(), title);
    let path = format!("/services/pothole/danger?d={draft}");
    says_why(&browser.get(&path).await, "cleared");
}

#[tokio::test]
async fn back_after_sending_leads_to_the_request_and_drops_the_pages() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole(SECRET, "Deep")).await;
    let draft = draft_of(&check);
    let before = browser.clone();
    let sent = browser.submit(&check, &[]).await;
    drops_pages(&before, &sent);
    let request = format!("/requests/{}", sent.reference());
    for page in ["check-answers", "place", "danger", "leave", "keep"] {
        let path = format!("/services/pothole/{page}?d={draft}");
        assert_eq!(browser.get(&path).await.location(), request, "{page}");
    }
    // Cancelling in an old tab never says that nothing was sent.
    let fields = [("_draft".to_owned(), draft.clone())];
    for page in ["clear", "leave"] {
        let path = format!("/services/pothole/{page}");
        let stale = browser.post(&path, &fields).await;
        assert_eq!(stale.location(), format!("{request}?late=1"), "{page}");
        // Another browser is told that it was sent, and no reference.
        let other = app.browser().post(&path, &fields).await;
        says_why(&other, "sent");
        assert!(!other.text().contains(&sent.reference()), "{page}");
    }
}

#[tokio::test]
async fn finishing_drops_the_pages_and_what_was_not_sent() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole(SECRET, "Deep")).await;
    let sent = browser.submit(&check, &[]).await;
    let first = start(&mut browser, "pothole").await;
    let place = to_place(&mut browser, first).await;
    let draft = draft_of(&place);
    let finish = [("action".to_owned(), "finish".to_owned())];
    let finished = browser.post(sent.location(), &finish).await.is(303);
    assert_eq!(finished.header("clear-site-data"), "\"cache\"");
    assert!(browser.cookies.is_empty());
    let path = format!("/services/pothole/place?d={draft}");
    says_why(&browser.get(&path).await, "cleared");
    let late = browser.submit(&place, &[("place-description", SECRET)]);
    says_why(&late.await, "cleared");
}
