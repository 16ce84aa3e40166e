//! The services filled in: page by page as plain forms, and in one JSON request.

use super::browser::Browser;
use super::response::TestResponse;
use serde_json::{Value, json};
use shared::journey::form_fields;

/// The day before the test clock's: bins should have been collected on it.
pub const YESTERDAY: [&str; 3] = ["17", "11", "2026"];

/// One page's fields, in the order of the pages.
pub type Typed<'a> = Vec<Vec<(&'a str, &'a str)>>;

/// A missed bin at a Maidstone address from the gazetteer, without contact details.
pub fn missed_bin() -> Typed<'static> {
    missed_bin_on(YESTERDAY)
}

pub fn missed_bin_on(day: [&'static str; 3]) -> Typed<'static> {
    vec![
        vec![
            ("address-postcode", "ME14 9ZA"),
            (form_fields::ACTION, "find-address"),
        ],
        vec![("address-uprn", "100099000037")],
        vec![("bins", "refuse"), ("bins", "food")],
        vec![
            ("missed_on-day", day[0]),
            ("missed_on-month", day[1]),
            ("missed_on-year", day[2]),
        ],
        vec![("assisted", "no")],
        vec![("out_in_time", "yes")],
        vec![("reason", "none")],
        vec![
            ("name", "Ada Perrin"),
            ("email", "ada.perrin@example.org"),
            ("phone", "07700 900982"),
        ],
    ]
}

/// A pothole described in words.
pub fn pothole<'a>(place: &'a str, description: &'a str) -> Typed<'a> {
    vec![
        vec![("danger", "no")],
        vec![("problem", "pothole")],
        vec![("road", "ordinary")],
        vec![("place-description", place)],
        vec![("depth", "medium"), ("width", "lid")],
        vec![
            ("noticed_on-day", "16"),
            ("noticed_on-month", "11"),
            ("noticed_on-year", "2026"),
        ],
        vec![("description", description)],
        vec![("name", ""), ("email", ""), ("phone", "")],
    ]
}

/// A move from Maidstone to Swale, which involves two councils.
pub fn two_boroughs() -> Typed<'static> {
    vec![
        vec![("moving", "within")],
        vec![("role", "owner")],
        vec![
            ("old_address-postcode", "ME14 9ZA"),
            (form_fields::ACTION, "find-address"),
        ],
        vec![("old_address-uprn", "100099000037")],
        vec![
            ("new_address-postcode", "ME10 9ZA"),
            (form_fields::ACTION, "find-address"),
        ],
        vec![("new_address-uprn", SWALE_HOME)],
        vec![
            ("move_date-day", "1"),
            ("move_date-month", "12"),
            ("move_date-year", "2026"),
        ],
        vec![("adults", "Ada Perrin\nBo Perrin"), ("only_adult", "no")],
        vec![("account_number", "")],
        vec![
            ("name", "Ada Perrin"),
            ("email", "ada.perrin@example.org"),
            ("phone", ""),
        ],
        vec![("declaration", "yes")],
    ]
}

/// A home at the postcode ME10 9ZA.
pub const SWALE_HOME: &str = "100099003478";

/// Starts a draft and returns the first page.
pub async fn start(browser: &mut Browser, service: &str) -> TestResponse {
    let page = browser.get(&format!("/services/{service}")).await.is(200);
    let form = page.page().form_to("/start");
    let pressed = browser.send(&form).await;
    browser.follow(pressed).await.is(200)
}

/// Goes from the first page of `pothole` to the page `place`.
pub async fn to_place(browser: &mut Browser, first: TestResponse) -> TestResponse {
    let mut page = first;
    for fields in [
        [("danger", "no")],
        [("problem", "other")],
        [("road", "unsure")],
    ] {
        page = browser.next_page(&page, &fields).await;
    }
    page
}

/// Fills in the service from the start to check answers.
pub async fn walk(browser: &mut Browser, service: &str, typed: &Typed<'_>) -> TestResponse {
    let mut page = start(browser, service).await;
    for fields in typed {
        page = browser.next_page(&page, fields).await;
        let mistakes = page.page().mistakes();
        assert!(mistakes.is_empty(), "{fields:?}: {mistakes:?}");
    }
    assert!(
        page.page()
            .forms()
            .iter()
            .any(|form| form.action.contains("/check-answers")),
        "not at check answers: {}",
        page.page().main()
    );
    page
}

/// Presses cancel on a page of a journey, and confirms it; the answer is the 303 that follows.
pub async fn cancel(browser: &mut Browser, page: &TestResponse) -> TestResponse {
    let href = link_to(page, "/leave");
    let asked = browser.get(&href).await.is(200);
    browser.send(&asked.page().form_to("/leave")).await.is(303)
}

/// The link in the page's content whose path ends like this.
#[track_caller]
pub fn link_to(page: &TestResponse, end: &str) -> String {
    let page = page.page();
    let links = page.all("main a");
    let mut hrefs = links.iter().filter_map(|link| link.attr("href"));
    let found = hrefs.find(|href| href.split('?').next().unwrap().ends_with(end));
    found
        .unwrap_or_else(|| panic!("no link to {end} in: {}", page.main()))
        .to_owned()
}

/// Fills in and submits the service; the answer is the 303 to the confirmation.
pub async fn send(browser: &mut Browser, service: &str, typed: &Typed<'_>) -> TestResponse {
    let check = walk(browser, service, typed).await;
    browser.submit(&check, &[]).await.is(303)
}

pub fn missed_bin_json() -> Value {
    json!({
        "service": "missed-bin",
        "answers": {
            "address": {
                "uprn": "100099000037",
                "lines": ["1 Quince Orchard Road"],
                "town": "Maidstone",
                "postcode": "ME14 9ZA"
            },
            "bins": ["refuse", "food"],
            "missed_on": "2026-11-17",
            "assisted": "no",
            "out_in_time": "yes",
            "reason": "none",
            "name": "Ada Perrin",
            "email": "ada.perrin@example.org",
            "phone": "07700 900982"
        }
    })
}

pub fn pothole_json(description: &str) -> Value {
    json!({
        "service": "pothole",
        "answers": {
            "danger": "no",
            "problem": "pothole",
            "road": "ordinary",
            "place": { "description": "Mill Lane, by the chapel" },
            "depth": "medium",
            "width": "lid",
            "noticed_on": "2026-11-16",
            "description": description
        }
    })
}
