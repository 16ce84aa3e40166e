//! Notices about the answers of a page, by plain forms and by the API: asked once, mended without
//! typing, and what is said by going on.

use crate::flows::outbox_fixture::faulty::{FaultServer, ok};
use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{SWALE_HOME, pothole, pothole_json, start, walk};
use crate::support::response::TestResponse;
use serde_json::{Value, json};
use shared::reference::Reference;

const GO_ON: (&str, &str) = ("_action", "pass");
const MEND: (&str, &str) = ("_action", "mend");

/// Fills in a service page by page until it shows this heading.
async fn until(
    browser: &mut Browser,
    service: &str,
    typed: &[Vec<(&str, &str)>],
    heading: &str,
) -> TestResponse {
    let mut page = start(browser, service).await;
    for fields in typed {
        if page.page().heading() == heading {
            return page;
        }
        page = browser.next_page(&page, fields).await;
    }
    assert_eq!(page.page().heading(), heading);
    page
}

async fn at_motorway(browser: &mut Browser) -> TestResponse {
    let typed = pothole("M20 junction 7, by the bridge", "Deep");
    until(browser, "pothole", &typed, "Is it on the motorway?").await
}

/// Fills in the pages of the pothole service after the place.
async fn after_place(browser: &mut Browser, mut page: TestResponse) -> TestResponse {
    for fields in pothole("unused", "Deep").iter().skip(4) {
        page = browser.next_page(&page, fields).await;
    }
    page
}

/// The value in the row of check answers with this key.
fn row(check: &TestResponse, key: &str) -> Option<String> {
    let page = check.page();
    let keys = page.words("main .govuk-summary-list__key");
    let values = page.words("main .govuk-summary-list__value");
    let at = keys.iter().position(|one| one == key)?;
    values.get(at).cloned()
}

