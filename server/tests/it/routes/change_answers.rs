//! A changed answer: what it opens, invalidates or leaves unchanged, by plain forms.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{SWALE_HOME, missed_bin, pothole, start, walk};
use crate::support::response::TestResponse;
use crate::support::wording;
use shared::reference::Reference;

/// Follows the change link on check answers that leads to this page.
async fn change(browser: &mut Browser, check: &TestResponse, page: &str) -> TestResponse {
    let part = format!("/{page}?");
    let href = check
        .page()
        .all("main a")
        .iter()
        .filter_map(|link| link.attr("href"))
        .find(|href| href.contains(&part))
        .unwrap()
        .to_owned();
    browser.get(&href).await.is(200)
}

fn is_review(response: &TestResponse) -> bool {
    let forms = response.page().forms();
    forms
        .iter()
        .any(|form| form.action.contains("/check-answers"))
}

fn back_link(response: &TestResponse) -> String {
    response.page().all("a.govuk-back-link")[0]
        .attr("href")
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_page_opened_by_a_change_is_shown_even_if_optional() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole("Mill Lane", "Deep")).await;
    let page = change(&mut browser, &check, "problem").await;
    let opened = browser
        .next_page(&page, &[("problem", "street-light")])
        .await;
    assert!(
        opened.page().main().contains("number on the lamp post"),
        "{}",
        opened.page().main()
    );
    // The new question cannot be skipped, by URL or by sending the earlier review.
    let draft = opened.page().form().value("_draft").to_owned();
    let review = browser
        .get(&format!("/services/pothole/check-answers?d={draft}"))
        .await;
    assert!(
        review.location().contains("/lamp-post?"),
        "{}",
        review.location()
    );
    let sent = browser.submit(&check, &[]).await;
    assert!(
        sent.location().contains("/lamp-post?"),
        "{}",
        sent.location()
    );
    // Back leads to the previous page, not in a circle.
    let back = back_link(&opened);
    assert!(back.contains("/place?"), "{back}");
    let check = browser.next_page(&opened, &[("lamp_number", "")]).await;
    assert!(is_review(&check), "{}", check.page().main());
    browser.submit(&check, &[]).await.reference();
}

#[tokio::test]
async fn changing_to_a_borough_with_another_collection_hour_asks_again() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser();
    // Maidstone requires bins out by 7am.
    let check = walk(&mut browser, "missed-bin", &missed_bin()).await;
    let mut page = change(&mut browser, &check, "address").await;
    let other_postcode = [("address-postcode", ""), ("_action", "change-postcode")];
    page = browser.next_page(&page, &other_postcode).await;
    let find = [
        ("address-postcode", "ME10 9ZA"),
        ("_action", "find-address"),
    ];
    page = browser.next_page(&page, &find).await;
    page = browser
        .next_page(&page, &[("address-uprn", SWALE_HOME)])
        .await;
    assert!(
        page.page().heading().contains("out by 6:30am"),
        "{}",
        page.page().heading()
    );
    assert!(
        page.page().all("input[checked]").is_empty(),
        "the answer for 7am is kept for 6:30am"
    );
    let again = wording::phrase("journey-asked-anew-title");
    assert!(page.page().main().contains(&again));
    let check = browser.next_page(&page, &[("out_in_time", "yes")]).await;
    assert!(is_review(&check), "{}", check.page().main());
    assert!(check.page().main().contains("Out by 6:30am"));
    // Shown once, and on no other page.
    for name in ["put-out", "reason", "address"] {
        let page = change(&mut browser, &check, name).await;
        assert!(!page.page().main().contains(&again), "{name}");
    }
    let sent = browser.submit(&check, &[]).await;
    let reference = Reference::parse(&sent.reference()).unwrap();
    let stored = app
        .state
        .store
        .submission(reference)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stored.parts[0].authority, "swale");
}

