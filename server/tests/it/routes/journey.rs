//! The journey through a service by plain forms.

use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, pothole, start, walk};

const HOST: &str = "maidstone.localhost:3000";

#[tokio::test]
async fn an_invalid_answer_is_422_with_the_input_and_a_link_to_its_field() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let mut page = start(&mut browser, "missed-bin").await;
    for fields in missed_bin().iter().take(3) {
        page = browser.next_page(&page, fields).await;
    }
    let fields = [
        ("missed_on-day", "31"),
        ("missed_on-month", "2"),
        ("missed_on-year", "2026"),
    ];
    let wrong = browser.submit(&page, &fields).await.is(422);
    let shown = wrong.page();
    assert!(shown.title().starts_with("Error: "), "{}", shown.title());
    for (name, value) in fields {
        assert_eq!(shown.form().value(name), value);
    }
    let links = shown.all(".govuk-error-summary__list a");
    assert_eq!(links.len(), 1);
    let target = links[0].attr("href").unwrap();
    assert_eq!(
        shown.all(&format!("[id='{}']", &target[1..])).len(),
        1,
        "{target}"
    );
    // The same URL again, as on reload or another device: still there.
    let address = page.page().form().action;
    let again = browser.get(&address).await.is(200);
    assert_eq!(again.page().form().value("missed_on-day"), "31");
}

#[tokio::test]
async fn a_date_error_names_and_marks_every_missing_part() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let mut page = start(&mut browser, "missed-bin").await;
    for fields in missed_bin().iter().take(3) {
        page = browser.next_page(&page, fields).await;
    }
    for (day, month, year, expected, red) in [
        (
            "",
            "11",
            "",
            "The collection date must include a day and a year",
            &["day", "year"][..],
        ),
        (
            "17",
            "11",
            "",
            "The collection date must include a year",
            &["year"],
        ),
        (
            "1",
            "1",
            "1850",
            "Year must be from 1900 to 2199",
            &["year"],
        ),
        ("1", "1", "26", "Year must include 4 numbers", &["year"]),
    ] {
        let fields = [
            ("missed_on-day", day),
            ("missed_on-month", month),
            ("missed_on-year", year),
        ];
        page = browser.submit(&page, &fields).await.is(422);
        let shown = page.page();
        assert_eq!(shown.mistakes(), [expected]);
        let message = shown.words(".govuk-error-message");
        assert_eq!(message, [format!("Error: {expected}")]);
        let link = shown.all(".govuk-error-summary__list a")[0];
        assert_eq!(link.attr("href"), Some(&*format!("#missed_on-{}", red[0])));
        let marked: Vec<_> = shown
            .all("input.govuk-input--error")
            .iter()
            .filter_map(|field| field.attr("name")?.strip_prefix("missed_on-"))
            .map(str::to_owned)
            .collect();
        assert_eq!(marked, red);
    }
}

#[tokio::test]
async fn back_shows_the_input_and_resubmitting_is_no_conflict() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let second = browser.next_page(&first, &[("danger", "no")]).await;
    let back = second.page().all("a.govuk-back-link")[0]
        .attr("href")
        .unwrap()
        .to_owned();
    let before = browser.get(&back).await.is(200);
    assert_eq!(before.page().form().value("danger"), "no");
    let next = browser.next_page(&before, &[]).await;
    assert_eq!(next.page().heading(), second.page().heading());
    // The browser's own Back shows the old page, from before anything was typed.
    browser.submit(&first, &[("danger", "no")]).await.is(303);
}

#[tokio::test]
async fn two_tabs_that_change_the_same_page_never_overwrite_each_other_silently() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let page = browser.next_page(&first, &[("danger", "no")]).await;
    browser.submit(&page, &[("problem", "drain")]).await.is(303);
    let other = browser.submit(&page, &[("problem", "sign")]).await.is(409);
    assert_eq!(
        other.page().form().value("problem"),
        "sign",
        "the input is lost"
    );
    let words = other.page().main();
    assert!(
        words.contains("drain"),
        "the saved answer is not shown: {words}"
    );
    let stored = browser.get(&page.page().form().action).await.is(200);
    assert_eq!(
        stored.page().form().value("problem"),
        "drain",
        "the saved answer was overwritten"
    );
    // Submitting again, with both versions in view, resolves the conflict.
    browser.submit(&other, &[]).await.is(303);
    let stored = browser.get(&page.page().form().action).await.is(200);
    assert_eq!(stored.page().form().value("problem"), "sign");
}