fn path(response: &TestResponse) -> String {
    response.location().split('?').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_road_named_in_words_is_asked_about_once_and_the_answer_stands_in_words() {
    let highways = FaultServer::start(ok("H-1")).await;
    let url = highways.url();
    let app = TestApp::with(&[("DOORSTEP__DESTINATIONS__HIGHWAYS__URL", &url)]).await;
    let mut browser = app.browser();
    let notice = at_motorway(&mut browser).await;
    assert!(
        notice
            .page()
            .main()
            .contains("National Highways looks after the M2")
    );
    assert!(notice.page().mistakes().is_empty(), "a notice is no error");
    let form = notice.page().form_to("/notice/motorway");
    let draft = form.value("_draft").to_owned();

    // Nothing is skipped by asking for a later page or for check answers.
    for later in ["size", "check-answers"] {
        let skipped = browser
            .get(&format!("/services/pothole/{later}?d={draft}"))
            .await;
        assert_eq!(path(&skipped.is(303)), "/services/pothole/notice/motorway");
    }
    let page = browser.next_page(&notice, &[GO_ON]).await;
    assert_eq!(page.page().heading(), "How big is the damage?");

    // It is over: its address leads on, and saying it again changes nothing.
    let again = browser
        .get(&format!("/services/pothole/notice/motorway?d={draft}"))
        .await;
    assert_eq!(path(&again.is(303)), "/services/pothole/size");
    let again = browser.send(&form.clone().filled(&[MEND])).await;
    assert_eq!(path(&again.is(303)), "/services/pothole/size");

    // The same place is not asked about again, another one is.
    let place = format!("/services/pothole/place?d={draft}");
    let same = browser.get(&place).await;
    let same = browser.submit(&same, &[]).await;
    assert_eq!(path(&same.is(303)), "/services/pothole/size");
    let other = browser.get(&place).await;
    let other = browser
        .submit(&other, &[("place-description", "A249 at Bobbing")])
        .await;
    assert_eq!(path(&other.is(303)), "/services/pothole/notice/main-road");
    let back = browser.get(&place).await;
    let back = browser
        .submit(&back, &[("place-description", "M20 junction 8")])
        .await;
    assert_eq!(path(&back.is(303)), "/services/pothole/notice/motorway");
    let notice = browser
        .get(&format!("/services/pothole/notice/motorway?d={draft}"))
        .await;
    let page = browser.next_page(&notice, &[GO_ON]).await;

    let check = after_place(&mut browser, page).await;
    assert_eq!(row(&check, "Where it is").unwrap(), "M20 junction 8");
    let said = row(&check, "Is it on the motorway?").unwrap();
    assert_eq!(said, "It is not on the motorway");
    assert!(row(&check, "Is it on one of these parts of the road?").is_none());
    browser.submit(&check, &[]).await.reference();
    app.deliver_all().await;
    let sent: Value = serde_json::from_slice(&highways.received()[0].body).unwrap();
    assert_eq!(
        sent["data"]["statements"],
        json!([{
            "id": "motorway",
            "page": "place",
            "about": "Is it on the motorway?",
            "text": "It is not on the motorway"
        }])
    );
}

#[tokio::test]
async fn an_objection_to_an_outcome_stands_in_words_and_not_as_its_opposite() {
    let highways = FaultServer::start(ok("H-1")).await;
    let url = highways.url();
    let app = TestApp::with(&[("DOORSTEP__DESTINATIONS__HIGHWAYS__URL", &url)]).await;
    let mut browser = app.browser();
    let mut typed = pothole("Mill Lane", "Deep");
    typed[2] = vec![("road", "trunk")];
    let heading = "National Highways looks after this road";
    let outcome = until(&mut browser, "pothole", &typed, heading).await;
    let place = browser.next_page(&outcome, &[GO_ON]).await;
    assert_eq!(place.page().heading(), "Where exactly is it?");
    let size = browser.next_page(&place, &typed[3]).await;
    let check = after_place(&mut browser, size).await;
    let said = "It is not a road that National Highways looks after";
    assert_eq!(row(&check, heading).unwrap(), said);
    let road = row(&check, "Kind of road").unwrap();
    assert!(road.starts_with("An ordinary road"), "{road}");
    assert!(!check.page().main().contains("A motorway"));
    browser.submit(&check, &[]).await.reference();
    app.deliver_all().await;
    let sent: Value = serde_json::from_slice(&highways.received()[0].body).unwrap();
    assert_eq!(sent["data"]["answers"]["road"], "ordinary");
    assert_eq!(sent["data"]["statements"][0]["text"], said);
}

#[tokio::test]
async fn a_mend_leads_to_whoever_looks_after_the_road() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    let notice = at_motorway(&mut browser).await;
    let outcome = browser.next_page(&notice, &[MEND]).await;
    let heading = "National Highways looks after this road";
    assert_eq!(outcome.page().heading(), heading);
    assert!(outcome.page().main().contains("0300 123 5000"));
    // Back at the place, a road of the county leads on at once.
    let draft = outcome.page().form().value("_draft").to_owned();
    let road = browser
        .get(&format!("/services/pothole/road?d={draft}"))
        .await;
    let place = browser.next_page(&road, &[("road", "ordinary")]).await;
    assert_eq!(place.page().heading(), "Where exactly is it?");
    let typed = [("place-description", "Chatham Road, Maidstone")];
    let size = browser.next_page(&place, &typed).await;
    assert_eq!(size.page().heading(), "How big is the damage?");
    app.assert_no_request().await;
}

/// A move out of Swale to an address in Maidstone, up to the notice.
async fn out_of_swale(browser: &mut Browser) -> TestResponse {
    let typed = [
        vec![("moving", "out-of")],
        vec![("role", "owner")],
        vec![
            ("old_address-postcode", "ME10 9ZA"),
            ("_action", "find-address"),
        ],
        vec![("old_address-uprn", SWALE_HOME)],
        vec![
            ("forwarding_address-postcode", "ME14 9ZA"),
            ("_action", "find-address"),
        ],
        vec![("forwarding_address-uprn", "100099000037")],
    ];
    let heading = "The new address is in Maidstone, Swale or Tunbridge Wells";
    until(browser, "council-tax-change-of-address", &typed, heading).await
}

