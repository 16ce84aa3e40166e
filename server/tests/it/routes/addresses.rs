//! The steps of an address by plain forms: continuing without one, but never by accident.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::start;
use crate::support::response::TestResponse;

const HOST: &str = "maidstone.localhost:3000";
const MOVE: &str = "council-tax-change-of-address";
const TEXT: &str = include_str!("../../../../shared/services/council-tax-change-of-address.toml");

/// The page for the optional previous address, in a move from elsewhere.
async fn at_optional_address(browser: &mut Browser) -> TestResponse {
    let page = start(browser, MOVE).await;
    let page = browser.next_page(&page, &[("moving", "into")]).await;
    let page = browser.next_page(&page, &[("role", "owner")]).await;
    assert!(page.page().heading().contains("old address"));
    page
}

/// The values posted by the buttons of a page's form.
fn actions(page: &TestResponse) -> Vec<String> {
    let buttons = page.page();
    let buttons = buttons.all("main form.app-form button[name=_action]");
    let values = buttons.iter().filter_map(|button| button.attr("value"));
    values.map(str::to_owned).collect()
}

#[tokio::test]
async fn only_the_skip_button_leaves_an_optional_address_blank() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let page = at_optional_address(&mut browser).await;
    assert_eq!(
        actions(&page),
        ["find-address", "no-address", "manual-address"]
    );
    assert!(page.page().main().contains("Continue without an address"));
    // Searching with a blank postcode is an error, as for a required address.
    let find = [
        ("previous_address-postcode", " "),
        ("_action", "find-address"),
    ];
    let wrong = browser.submit(&page, &find).await.is(422);
    assert_eq!(
        wrong.page().mistakes(),
        ["Enter a postcode, or select ‘Continue without an address’"]
    );
    let shown = wrong.page();
    let link = shown.all(".govuk-error-summary__list a")[0].attr("href");
    assert_eq!(link, Some("#previous_address-postcode"));
    // The button for continuing without an address discards the typed text.
    let without = [
        ("previous_address-postcode", "ME14"),
        ("_action", "no-address"),
    ];
    let next = browser.next_page(&wrong, &without).await;
    assert!(next.page().heading().contains("new address"));
    let before = browser.get(&page.page().form().action).await.is(200);
    assert_eq!(before.page().form().value("previous_address-postcode"), "");
}

#[tokio::test]
async fn a_required_address_cannot_be_skipped() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let page = at_optional_address(&mut browser).await;
    let page = browser.next_page(&page, &[("_action", "no-address")]).await;
    assert_eq!(actions(&page), ["find-address", "manual-address"]);
    for action in ["no-address", "find-address", ""] {
        let wrong = browser.submit(&page, &[("_action", action)]).await.is(422);
        assert_eq!(
            wrong.page().mistakes(),
            ["Enter the postcode of the new address"],
            "{action}"
        );
    }
}

#[tokio::test]
async fn among_other_questions_continue_leaves_an_optional_address_blank() {
    let folder = tempfile::tempdir().unwrap();
    let more = "[[pages.questions]]\nid = \"why\"\nkind = { text = { max = 20 } }\noptional = true\nlabel = \"Why?\"\n\n";
    let after = "[[pages]]\nid = \"new-address\"";
    let page = "id = \"previous-address\"\n";
    let text = TEXT
        .replace(after, &format!("{more}{after}"))
        .replace(page, &format!("{page}title = \"The old address\"\n"));
    std::fs::write(folder.path().join("move.toml"), text).unwrap();
    let path = folder.path().display().to_string();
    let app = TestApp::with(&[("DOORSTEP__SERVICES__DIR", &path)]).await;
    let mut browser = app.browser_at(HOST);
    let page = at_optional_address(&mut browser).await;
    assert_eq!(actions(&page), ["find-address", "manual-address"]);
    let find = [("why", "Work"), ("_action", "find-address")];
    let wrong = browser.submit(&page, &find).await.is(422);
    assert_eq!(
        wrong.page().mistakes(),
        ["Enter a postcode, or select ‘Continue without an address’"]
    );
    assert_eq!(wrong.page().form().value("why"), "Work");
    let next = browser.next_page(&wrong, &[]).await;
    assert!(next.page().heading().contains("new address"));
}