#[tokio::test]
async fn change_on_check_answers_returns_there_with_the_change() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole("Mill Lane", "Deep")).await;
    let change = check
        .page()
        .all("main a")
        .iter()
        .filter_map(|link| link.attr("href"))
        .find(|href| href.contains("/place?"))
        .unwrap()
        .to_owned();
    let page = browser.get(&change).await.is(200);
    assert_eq!(page.page().form().value("place-description"), "Mill Lane");
    let check = browser
        .next_page(&page, &[("place-description", "Forge Lane")])
        .await;
    let words = check.page().main();
    assert!(
        check
            .page()
            .forms()
            .iter()
            .any(|form| form.action.contains("check-answers"))
    );
    assert!(
        words.contains("Forge Lane") && !words.contains("Mill Lane"),
        "{words}"
    );
}

#[tokio::test]
async fn check_answers_redirects_to_the_first_unanswered_page() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let page = browser.next_page(&first, &[("danger", "no")]).await;
    let draft = page.page().form().value("_draft").to_owned();
    let check = format!("/services/pothole/check-answers?d={draft}");
    let shown = browser.get(&check).await;
    assert!(
        shown.location().contains("/problem"),
        "{}",
        shown.location()
    );
    let pressed = browser.post(&check, &[("_draft".into(), draft)]).await;
    assert!(pressed.location().contains("/problem"));
    app.assert_no_request().await;
}

#[tokio::test]
async fn sends_only_the_answers_shown_for_review() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole("Mill Lane", "Deep")).await;
    let draft = check.page().form().value("_draft").to_owned();
    // Another tab changes an answer after this review was rendered.
    let place = browser
        .get(&format!("/services/pothole/place?d={draft}&change=1"))
        .await
        .is(200);
    browser
        .submit(&place, &[("place-description", "Forge Lane")])
        .await
        .is(303);
    let sent = browser.submit(&check, &[]).await.is(409);
    assert!(sent.page().main().contains("Forge Lane"));
    app.assert_no_request().await;
    browser.submit(&sent, &[]).await.reference();
}

#[tokio::test]
async fn an_outcome_ends_the_journey_unless_it_may_be_passed() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let outcome = browser.next_page(&first, &[("danger", "danger")]).await;
    assert!(
        outcome.page().heading().contains("Call us"),
        "{}",
        outcome.page().heading()
    );
    assert!(outcome.text().contains("tel:"));
    let next = browser.next_page(&outcome, &[]).await;
    assert!(
        next.page().main().contains("What is the problem"),
        "{}",
        next.page().main()
    );

    let mut browser = app.browser();
    let first = start(&mut browser, "pothole").await;
    let alarm = browser.next_page(&first, &[("danger", "life")]).await;
    let numbers: Vec<_> = alarm
        .page()
        .all("a[href^='tel:']")
        .iter()
        .map(|link| link.attr("href").unwrap().to_owned())
        .collect();
    assert_eq!(numbers, ["tel:999"], "another number is shown beside 999");
    // A final outcome cannot be skipped.
    let draft = first.page().form().value("_draft").to_owned();
    let path = format!("/services/pothole/outcome/call-999?d={draft}");
    let pressed = browser.post(&path, &[("_draft".into(), draft)]).await;
    assert!(
        pressed.location().contains("call-999"),
        "{}",
        pressed.location()
    );
}

#[tokio::test]
async fn the_guest_cookie_is_a_session_cookie_and_http_only() {
    let app = TestApp::new().await;
    let pressed = app
        .browser()
        .post("/services/pothole/start", &[])
        .await
        .is(303);
    let cookie = pressed.header("set-cookie");
    assert!(cookie.starts_with("doorstep="), "{cookie}");
    assert!(
        cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"),
        "{cookie}"
    );
    assert!(
        !cookie.contains("Max-Age") && !cookie.contains("Expires"),
        "{cookie}"
    );
}
