//! What a field asks of a browser: the person's own details, and how a reference is typed.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin, start, two_boroughs};
use crate::support::response::TestResponse;
use std::collections::BTreeMap;

const MOVE: &str = "council-tax-change-of-address";

/// The value of an attribute of every visible field, by the field's name.
fn attribute(page: &TestResponse, name: &str) -> BTreeMap<String, Option<String>> {
    let fields =
        "main input:not([type=hidden]):not([type=radio]):not([type=checkbox]), main textarea";
    let page = page.page();
    let all = page.all(fields);
    let read = all.iter().filter_map(|field| {
        let value = field.attr(name).map(str::to_owned);
        Some((field.attr("name")?.to_owned(), value))
    });
    read.collect()
}

fn tokens(page: &TestResponse) -> Vec<(String, String)> {
    let all = attribute(page, "autocomplete").into_iter();
    all.filter_map(|(name, token)| Some((name, token?)))
        .collect()
}

async fn moving(browser: &mut Browser, way: &str, role: &str, tenant: &str) -> TestResponse {
    let page = start(browser, MOVE).await;
    let page = browser.next_page(&page, &[("moving", way)]).await;
    let fields = [("role", role), ("tenant_name", tenant)];
    browser.next_page(&page, &fields).await
}

#[tokio::test]
async fn a_landlords_browser_is_not_asked_to_fill_in_the_tenant() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let page = start(&mut browser, MOVE).await;
    let page = browser.next_page(&page, &[("moving", "out-of")]).await;
    assert_eq!(
        tokens(&page),
        [("tenant_name".to_owned(), "off".to_owned())]
    );
}

#[tokio::test]
async fn addresses_of_a_move_and_of_a_bin_carry_no_token() {
    let app = TestApp::new().await;
    for way in ["out-of", "into"] {
        let mut browser = app.browser();
        let page = moving(&mut browser, way, "landlord", "Bo Perrin").await;
        assert_eq!(tokens(&page), [], "{way}: the old address");
        let by_hand = [("_action", "manual-address")];
        let page = browser.next_page(&page, &by_hand).await;
        assert_eq!(attribute(&page, "autocomplete").len(), 4);
        assert_eq!(tokens(&page), [], "{way}: the old address by hand");
    }
    let mut browser = app.browser();
    let page = start(&mut browser, "missed-bin").await;
    assert_eq!(tokens(&page), []);
    // A postcode is no word of a language.
    let spelling = attribute(&page, "spellcheck");
    assert_eq!(spelling["address-postcode"].as_deref(), Some("false"));
}

#[tokio::test]
async fn the_persons_own_details_carry_tokens() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at("maidstone.localhost:3000");
    let mut page = start(&mut browser, "missed-bin").await;
    for fields in missed_bin().iter().take(7) {
        page = browser.next_page(&page, fields).await;
    }
    let own = |name: &str, token: &str| (name.to_owned(), token.to_owned());
    assert_eq!(
        tokens(&page),
        [
            own("email", "email"),
            own("name", "name"),
            own("phone", "tel")
        ]
    );
}

#[tokio::test]
async fn a_number_from_a_bill_is_not_corrected_and_is_refused_in_words() {
    let app = TestApp::new().await;
    let mut mover = app.browser();
    let mut page = start(&mut mover, MOVE).await;
    for fields in two_boroughs().iter().take(8) {
        page = mover.next_page(&page, fields).await;
    }
    assert!(page.page().heading().contains("account number"));
    for (name, value) in [
        ("spellcheck", "false"),
        ("autocorrect", "off"),
        ("autocapitalize", "none"),
        ("inputmode", "numeric"),
    ] {
        let found = attribute(&page, name);
        assert_eq!(found["account_number"].as_deref(), Some(value), "{name}");
    }
    let wrong = mover.submit(&page, &[("account_number", "abc!!")]).await;
    let wrong = wrong.is(422);
    assert_eq!(wrong.page().form().value("account_number"), "abc!!");
    let said = wrong.page().mistakes().concat();
    assert!(said.contains("as it is on the bill"), "{said}");
    let next = mover
        .next_page(&wrong, &[("account_number", "3012 3456")])
        .await;
    assert!(next.page().mistakes().is_empty());
}

#[tokio::test]
async fn no_number_becomes_a_telephone_link_by_itself() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    for path in ["/", "/services/missed-bin", "/requests", "/none"] {
        let page = browser.get(path).await;
        let page = page.page();
        let told = page.all("head meta[name=format-detection]");
        assert_eq!(told.len(), 1, "{path}");
        assert_eq!(told[0].attr("content"), Some("telephone=no"));
    }
}
