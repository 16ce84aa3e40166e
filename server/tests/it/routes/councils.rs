//! The council that serves: its name and numbers on every site, and how to reach it where nobody knows
//! which one it is.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin, missed_bin_json, start, walk};
use crate::support::response::TestResponse;
use serde_json::json;

const COUNTY: &str = "localhost:3000";
const MOVE: &str = "council-tax-change-of-address";
const KENT: &str = "01632 960 101";
const SWALE: &str = "01632 960 300";

/// The telephone numbers of the footer.
fn numbers(page: &TestResponse) -> Vec<String> {
    page.page().words("footer a[href^='tel:']")
}

fn header(page: &TestResponse) -> String {
    page.page().words("header").concat()
}

/// Answers the first page of "missed bin" with an address from the gazetteer.
async fn at_address(browser: &mut Browser, postcode: &str, uprn: &str) -> TestResponse {
    let page = start(browser, "missed-bin").await;
    let find = [("address-postcode", postcode), ("_action", "find-address")];
    let page = browser.next_page(&page, &find).await;
    browser.next_page(&page, &[("address-uprn", uprn)]).await
}

#[tokio::test]
async fn the_council_of_the_address_answers_on_the_countys_site_too() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(COUNTY);
    let first = start(&mut browser, "missed-bin").await;
    assert!(header(&first).contains("Kent County Council"));
    assert!(numbers(&first).contains(&KENT.to_owned()));
    let next = at_address(
        &mut browser,
        "ME10 9ZA",
        crate::support::journeys::SWALE_HOME,
    )
    .await;
    assert!(next.page().heading().contains("bins"));
    assert!(header(&next).contains("Swale Borough Council"));
    assert!(
        !header(&next).contains("Kent"),
        "two councils in the header"
    );
    assert!(next.page().title().contains("Swale Borough Council"));
    assert!(numbers(&next).contains(&SWALE.to_owned()));
    assert!(!numbers(&next).contains(&KENT.to_owned()));
    let shown = next.page();
    let privacy = shown.all("footer a[href*=privacy]")[0].attr("href");
    assert_eq!(privacy, Some("/privacy?council=swale"));
    // The next visitor of the site is not at Swale's.
    let home = browser.get("/").await.is(200);
    assert!(header(&home).contains("Kent County Council"));
}

#[tokio::test]
async fn a_service_of_one_council_has_its_number_on_every_site() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at("swale.localhost:3000");
    let page = browser.get("/services/pothole").await.is(200);
    let first = start(&mut browser, "pothole").await;
    for page in [page, first] {
        assert!(header(&page).contains("Kent County Council"));
        assert!(numbers(&page).contains(&KENT.to_owned()));
        assert!(!page.text().contains(SWALE), "a number of another council");
    }
}

#[tokio::test]
async fn each_privacy_notice_is_that_of_its_council() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(COUNTY);
    let check = walk(&mut browser, "missed-bin", &missed_bin()).await;
    let shown = check.page();
    let link = shown.all("main a[href*=privacy]")[0].attr("href").unwrap();
    assert_eq!(link, "/privacy?council=maidstone");
    let notice = browser.get(link).await.is(200);
    let words = notice.page().main();
    assert!(words.contains("Maidstone Borough Council"), "{words}");
    assert!(words.contains("dataprotection@maidstone"), "{words}");
    assert!(!words.contains("Kent County Council"), "{words}");
    let shown = notice.page();
    let welsh = shown.all("a[hreflang=cy]")[0].attr("href").unwrap();
    let welsh = browser.get(welsh).await.is(200);
    assert!(welsh.page().main().contains("Cyngor Bwrdeistref Maidstone"));
    for path in ["/privacy", "/privacy?council=nobody"] {
        let own = browser.get(path).await.is(200);
        assert!(own.page().main().contains("Kent County Council"), "{path}");
    }
}

#[tokio::test]
async fn an_address_outside_names_its_council_with_a_link() {
    let app = TestApp::new().await;
    for (postcode, uprn, words, href) in [
        (
            "CT1 9ZA",
            "100099010841",
            "Canterbury City Council",
            "https://www.canterbury.gov.uk/",
        ),
        (
            "TN34 9ZA",
            "100099013024",
            "Hastings Borough Council",
            "https://www.hastings.gov.uk/",
        ),
        (
            "SE9 9ZA",
            "100099013320",
            "GOV.UK",
            "https://www.gov.uk/find-local-council",
        ),
    ] {
        let mut browser = app.browser_at(COUNTY);
        let page = at_address(&mut browser, postcode, uprn).await;
        assert!(page.page().heading().contains("do not collect bins"));
        let shown = page.page();
        let links = shown.all("main a[href^=https]");
        assert_eq!(links.len(), 1, "{postcode}");
        assert_eq!(links[0].attr("href"), Some(href), "{postcode}");
        assert!(page.page().main().contains(words), "{postcode}");
    }
}

