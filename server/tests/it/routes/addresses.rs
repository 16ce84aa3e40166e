//! The steps of an address by plain forms: one outside the UK, and continuing without one, but never
//! by accident.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::start;
use crate::support::response::TestResponse;
use serde_json::json;

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
        [
            "find-address",
            "no-address",
            "manual-address",
            "address-abroad"
        ]
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
    let page = start(&mut browser, MOVE).await;
    let page = browser.next_page(&page, &[("moving", "out-of")]).await;
    let page = browser.next_page(&page, &[("role", "owner")]).await;
    assert_eq!(actions(&page), ["find-address", "manual-address"]);
    for action in ["no-address", "find-address", ""] {
        let wrong = browser.submit(&page, &[("_action", action)]).await.is(422);
        assert_eq!(
            wrong.page().mistakes(),
            ["Enter the postcode of the old address"],
            "{action}"
        );
    }
}

#[tokio::test]
async fn a_new_home_without_a_postcode_leads_to_numbers_to_call() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let page = at_optional_address(&mut browser).await;
    let page = browser.next_page(&page, &[("_action", "no-address")]).await;
    assert!(
        page.page()
            .main()
            .contains("The new home has no postcode yet")
    );
    let call = browser.next_page(&page, &[("_action", "no-address")]).await;
    let main = call.page().main();
    for number in ["01632 960 202", "01632 960 302", "01632 960 402"] {
        assert!(main.contains(number), "{main}");
    }
    assert!(main.contains("Nothing has been sent"));
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
    assert_eq!(
        actions(&page),
        ["find-address", "manual-address", "address-abroad"]
    );
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

#[tokio::test]
async fn an_address_abroad_is_typed_without_a_postcode() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(HOST);
    let page = at_optional_address(&mut browser).await;
    let abroad = [
        ("previous_address-postcode", "59000"),
        ("_action", "address-abroad"),
    ];
    let page = browser.next_page(&page, &abroad).await;
    let form = page.page().form();
    assert_eq!(form.value("previous_address-mode"), "abroad");
    assert_eq!(form.value("previous_address-postcode"), "59000");
    let line = [("previous_address-line1", "1 rue Haute")];
    let wrong = browser.submit(&page, &line).await.is(422);
    assert_eq!(wrong.page().mistakes(), ["Enter the country"]);
    let shown = wrong.page();
    let link = shown.all(".govuk-error-summary__list a")[0].attr("href");
    assert_eq!(link, Some("#previous_address-country"));
    assert_eq!(
        wrong.page().form().value("previous_address-line1"),
        "1 rue Haute"
    );
    let wales = [("previous_address-country", "Wales")];
    let wrong = browser.submit(&wrong, &wales).await.is(422);
    assert!(wrong.page().mistakes()[0].contains("in the UK"));
    let france = [("previous_address-country", "France")];
    let page = browser.next_page(&wrong, &france).await;
    assert!(page.page().heading().contains("new address"));
    // A question that takes none ignores the button.
    let forged = [
        ("new_address-line1", "1 rue Haute"),
        ("new_address-country", "France"),
        ("new_address-mode", "abroad"),
        ("_action", "address-abroad"),
    ];
    let wrong = browser.submit(&page, &forged).await.is(422);
    assert_eq!(
        wrong.page().mistakes(),
        ["Enter the postcode of the new address"]
    );
}

#[tokio::test]
async fn an_address_abroad_from_a_program_is_no_second_fact() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser_at(HOST);
    let body = json!({"service": MOVE, "answers": {
        "moving": "out-of",
        "role": "owner",
        "old_address": {"uprn": "100099000037", "lines": ["1 Quince Orchard Road"], "town": "Maidstone", "postcode": "ME14 9ZA"},
        "forwarding_address": {"lines": ["1 rue Haute"], "town": "Lille", "postcode": "SW1A 1AA", "country": "France"},
        "move_date": "2026-11-30",
        "adults": "Ada Perrin",
        "name": "Ada Perrin",
        "declaration": "yes",
    }});
    let sent = client.request("abroad", &body).await.is(201).json();
    let path = format!("/requests/{}", sent["reference"].as_str().unwrap());
    // Even where it looks like a postcode: it was not checked as one.
    let fields = [("fact".to_owned(), "SW1A 1AA".to_owned())];
    let mut stranger = app.browser_at(HOST);
    stranger.post(&path, &fields).await.is(422);
    let mut refused = body.clone();
    refused["answers"]["old_address"]["country"] = "France".into();
    let refused = client.request("old", &refused).await.is(422).json();
    assert_eq!(refused["errors"][0]["question"], "old_address");
    let schema = client
        .get(&format!("/api/v1/services/{MOVE}/schema"))
        .await
        .is(200)
        .json();
    let forms = &schema["properties"]["forwarding_address"]["oneOf"];
    assert_eq!(forms[1]["required"], json!(["lines", "country"]));
}