/// Fills in the pages of a move after its addresses.
async fn after_addresses(
    browser: &mut Browser,
    mut page: TestResponse,
    people: &[(&str, &str)],
) -> TestResponse {
    let date = [
        ("move_date-day", "1"),
        ("move_date-month", "12"),
        ("move_date-year", "2026"),
    ];
    let contact = [("name", "Ada Perrin"), ("email", ""), ("phone", "")];
    let account = [("account_number", "")];
    let declaration = [("declaration", "yes")];
    for fields in [&date[..], people, &account, &contact, &declaration] {
        page = browser.next_page(&page, fields).await;
    }
    page
}

async fn parts(app: &TestApp, reference: &str) -> Vec<(String, String)> {
    let reference = Reference::parse(reference).unwrap();
    let found = app.state.store.submission(reference).await.unwrap();
    let parts = found.unwrap().parts.into_iter();
    let mut parts: Vec<_> = parts.map(|part| (part.id, part.authority)).collect();
    parts.sort();
    parts
}

#[tokio::test]
async fn a_move_out_to_an_address_of_ours_can_tell_both_councils_with_nothing_typed_again() {
    for app in TestApp::on_every_store().await {
        app.leave_undelivered("no back office is running");
        let mut browser = app.browser_at("maidstone.localhost:3000");
        let notice = out_of_swale(&mut browser).await;
        let date = browser.next_page(&notice, &[MEND]).await;
        assert_eq!(date.page().heading(), "What is the date of the move?");
        let people = [("adults", "Ada Perrin"), ("only_adult", "yes")];
        let check = after_addresses(&mut browser, date, &people).await;
        assert!(
            row(&check, "New address")
                .unwrap()
                .contains("1 Quince Orchard Road")
        );
        let move_row = row(&check, "Move").unwrap();
        assert!(
            move_row.starts_with("From one home to another"),
            "{move_row}"
        );
        let words = check.page().main();
        for council in ["Maidstone Borough Council", "Swale Borough Council"] {
            assert!(words.contains(council), "{council}: {words}");
        }
        assert!(!words.contains("will not hear about the move"), "{words}");
        let reference = browser.submit(&check, &[]).await.reference();
        let expected = [("arriving", "maidstone"), ("leaving", "swale")];
        let expected = expected.map(|(id, council)| (id.to_owned(), council.to_owned()));
        assert_eq!(parts(&app, &reference).await, expected);
    }
}

#[tokio::test]
async fn a_move_out_can_go_on_and_check_answers_says_who_will_not_hear() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser_at("maidstone.localhost:3000");
    let notice = out_of_swale(&mut browser).await;
    let date = browser.next_page(&notice, &[GO_ON]).await;
    let page = after_addresses(&mut browser, date, &[("adults", "Ada Perrin")]).await;
    let said = row(
        &page,
        "The new address is in Maidstone, Swale or Tunbridge Wells",
    );
    assert_eq!(said.unwrap(), "The address is only where to send the bill");
    let words = page.page().main();
    assert!(
        words.contains("The council for the new address will not hear"),
        "{words}"
    );
    assert!(!words.contains("Maidstone Borough Council"), "{words}");
    let reference = browser.submit(&page, &[]).await.reference();
    let leaving = ("leaving".to_owned(), "swale".to_owned());
    assert_eq!(parts(&app, &reference).await, [leaving]);
}