#[tokio::test]
async fn a_place_without_an_address_leads_to_every_councils_phone() {
    let app = TestApp::new().await;
    let mut browser = app.browser_at(COUNTY);
    let page = start(&mut browser, "missed-bin").await;
    assert!(page.page().main().contains("The place has no address"));
    assert!(!page.page().main().contains("(optional)"));
    // Only its button leaves the address out.
    for action in ["find-address", ""] {
        let wrong = browser.submit(&page, &[("_action", action)]).await.is(422);
        assert_eq!(
            wrong.page().mistakes(),
            ["Enter the postcode of the address that has the missed bin"]
        );
    }
    let page = browser.next_page(&page, &[("_action", "no-address")]).await;
    assert!(page.page().heading().starts_with("Call the council"));
    let main = page.page().main();
    for (council, number) in [
        ("Maidstone Borough Council", "01632 960 201"),
        ("Swale Borough Council", "01632 960 301"),
        ("Tunbridge Wells Borough Council", "01632 960 401"),
    ] {
        assert!(main.contains(&format!("{council}, bins and recycling")));
        assert!(main.contains(number), "{number}");
    }
    // A program is told the same.
    let mut body = missed_bin_json();
    body["answers"].as_object_mut().unwrap().remove("address");
    let refused = browser.request("none", &body).await.is(422).json();
    assert_eq!(refused["errors"][0]["code"], "outcome");
    assert_eq!(refused["errors"][0]["question"], "no-address");
}

#[tokio::test]
async fn a_final_bill_with_nowhere_to_go_asks_how_to_reach_the_person() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser_at(COUNTY);
    let mut page = start(&mut browser, MOVE).await;
    for fields in [
        vec![("moving", "out-of")],
        vec![("role", "landlord"), ("tenant_name", "Tom Tenant")],
        vec![
            ("old_address-postcode", "ME14 9ZA"),
            ("_action", "find-address"),
        ],
        vec![("old_address-uprn", "100099000037")],
        vec![("_action", "no-address")],
        vec![
            ("move_date-day", "20"),
            ("move_date-month", "11"),
            ("move_date-year", "2026"),
        ],
        vec![("other_adults", "")],
        vec![("account_number", "")],
    ] {
        page = browser.next_page(&page, &fields).await;
    }
    assert_eq!(page.page().heading(), "Your details");
    let main = page.page().main();
    assert!(
        main.contains("You have not given the new address"),
        "{main}"
    );
    assert!(!main.contains("Email address (optional)"), "{main}");
    let name = [("name", "Lena Landlord")];
    let wrong = browser.submit(&page, &name).await.is(422);
    let error = "Enter an email address or a phone number, because there is no address to send the final bill to";
    assert_eq!(wrong.page().mistakes(), [error]);
    let shown = wrong.page();
    let link = shown.all(".govuk-error-summary__list a")[0].attr("href");
    assert_eq!(link, Some("#email"));
    let phone = [("phone", "07700 900982")];
    let page = browser.next_page(&wrong, &phone).await;
    let check = browser.next_page(&page, &[("declaration", "yes")]).await;
    let sent = browser.submit(&check, &[]).await.is(303);
    let done = browser.follow(sent).await.is(200);
    let main = done.page().main();
    assert!(main.contains("Maidstone Borough Council will close the account"));
    assert!(main.contains("Your tenant also needs to tell the council"));
    assert!(!main.contains("Keep paying"), "{main}");
    assert!(header(&done).contains("Maidstone Borough Council"));
    let body = json!({"service": MOVE, "answers": {
        "moving": "out-of",
        "role": "owner",
        "old_address": {"uprn": "100099000037", "lines": ["1 Quince Orchard Road"], "town": "Maidstone", "postcode": "ME14 9ZA"},
        "move_date": "2026-11-30",
        "adults": "Ada Perrin",
        "name": "Ada Perrin",
        "declaration": "yes",
    }});
    let refused = browser.request("nowhere", &body).await.is(422).json();
    assert_eq!(refused["errors"][0]["code"], "no-way-to-reach");
    assert_eq!(refused["errors"][0]["question"], "email");
    assert_eq!(refused["errors"][0]["detail"], error);
}
