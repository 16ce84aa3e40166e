//! Postcodes with a letter for a digit: read where they are clear, asked about where they are not.

use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, send, start};

#[tokio::test]
async fn a_clear_postcode_is_read_and_the_page_says_how() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let page = start(&mut browser, "missed-bin").await;
    let find = [
        ("address-postcode", "MEI4 9ZA"),
        ("_action", "find-address"),
    ];
    let found = browser.next_page(&page, &find).await;
    let main = found.page().main();
    assert!(
        main.contains("You entered MEI4 9ZA. We read it as ME14 9ZA."),
        "{main}"
    );
    assert!(main.contains("found for ME14 9ZA"), "{main}");
    // No line ends inside a postcode.
    assert!(found.text().contains("found for ME14\u{a0}9ZA"));
    let chosen = [("address-uprn", "100099000037")];
    let next = browser.next_page(&found, &chosen).await;
    assert!(next.page().heading().contains("bins"));
    // A postcode that needs no reading is not commented on.
    let mut other = app.browser();
    let page = start(&mut other, "missed-bin").await;
    let find = [
        ("address-postcode", "me14-9za"),
        ("_action", "find-address"),
    ];
    let found = other.next_page(&page, &find).await;
    assert!(!found.page().main().contains("We read it"));
}

#[tokio::test]
async fn an_unclear_postcode_is_asked_about_and_one_press_answers() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let page = start(&mut browser, "missed-bin").await;
    let find = [
        ("address-postcode", "ME1O 9ZA"),
        ("_action", "find-address"),
    ];
    let asked = browser.submit(&page, &find).await.is(422);
    let said = asked.page().mistakes();
    assert_eq!(said, ["Check the postcode. Do you mean ME10 9ZA?"]);
    assert_eq!(asked.page().form().value("address-postcode"), "ME1O 9ZA");
    let buttons = asked.page();
    let buttons = buttons.all("form.app-form button[value=use-postcode]");
    assert_eq!(buttons.len(), 1);
    let found = browser
        .next_page(&asked, &[("_action", "use-postcode")])
        .await;
    let main = found.page().main();
    assert!(main.contains("found for ME10 9ZA"), "{main}");
    assert!(!main.contains("ME1O"), "{main}");
    // A press without anything to suggest looks up what is typed.
    let mut other = app.browser();
    let page = start(&mut other, "missed-bin").await;
    let find = [
        ("address-postcode", "nonsense"),
        ("_action", "use-postcode"),
    ];
    let wrong = other.submit(&page, &find).await.is(422);
    assert!(
        wrong
            .page()
            .mistakes()
            .concat()
            .contains("full UK postcode")
    );
}

#[tokio::test]
async fn a_postcode_opens_a_request_also_with_a_letter_for_a_digit() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let sent = send(&mut app.browser(), "missed-bin", &missed_bin()).await;
    let reference = sent.reference();
    for (typed, status) in [("MEI4 9ZA", 303), ("me14 9za", 303), ("ME1O 9ZA", 422)] {
        let mut stranger = app.browser();
        let find = stranger.get("/requests").await.is(200);
        let fields = [("reference", reference.as_str()), ("fact", typed)];
        stranger.submit(&find, &fields).await.is(status);
    }
}