#[tokio::test]
async fn the_api_accepts_answers_that_contradict_each_other_and_lists_the_notices() {
    let highways = FaultServer::start(ok("H-1")).await;
    let url = highways.url();
    let app = TestApp::with(&[("DOORSTEP__DESTINATIONS__HIGHWAYS__URL", &url)]).await;
    let mut client = app.browser();
    let mut body = pothole_json("Deep");
    body["answers"]["place"]["description"] = "High Street, Chatham".into();
    let receipt = client.request("open", &body).await.is(201).json();
    assert_eq!(receipt["notices"].as_array().unwrap().len(), 1);
    assert_eq!(receipt["notices"][0]["notice"], "medway-town");
    assert_eq!(receipt["notices"][0]["page"], "place");
    let detail = receipt["notices"][0]["detail"].as_str().unwrap();
    assert!(
        detail.starts_with("Is it in Medway?\nMedway Council"),
        "{detail}"
    );
    let repeated = client.request("open", &body).await.is(201).json();
    assert_eq!(repeated, receipt);
    app.deliver_all().await;

    body["passed"] = json!(["medway-town", "motorway", "nothing"]);
    let receipt = client.request("said", &body).await.is(201).json();
    assert!(receipt.get("notices").is_none(), "{receipt}");
    app.deliver_all().await;
    // An outcome that is passed gives the answer it means, as on the page.
    body["answers"]["place"]["description"] = "Mill Lane".into();
    body["answers"]["road"] = "private".into();
    client.request("refused", &body).await.is(422);
    body["passed"] = json!(["private-road"]);
    client.request("public", &body).await.is(201);

    app.deliver_all().await;
    let sent: Vec<Value> = highways
        .received()
        .iter()
        .map(|one| serde_json::from_slice::<Value>(&one.body).unwrap()["data"].clone())
        .collect();
    let [open, said, public] = &sent[..] else {
        panic!("{} messages", sent.len());
    };
    assert!(open.get("statements").is_none(), "nothing was said: {open}");
    assert_eq!(said["statements"][0]["text"], "It is not in Medway");
    assert_eq!(said["statements"].as_array().unwrap().len(), 1);
    assert_eq!(public["answers"]["road"], "ordinary");
    assert_eq!(public["statements"][0]["text"], "It is a public road");
}

#[tokio::test]
async fn a_notice_of_no_service_or_of_a_draft_that_is_gone_leads_nowhere_wrong() {
    let app = TestApp::new().await;
    let mut browser = app.browser();
    browser.get("/services/pothole/notice/none").await.is(404);
    browser
        .get("/services/pothole/notice/call-us")
        .await
        .is(404);
    let path_of = |response: TestResponse| path(&response.is(303));
    let gone = "/services/pothole/notice/motorway";
    assert_eq!(path_of(browser.get(gone).await), "/services/pothole/danger");
    let pressed = [GO_ON, MEND].map(|(name, value)| [(name.to_owned(), value.to_owned())]);
    for fields in pressed {
        assert_eq!(
            path_of(browser.post(gone, &fields).await),
            "/services/pothole/danger"
        );
    }
    // Another notice than the one the answers lead to.
    let notice = at_motorway(&mut browser).await;
    let form = notice.page().form();
    let mut other = form.clone().filled(&[GO_ON]);
    other.action = other.action.replace("motorway", "medway-town");
    let stays = browser.send(&other).await;
    assert_eq!(path_of(stays), "/services/pothole/notice/motorway");
    app.assert_no_request().await;
}

#[tokio::test]
async fn a_passed_outcome_does_not_hide_what_happens_next() {
    let folder = tempfile::tempdir().unwrap();
    let next = "[[next.body]]\nwhen = { chose = { question = \"problem\", any_of = [\"pothole\"] } }\ntext = \"Keep off.\"\n";
    let text = include_str!("../../../../shared/services/pothole.toml");
    std::fs::write(folder.path().join("pothole.toml"), [text, next].join("\n")).unwrap();
    let path = folder.path().display().to_string();
    let app = TestApp::with(&[("DOORSTEP__SERVICES__DIR", &path)]).await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser();
    let mut typed = pothole("Mill Lane", "Deep");
    typed[0] = vec![("danger", "danger")];
    typed.insert(1, vec![GO_ON]);
    let check = walk(&mut browser, "pothole", &typed).await;
    let said = row(&check, "Call us now");
    assert_eq!(said.unwrap(), "Report it here as well");
    let sent = browser.submit(&check, &[]).await;
    let confirmation = browser.follow(sent).await.is(200);
    let words = confirmation.page().main();
    assert!(words.contains("Keep off."), "{words}");
}
