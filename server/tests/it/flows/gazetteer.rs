//! The gazetteer is queried once per new address, and never about stored ones.

use crate::support::app::TestApp;
use crate::support::journeys::{SWALE_HOME, missed_bin, missed_bin_json, send};
use async_trait::async_trait;
use serde_json::json;
use server::gazetteer::{Gazetteer, Imported};
use server::store::AddressRow;
use server::store::{StoreError, StoreResult};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// One council and one address; nothing depends on its area.
const LOST_KEY: &str = r#"
id = "lost-key"
authorities = ["maidstone"]
lawful_basis = "public-task"
special_category = false
retention_days = 90
classification = "official"
demonstration = true
title = "Tell us about a lost key"
summary = "Tell us where a key is missing."

[start]
minutes = 1
needs = ["the postcode"]

[next]
body = [{ text = "We bring another one." }]
by = "We come within 3 days."

[[pages]]
id = "where"

[[pages.questions]]
id = "address"
kind = "address"
about = "place"
label = "Where is the door?"
errors = { required = "Enter the postcode of the door" }
"#;

/// Counts its queries; fails when it is down.
struct Counting {
    known: Arc<dyn Gazetteer>,
    lookups: AtomicUsize,
    down: AtomicBool,
}

impl Counting {
    /// The number of queries since the previous call.
    fn lookups(&self) -> usize {
        self.lookups.swap(0, Ordering::Relaxed)
    }
}

#[async_trait]
impl Gazetteer for Counting {
    async fn find(&self, postcode: &str) -> StoreResult<Vec<AddressRow>> {
        self.lookups.fetch_add(1, Ordering::Relaxed);
        if self.down.load(Ordering::Relaxed) {
            return Err(StoreError::Unavailable("down".into()));
        }
        self.known.find(postcode).await
    }
}

async fn app() -> (TestApp, Arc<Counting>) {
    let services = tempfile::tempdir().unwrap();
    std::fs::write(services.path().join("lost-key.toml"), LOST_KEY).unwrap();
    let path = services.path().display().to_string();
    let mut app = TestApp::with(&[("DOORSTEP__SERVICES__DIR", &path)]).await;
    let counting = Arc::new(Counting {
        known: Arc::new(Imported::new(Arc::clone(&app.state.store))),
        lookups: AtomicUsize::new(0),
        down: AtomicBool::new(false),
    });
    app.set_gazetteer(Arc::clone(&counting) as _);
    (app, counting)
}

#[tokio::test]
async fn an_api_request_costs_one_lookup_per_address() {
    let (app, gazetteer) = app().await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser_at("maidstone.localhost:3000");
    let mut body = missed_bin_json();
    client.request("right", &body).await.is(201);
    assert_eq!(gazetteer.lookups(), 1);
    body["answers"]["address"]["uprn"] = SWALE_HOME.into();
    let refused = client.request("wrong", &body).await.is(422).json();
    assert_eq!(refused["errors"][0]["code"], "choose-address");
    assert_eq!(gazetteer.lookups(), 1);
    gazetteer.down.store(true, Ordering::Relaxed);
    client.request("down", &body).await.is(503);
    assert_eq!(app.state.store.references(None, 10).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_status_page_shows_the_area_without_a_lookup() {
    let (app, gazetteer) = app().await;
    app.leave_undelivered("no back office is running");
    let mut browser = app.browser_at("maidstone.localhost:3000");
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let path = sent.location().to_owned();
    gazetteer.lookups();
    let page = browser.get(&path).await.is(200);
    assert!(page.page().main().contains("by Monday 23 November 2026"));
    assert_eq!(gazetteer.lookups(), 0);
    gazetteer.down.store(true, Ordering::Relaxed);
    let again = browser.get(&path).await.is(200);
    assert_eq!(again.page().main(), page.page().main());

    // A request whose address cannot be looked up is not accepted as one that was.
    let body = json!({"service": "lost-key", "answers": {"address":
        {"uprn": "100099000037", "lines": ["x"], "town": "y", "postcode": "ME14 9ZA"}}});
    browser.request("k", &body).await.is(503);
    assert_eq!(app.state.store.references(None, 10).await.unwrap().len(), 1);
}
