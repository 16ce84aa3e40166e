//! The same visit by plain forms and by the island's saves records the same contact.

use crate::support::app::TestApp;
use crate::support::browser::{Browser, PHONE};
use crate::support::journeys::start;
use crate::support::response::TestResponse;
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::store::Contact;
use shared::reference::Reference;

const HOST: &str = "maidstone.localhost:3000";

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
    for (page, answers, errors, seconds) in saves() {
        app.clock
            .advance(SignedDuration::from_secs(i64::from(seconds)));
        let path = format!("/api/v1/drafts/{draft}/pages/{page}");
        let body = json!({"service": "missed-bin", "answers": answers,
            "errors": errors, "seconds": seconds, "language": "en"});
        let base_hash = format!("\"{empty}\"");
        browser
            .json("PUT", &path, &[("if-match", &base_hash)], &body)
            .await
            .is(200);
    }
    let check = browser
        .get(&format!("/services/missed-bin/check-answers?d={draft}"))
        .await
        .is(200);
    end(app, &mut browser, check).await
}

/// Submits, gives feedback and returns the contact.
async fn end(app: &TestApp, browser: &mut Browser, check: TestResponse) -> Contact {
    app.clock.advance(SignedDuration::from_secs(5));
    let sent = browser.submit(&check, &[]).await;
    let reference = Reference::parse(&sent.reference()).unwrap();
    let submission = app
        .state
        .store
        .submission(reference)
        .await
        .unwrap()
        .unwrap();
    app.state
        .store
        .contact(submission.contact.unwrap())
        .await
        .unwrap()
        .unwrap()
}

#[tokio::test]
async fn plain_forms_and_the_island_record_the_same_contact() {
    for app in TestApp::on_every_store().await {
        let (forms, island) = (by_forms(&app).await, by_island(&app).await);
        assert_ne!(forms.row.id, island.row.id);
        let of = |contact: &Contact| {
            let row = &contact.row;
            (
                (
                    row.authority.clone(),
                    row.channel,
                    row.service.clone(),
                    row.version.clone(),
                ),
                (
                    row.language,
                    row.device,
                    row.assisted,
                    row.ended,
                    row.outcome.clone(),
                ),
                row.last_at.duration_since(row.started_at),
                (
                    contact.stages.clone(),
                    contact.errors.clone(),
                    contact.seconds.clone(),
                ),
                (
                    contact.rating,
                    contact.submissions.len(),
                    contact.ended_at.is_some(),
                ),
            )
        };
        assert_eq!(of(&forms), of(&island));
        assert_eq!(
            forms.errors,
            [("missed_on".to_owned(), "not-a-date".to_owned(), 1)],
            "the error is not counted"
        );
        assert_eq!(forms.row.device, Some(server::store::Device::Phone));
        assert_eq!(
            forms.stages,
            [
                "address",
                "bins",
                "collection-date",
                "assisted",
                "put-out",
                "reason",
                "contact",
                "check-answers"
            ]
        );
        app.deliver_all().await;
    }
}

#[tokio::test]
async fn an_outcome_ends_the_contact_on_both_paths_and_continuing_reopens_it() {
    for app in TestApp::on_every_store().await {
        let mut endings = Vec::new();
        for island in [false, true] {
            let mut browser = app.browser();
            let page = start(&mut browser, "pothole").await;
            let form = page.page().form();
            let draft = form.value("_draft").to_owned();
            if island {
                let path = format!("/api/v1/drafts/{draft}/pages/danger");
                let body = json!({"service": "pothole",
                    "answers": {"danger": "danger"}, "seconds": 0, "language": "en"});
                let base_hash = format!("\"{}\"", form.value("_base"));
                browser
                    .json("PUT", &path, &[("if-match", &base_hash)], &body)
                    .await
                    .is(200);
            } else {
                browser.submit(&page, &[("danger", "danger")]).await.is(303);
            }
            let store = &app.state.store;
            let contact = store.contact_for_draft(draft.parse().unwrap()).await;
            let contact = contact.unwrap().unwrap();
            endings.push((contact.row.ended, contact.row.outcome, contact.stages));
        }
        assert_eq!(endings[0], endings[1]);
        assert_eq!(endings[0].1.as_deref(), Some("call-us"));
    }
}
