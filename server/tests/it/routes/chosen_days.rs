//! A date chosen as "Today" or "Yesterday": which date it is, the clock of the server decides when
//! Continue is pressed.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin, start, walk};
use crate::support::response::TestResponse;
use serde_json::json;

const HOST: &str = "maidstone.localhost:3000";

/// The page that asks when the bin should have been emptied.
async fn at_date(browser: &mut Browser) -> TestResponse {
    let mut page = start(browser, "missed-bin").await;
    for fields in missed_bin().iter().take(3) {
        page = browser.next_page(&page, fields).await;
    }
    page
}

/// Where the back link of a page leads.
fn back(page: &TestResponse) -> String {
    let page = page.page();
    let link = page.all("a.govuk-back-link")[0].attr("href");
    link.unwrap().to_owned()
}

/// The choice that a page shows, and the fields for another day.
fn shown(page: &TestResponse) -> (Option<String>, [String; 3]) {
    let form = page.page().form();
    let part = |part: &str| form.value(&format!("missed_on-{part}")).to_owned();
    let chosen = form.has("missed_on-when").then(|| part("when"));
    (chosen, ["day", "month", "year"].map(part))
}

#[tokio::test]
async fn a_chosen_day_is_the_date_in_london_at_the_press() {
    let app = TestApp::new().await;
    // The page is opened on Wednesday 18 November and answered after midnight.
    app.clock.set("2026-11-18T23:30:00Z".parse().unwrap());
    let mut browser = app.browser_at(HOST);
    let page = at_date(&mut browser).await;
    assert_eq!(shown(&page), (None, Default::default()));
    app.clock.set("2026-11-19T00:01:00Z".parse().unwrap());
    let chosen = [("missed_on-when", "yesterday")];
    let next = browser.next_page(&page, &chosen).await;
    let again = browser.get(&back(&next)).await.is(200);
    let yesterday = (Some("yesterday".to_owned()), Default::default());
    assert_eq!(shown(&again), yesterday);
    let typed = [
        ("missed_on-when", "another"),
        ("missed_on-day", "18"),
        ("missed_on-month", "11"),
        ("missed_on-year", "2026"),
    ];
    // It is the same answer as the date, so typing it is no change in another tab.
    let next = browser.next_page(&page, &typed).await;
    assert!(next.page().heading().contains("assisted collection"));
}

#[tokio::test]
async fn the_choice_that_a_page_shows_follows_the_day() {
    let app = TestApp::new().await;
    app.clock.set("2026-11-18T23:30:00Z".parse().unwrap());
    let mut browser = app.browser_at(HOST);
    let page = at_date(&mut browser).await;
    let next = browser
        .next_page(&page, &[("missed_on-when", "today")])
        .await;
    for (now, choice) in [
        ("2026-11-18T23:59:00Z", "today"),
        ("2026-11-19T00:00:00Z", "yesterday"),
    ] {
        app.clock.set(now.parse().unwrap());
        let again = browser.get(&back(&next)).await.is(200);
        assert_eq!(shown(&again), (Some(choice.to_owned()), Default::default()));
    }
}

#[tokio::test]
async fn check_answers_shows_the_date_and_the_back_office_gets_it() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let mut typed = missed_bin();
    typed[3] = vec![("missed_on-when", "yesterday")];
    let check = walk(&mut browser, "missed-bin", &typed).await;
    let main = check.page().main();
    assert!(main.contains("17 November 2026"), "{main}");
    assert!(!main.contains("Yesterday"), "{main}");
}

#[tokio::test]
async fn today_is_judged_like_a_date_that_is_typed() {
    let app = TestApp::new().await;
    app.clock.set("2026-11-19T15:30:00Z".parse().unwrap());
    let mut browser = app.browser_at(HOST);
    let page = at_date(&mut browser).await;
    let early = browser
        .next_page(&page, &[("missed_on-when", "today")])
        .await;
    assert!(early.page().heading().contains("still be on the way"));
    app.clock.set("2026-11-19T16:00:00Z".parse().unwrap());
    let next = browser
        .next_page(&page, &[("missed_on-when", "today")])
        .await;
    assert!(next.page().heading().contains("assisted collection"));
}

#[tokio::test]
async fn a_missing_day_is_said_at_the_choice_and_a_missing_date_at_its_fields() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let page = at_date(&mut browser).await;
    let none = browser.submit(&page, &[]).await.is(422);
    let link = |page: &TestResponse| {
        let page = page.page();
        let links = page.all(".govuk-error-summary__list a");
        assert_eq!(links.len(), 1);
        links[0].attr("href").unwrap().to_owned()
    };
    assert_eq!(link(&none), "#missed_on-when");
    assert!(none.page().all("input.govuk-input--error").is_empty());
    let another = [("missed_on-when", "another")];
    let blank = browser.submit(&none, &another).await.is(422);
    assert_eq!(link(&blank), "#missed_on-day");
    assert_eq!(blank.page().all("input.govuk-input--error").len(), 3);
    assert_eq!(shown(&blank).0.as_deref(), Some("another"));
    // A date without the choice is an answer too: it is visible where no script hides it.
    let typed = [
        ("missed_on-when", ""),
        ("missed_on-day", "17"),
        ("missed_on-month", "11"),
        ("missed_on-year", "2026"),
    ];
    let next = browser.next_page(&blank, &typed).await;
    assert!(next.page().heading().contains("assisted collection"));
}

#[tokio::test]
async fn the_example_of_a_date_could_be_typed() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    // A morning: today is too early, and more than three working days ago too late.
    app.clock.set("2026-11-19T09:00:00Z".parse().unwrap());
    let page = at_date(&mut browser).await;
    let hint = page.page().words("#missed_on-hint").concat();
    assert_eq!(hint, "For example, 18 11 2026");
    let typed: Vec<String> = hint.split(' ').skip(2).map(str::to_owned).collect();
    let fields = [
        ("missed_on-when", "another"),
        ("missed_on-day", typed[0].as_str()),
        ("missed_on-month", typed[1].as_str()),
        ("missed_on-year", typed[2].as_str()),
    ];
    let next = browser.next_page(&page, &fields).await;
    assert!(next.page().heading().contains("assisted collection"));
}

#[tokio::test]
async fn the_api_takes_dates_and_no_words_for_them() {
    let app = TestApp::new().await;
    let mut client = app.browser_at(HOST);
    let mut body = crate::support::journeys::missed_bin_json();
    body["answers"]["missed_on"] = json!("yesterday");
    let refused = client.request("a-key-of-a-program", &body).await.is(422);
    assert!(refused.text().contains("not-a-date"), "{}", refused.text());
}