#[tokio::test]
async fn back_from_an_invalid_change_returns_to_check_answers_unchanged() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let check = walk(&mut browser, "pothole", &pothole("Mill Lane", "Deep")).await;
    let page = change(&mut browser, &check, "noticed").await;
    let back = back_link(&page);
    assert!(back.contains("/check-answers?"), "{back}");
    let wrong = browser
        .submit(&page, &[("noticed_on-year", "26")])
        .await
        .is(422);
    assert_eq!(wrong.page().mistakes(), ["Year must include 4 numbers"]);
    assert_eq!(wrong.page().form().value("noticed_on-year"), "26");
    assert_eq!(back_link(&wrong), back);
    let check = browser.get(&back).await.is(200);
    assert!(is_review(&check));
    assert!(
        check.page().main().contains("16 November 2026"),
        "{}",
        check.page().main()
    );
    // A correction on the page with the error becomes the new answer.
    let check = browser
        .next_page(
            &wrong,
            &[("noticed_on-day", "15"), ("noticed_on-year", "2026")],
        )
        .await;
    assert!(is_review(&check));
    assert!(check.page().main().contains("15 November 2026"));
}

#[tokio::test]
async fn an_unlisted_address_asks_for_the_council_without_retyping() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser();
    let mut page = start(&mut browser, "missed-bin").await;
    // This postcode is split between Swale and Maidstone.
    let find = [("address-postcode", "ME9 9ZX"), ("_action", "find-address")];
    page = browser.next_page(&page, &find).await;
    page = browser
        .next_page(
            &page,
            &[("address-uprn", ""), ("_action", "manual-address")],
        )
        .await;
    let typed = [
        ("address-line1", "The New House"),
        ("address-town", "Hollingbourne"),
        ("address-postcode", "ME9 9ZX"),
    ];
    page = browser.next_page(&page, &typed).await;
    assert!(
        page.page().heading().contains("Which council collects"),
        "{}",
        page.page().heading()
    );
    let offered = page.page().words(".govuk-radios__label");
    let unsure = "Another council, or I am not sure";
    assert_eq!(
        offered,
        ["Maidstone Borough Council", "Swale Borough Council", unsure]
    );
    // An unlisted postcode may be in any area; areas posted by the form are ignored.
    let before = browser.get(&back_link(&page)).await.is(200);
    let nowhere = [
        ("address-postcode", "ME9 0AA"),
        ("address-areas", "swale maidstone"),
    ];
    let any = browser.next_page(&before, &nowhere).await;
    assert_eq!(any.page().words(".govuk-radios__label").len(), 4);
    let before = browser.get(&back_link(&any)).await.is(200);
    page = browser
        .next_page(&before, &[("address-postcode", "ME9 9ZX")])
        .await;
    let other = browser.next_page(&page, &[("council", "another")]).await;
    assert!(
        other
            .page()
            .heading()
            .contains("We cannot tell which council"),
        "{}",
        other.page().heading()
    );
    page = browser.get(&back_link(&other)).await.is(200);
    page = browser.next_page(&page, &[("council", "swale")]).await;
    let rest = missed_bin();
    for fields in &rest[2..] {
        page = browser.next_page(&page, fields).await;
    }
    assert!(is_review(&page), "{}", page.page().main());
    assert!(page.page().main().contains("Swale Borough Council"));
    let sent = browser.submit(&page, &[]).await;
    let reference = Reference::parse(&sent.reference()).unwrap();
    let stored = app
        .state
        .store
        .submission(reference)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(stored.parts[0].authority, "swale");
}

#[tokio::test]
async fn welsh_yes_and_no_follow_the_verb_of_the_question() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at("maidstone.localhost:3000");
    let mut page = start(&mut browser, "missed-bin").await;
    let rest = missed_bin();
    for fields in rest.iter().take(4) {
        page = browser.next_page(&page, fields).await;
    }
    let path = format!("/cy{}", page.page().form().action);
    let mut page = browser.get(&path).await.is(200);
    let labels = |page: &TestResponse| page.page().words("label.govuk-radios__label");
    assert_eq!(labels(&page), ["Oes", "Nac oes"]);
    page = browser.next_page(&page, &[("assisted", "no")]).await;
    assert_eq!(labels(&page), ["Oedd", "Nac oedd"]);
    let wrong = browser.submit(&page, &[]).await.is(422);
    assert_eq!(
        wrong.page().mistakes(),
        ["Dewiswch ‘Oedd’ os oedd y biniau allan erbyn 7yb"]
    );
    for fields in &rest[5..] {
        page = browser.next_page(&page, fields).await;
    }
    let answers = page.page().words(".govuk-summary-list__value");
    assert!(answers.contains(&"Nac oes".to_owned()), "{answers:?}");
    assert!(answers.contains(&"Oedd".to_owned()), "{answers:?}");
}
