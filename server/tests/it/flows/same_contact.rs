//! One journey records the same contact by plain forms, by the island's saves and by the API, in
//! everything that each of them can know.

use crate::support::app::TestApp;
use crate::support::browser::{Browser, PHONE};
use crate::support::journeys::start;
use crate::support::response::TestResponse;
use crate::support::tables::column;
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::store::{Contact, ContactRow, Device, OpenedFor, Source, VisitedPage};
use shared::reference::Reference;
use std::fmt::Debug;

/// Swale's site; the address is in Maidstone.
const HOST: &str = "swale.localhost:3000";

/// A page as the island saves it: answers, errors shown, and seconds it was open.
type Saved = (&'static str, Value, Vec<(&'static str, &'static str)>, u32);

/// A missed bin with one error on the way. A form is submitted five seconds after its page; the
/// address takes two submissions, the error one more.
fn forms() -> Vec<Vec<(&'static str, &'static str)>> {
    vec![
        vec![
            ("address-postcode", "ME14 9ZA"),
            ("_action", "find-address"),
        ],
        vec![("address-uprn", "100099000037")],
        vec![("bins", "food")],
        vec![
            ("missed_on-day", "31"),
            ("missed_on-month", "2"),
            ("missed_on-year", "2026"),
        ],
        vec![
            ("missed_on-day", "17"),
            ("missed_on-month", "11"),
            ("missed_on-year", "2026"),
        ],
        vec![("assisted", "no")],
        vec![("out_in_time", "yes")],
        vec![("reason", "none")],
        vec![("name", ""), ("email", ""), ("phone", "")],
    ]
}

fn saves() -> Vec<Saved> {
    let day = json!({"missed_on": {"day": "17", "month": "11", "year": "2026"}});
    let nobody = json!({"name": "", "email": "", "phone": ""});
    let address = json!({"address": {"postcode": "ME14 9ZA", "uprn": "100099000037"}});
    vec![
        ("address", address, vec![], 10),
        ("bins", json!({"bins": ["food"]}), vec![], 5),
        (
            "collection-date",
            day,
            vec![("missed_on", "not-a-date")],
            10,
        ),
        ("assisted", json!({"assisted": "no"}), vec![], 5),
        ("put-out", json!({"out_in_time": "yes"}), vec![], 5),
        ("reason", json!({"reason": "none"}), vec![], 5),
        ("contact", nobody, vec![], 5),
    ]
}

async fn by_forms(app: &TestApp) -> Contact {
    let mut browser = app.browser_at(HOST);
    browser.agent = PHONE;
    let mut page = start(&mut browser, "missed-bin").await;
    for fields in forms() {
        app.clock.advance(SignedDuration::from_secs(5));
        let pressed = browser.submit(&page, &fields).await;
        page = browser.follow(pressed).await;
    }
    // The answer about the bins is changed: wrongly, then to the same.
    let link = change_link(&page, "bins");
    page = browser.get(&link).await.is(200);
    for bins in ["", "food"] {
        app.clock.advance(SignedDuration::from_secs(5));
        let pressed = browser.submit(&page, &[("bins", bins)]).await;
        page = browser.follow(pressed).await;
    }
    end(app, &mut browser, page).await
}

async fn by_island(app: &TestApp) -> Contact {
    let mut browser = app.browser_at(HOST);
    browser.agent = PHONE;
    let first = start(&mut browser, "missed-bin").await.page().form();
    let (draft, empty) = (
        first.value("_draft").to_owned(),
        first.value("_base").to_owned(),
    );
    let mut bins_hash = String::new();
    for (page, answers, errors, seconds) in saves() {
        app.clock
            .advance(SignedDuration::from_secs(i64::from(seconds)));
        let body = json!({"service": "missed-bin", "answers": answers,
            "errors": errors, "seconds": seconds, "language": "en"});
        let hash = save(&mut browser, &draft, page, &empty, &body).await;
        if page == "bins" {
            bins_hash = hash;
        }
    }
    for errors in [vec![("bins", "required")], vec![]] {
        app.clock.advance(SignedDuration::from_secs(5));
        let body = json!({"service": "missed-bin", "answers": {"bins": ["food"]},
            "errors": errors, "seconds": 5, "language": "en", "changing": true});
        save(&mut browser, &draft, "bins", &bins_hash, &body).await;
    }
    let check = browser
        .get(&format!("/services/missed-bin/check-answers?d={draft}"))
        .await
        .is(200);
    end(app, &mut browser, check).await
}

/// The path of the link that changes the answers of a page.
fn change_link(check: &TestResponse, page: &str) -> String {
    let page = format!("/{page}?");
    let check = check.page();
    let links = check.all("main a");
    let links = links.iter().filter_map(|link| link.attr("href"));
    links
        .into_iter()
        .find(|href| href.contains(&page) && href.contains("change="))
        .expect("a link to change the answer")
        .to_owned()
}

/// Saves a page as the island does; returns its new fingerprint.
async fn save(
    browser: &mut Browser,
    draft: &str,
    page: &str,
    base_hash: &str,
    body: &Value,
) -> String {
    let path = format!("/api/v1/drafts/{draft}/pages/{page}");
    let base_hash = format!("\"{base_hash}\"");
    let headers = [("if-match", base_hash.as_str())];
    let saved = browser.json("PUT", &path, &headers, body).await.is(200);
    saved.json()["hash"].as_str().unwrap().to_owned()
}

async fn by_api(app: &TestApp) -> Contact {
    let body = json!({"service": "missed-bin", "answers": {
        "address": {"postcode": "ME14 9ZA", "uprn": "100099000037"}, "bins": ["food"],
        "missed_on": "2026-11-17", "assisted": "no", "out_in_time": "yes", "reason": "none"}});
    let sent = app.browser_at(HOST).request("one", &body).await.is(201);
    let reference = sent.json()["reference"].as_str().unwrap().to_owned();
    of_request(app, &reference).await
}

/// Submits, reads the confirmation and returns the contact.
async fn end(app: &TestApp, browser: &mut Browser, check: TestResponse) -> Contact {
    app.clock.advance(SignedDuration::from_secs(5));
    let sent = browser.submit(&check, &[]).await;
    let reference = sent.reference();
    browser.follow(sent).await.is(200);
    of_request(app, &reference).await
}

async fn of_request(app: &TestApp, reference: &str) -> Contact {
    let store = &app.state.store;
    let reference = Reference::parse(reference).unwrap();
    let submission = store.submission(reference).await.unwrap().unwrap();
    let contact = store.contact(submission.contact.unwrap()).await.unwrap();
    contact.unwrap()
}

/// What only a visit of the site can know: where it came from, its pages and its time.
fn of_a_visit(contact: &Contact) -> impl PartialEq + Debug {
    let row = &contact.row;
    (
        (row.source.clone(), row.opened_for, row.device),
        (contact.pages.clone(), contact.errors.clone()),
        row.last_at.duration_since(row.started_at),
        contact.asked_at.map(|at| at.duration_since(row.started_at)),
    )
}

/// What everybody can know. It names every field, so that a new one gets its place here.
fn of_everybody(contact: &Contact) -> impl PartialEq + Debug {
    let Contact {
        row,
        ended_at,
        asked_at: _,
        duration_seconds: _,
        pages: _,
        errors: _,
        rating,
        submissions,
        about,
    } = contact.clone();
    let ContactRow {
        id: _,
        site,
        authority,
        channel,
        service,
        version,
        language,
        purpose,
        identified,
        source: _,
        opened_for: _,
        counted,
        device: _,
        assisted,
        started_at: _,
        last_at,
        ended,
        outcome,
        draft: _,
        first_page,
        feedback_token: _,
    } = row;
    (
        (site, authority, channel, service, version, language),
        (purpose, identified, counted, assisted),
        (ended, outcome, ended_at == Some(last_at), first_page),
        (rating, submissions.len(), about),
    )
}

#[tokio::test]
async fn plain_forms_the_island_and_the_api_record_the_same_contact() {
    for app in TestApp::on_every_store().await {
        let (forms, island) = (by_forms(&app).await, by_island(&app).await);
        let api = by_api(&app).await;
        assert_ne!(forms.row.id, island.row.id);
        assert_eq!(of_everybody(&forms), of_everybody(&island));
        assert_eq!(of_everybody(&forms), of_everybody(&api));
        assert_eq!(of_a_visit(&forms), of_a_visit(&island));

        let row = &forms.row;
        assert_eq!(
            (row.site.as_str(), row.authority.as_str()),
            ("swale", "maidstone")
        );
        assert_eq!(row.purpose.slug(), "report");
        assert!(row.counted && api.row.counted);
        assert!(forms.asked_at.is_some() && api.asked_at.is_none());
        assert_eq!(row.device, Some(Device::Phone));
        assert_eq!(row.opened_for, OpenedFor::Draft);
        assert_eq!(api.row.device, Some(Device::Program));
        assert_eq!(api.row.source, Source::Api);
        assert_eq!(api.row.opened_for, OpenedFor::Request);
        assert!(api.pages.is_empty() && api.errors.is_empty());
        assert_eq!(
            forms.errors,
            [
                ("bins".to_owned(), "required".to_owned(), 1),
                ("missed_on".to_owned(), "not-a-date".to_owned(), 1)
            ],
            "an error is not counted"
        );
        let page = |page: &str, arrivals, seconds| VisitedPage {
            page: page.to_owned(),
            arrivals,
            seconds,
        };
        assert_eq!(
            forms.pages,
            [
                page("address", 1, 10),
                page("bins", 1, 15),
                page("collection-date", 1, 10),
                page("assisted", 1, 5),
                page("put-out", 1, 5),
                page("reason", 1, 5),
                page("contact", 1, 5),
                page("check-answers", 2, 0)
            ]
        );
        app.deliver_all().await;
    }
}

#[tokio::test]
async fn an_outcome_ends_the_contact_and_is_a_page_of_it_on_every_way() {
    for app in TestApp::on_every_store().await {
        let mut contacts = Vec::new();
        for island in [false, true] {
            let mut browser = app.browser_at(HOST);
            let page = start(&mut browser, "pothole").await;
            let form = page.page().form();
            let draft = form.value("_draft").to_owned();
            app.clock.advance(SignedDuration::from_secs(3));
            if island {
                let body = json!({"service": "pothole",
                    "answers": {"danger": "danger"}, "seconds": 3, "language": "en"});
                save(&mut browser, &draft, "danger", form.value("_base"), &body).await;
            } else {
                browser.submit(&page, &[("danger", "danger")]).await.is(303);
            }
            let store = &app.state.store;
            let linked = store.contact_for_draft(draft.parse().unwrap()).await;
            let contact = store.contact(linked.unwrap().unwrap().id).await;
            contacts.push(contact.unwrap().unwrap());
        }
        let body = json!({"service": "pothole", "answers": {"danger": "danger"}});
        let refused = app.browser_at(HOST).request("one", &body).await.is(422);
        assert_eq!(refused.json()["errors"][0]["code"], "outcome");
        let sql = "SELECT id FROM contacts WHERE source = 'api'";
        let found = column::<uuid::Uuid>(&app.state.config.store.url, sql).await;
        assert_eq!(found.len(), 1);
        let api = app.state.store.contact(found[0]).await.unwrap().unwrap();

        let [forms, island] = &contacts[..] else {
            panic!("two contacts");
        };
        assert_eq!(of_everybody(forms), of_everybody(island));
        assert_eq!(of_everybody(forms), of_everybody(&api));
        assert_eq!(of_a_visit(forms), of_a_visit(island));
        assert_eq!(forms.row.outcome.as_deref(), Some("call-us"));
        assert_eq!(forms.row.site, "swale");
        assert_eq!(forms.row.authority, "kent");
        assert_eq!(forms.reached(), ["danger", "outcome/call-us"]);
        assert_eq!(forms.pages[0].seconds, 3);
    }
}

#[tokio::test]
async fn a_notice_is_a_page_of_the_contact_and_ends_nothing_on_every_way() {
    for app in TestApp::on_every_store().await {
        let mut contacts = Vec::new();
        for island in [false, true] {
            let mut browser = app.browser_at(HOST);
            let mut page = start(&mut browser, "pothole").await;
            let form = page.page().form();
            let draft = form.value("_draft").to_owned();
            let mut hash = String::new();
            for (id, field, answer) in [
                ("danger", "danger", "no"),
                ("problem", "problem", "other"),
                ("road", "road", "unsure"),
                ("place", "place-description", "M20 junction 7"),
                ("place", "_action", "pass"),
            ] {
                app.clock.advance(SignedDuration::from_secs(3));
                if !island {
                    page = browser.next_page(&page, &[(field, answer)]).await;
                    continue;
                }
                let passes = field == "_action";
                let place = json!({"description": "M20 junction 7"});
                let answers = match id {
                    "place" => json!({ id: place }),
                    _ => json!({ id: answer }),
                };
                let passed: &[&str] = if passes { &["motorway"] } else { &[] };
                let body = json!({"service": "pothole", "answers": answers, "passed": passed,
                    "seconds": 3, "language": "en"});
                let base = if passes { &hash } else { form.value("_base") };
                hash = save(&mut browser, &draft, id, base, &body).await;
            }
            let store = &app.state.store;
            let linked = store.contact_for_draft(draft.parse().unwrap()).await;
            let contact = store.contact(linked.unwrap().unwrap().id).await;
            contacts.push(contact.unwrap().unwrap());
        }
        let [forms, island] = &contacts[..] else {
            panic!("two contacts");
        };
        assert_eq!(of_everybody(forms), of_everybody(island));
        assert_eq!(of_a_visit(forms), of_a_visit(island));
        assert_eq!(forms.row.ended, None);
        let reached = [
            "danger",
            "problem",
            "road",
            "place",
            "notice/motorway",
            "noticed",
        ];
        assert_eq!(forms.reached(), reached);
        assert_eq!(forms.pages[4].seconds, 3);
        app.assert_no_request().await;
    }
}
