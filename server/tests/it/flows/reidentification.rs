//! Reidentification: tries to link what is left after retention to the people it was about, by
//! every id, hash and time in every table, as the database lists them, so that a new table is
//! covered.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{cancel, missed_bin, pothole_json, start, walk};
use crate::support::response::TestResponse;
use crate::support::tables::{Row, all_rows};
use jiff::SignedDuration;
use serde_json::{Map, Value};
use server::clock::Clock as _;
use std::collections::BTreeSet;
use uuid::Uuid;

const HOST: &str = "maidstone.localhost:3000";
const HOUR: i64 = 60 * 60 * 1000;

/// Tables that say the same about everybody.
const ABOUT_NOBODY: [&str; 2] = ["addresses", "versions"];

/// The ids, keyed hashes and tokens in a row. Sealed values are longer than any of them. What
/// belongs to a contact may name it, if it names nothing else.
fn names(row: &Map<String, Value>) -> BTreeSet<String> {
    let columns = row.iter().filter(|(column, _)| *column != "contact");
    let texts = columns.filter_map(|(_, value)| value.as_str());
    let names = texts.filter(|text| (10..=64).contains(&text.len()) && !text.contains(' '));
    names.map(str::to_lowercase).collect()
}

/// The times in a row, in milliseconds, also those that its ids tell.
fn times(row: &Map<String, Value>) -> Vec<i64> {
    let numbers = row.values().filter_map(Value::as_i64);
    let ids = row.values().filter_map(Value::as_str);
    let ids = ids.filter_map(|text| Uuid::parse_str(text).ok());
    let told = ids.filter(|id| id.get_version_num() == 7).map(|id| {
        let millis = id.as_u128() >> 80;
        i64::try_from(millis).unwrap()
    });
    numbers.chain(told).collect()
}

async fn rate(browser: &mut Browser, page: &TestResponse) {
    let page = page.page();
    let links = page.all("main a");
    let mut hrefs = links.iter().filter_map(|link| link.attr("href"));
    let path = hrefs.find(|href| href.starts_with("/feedback/")).unwrap();
    let form = browser.get(path).await.is(200);
    let fields = [("rating", "2"), ("comment", "Slow")];
    browser.submit(&form, &fields).await.is(303);
}

/// A request with a rating, one that a program sent, and a form that somebody left and rated.
async fn contacts(app: &TestApp) {
    let tick = || app.clock.advance(SignedDuration::from_millis(71_123));
    let mut sender = app.browser_at(HOST);
    let check = walk(&mut sender, "missed-bin", &missed_bin()).await;
    tick();
    let sent = sender.submit(&check, &[]).await.is(303);
    tick();
    let confirmation = sender.follow(sent).await.is(200);
    rate(&mut sender, &confirmation).await;
    tick();
    let body = pothole_json("Deep");
    app.browser().request("key", &body).await.is(201);
    tick();
    let mut leaver = app.browser_at(HOST);
    let page = start(&mut leaver, "missed-bin").await;
    tick();
    let left = cancel(&mut leaver, &page).await;
    let asked = left.location().to_owned();
    tick();
    let form = leaver.get(&asked).await.is(200);
    leaver.submit(&form, &[("rating", "1")]).await.is(303);
    app.deliver_all().await;
    tick();
}

/// Tables whose every row is gone.
fn emptied(before: &[Row], after: &[Row]) -> BTreeSet<String> {
    let tables = |rows: &[Row]| -> BTreeSet<String> {
        rows.iter().map(|(table, _)| table.clone()).collect()
    };
    &tables(before) - &tables(after)
}

#[tokio::test]
async fn nothing_that_is_left_allows_reidentification() {
    for app in TestApp::on_every_store().await {
        app.clock.advance(SignedDuration::from_millis(461_123));
        let begin = app.clock.now().as_millisecond();
        contacts(&app).await;
        let end = app.clock.now().as_millisecond();
        let before = all_rows(app.store_url()).await;
        app.clock.advance(SignedDuration::from_hours(24 * 2400));
        assert!(app.state.retention.run_now().await.unwrap().is_some());
        let after = all_rows(app.store_url()).await;

        let emptied = emptied(&before, &after);
        for table in [
            "submissions",
            "contact_links",
            "proofs",
            "deliveries",
            "attempts",
        ] {
            assert!(emptied.contains(table), "{table} is not empty");
        }
        let of = |rows: &[Row], wanted: &dyn Fn(&str) -> bool| -> BTreeSet<String> {
            let rows = rows.iter().filter(|(table, _)| wanted(table));
            rows.flat_map(|(_, row)| names(row)).collect()
        };
        let common = of(&before, &|table| ABOUT_NOBODY.contains(&table));
        let personal = &of(&before, &|table| emptied.contains(table)) - &common;
        assert!(personal.len() > 20, "{personal:?}");
        let tokens: BTreeSet<&str> = before
            .iter()
            .filter_map(|(_, row)| row.get("feedback_token")?.as_str())
            .collect();
        assert_eq!(tokens.len(), 3);
        let mut contacts = 0;
        for (table, row) in &after {
            let shared: Vec<_> = names(row).intersection(&personal).cloned().collect();
            let constant =
                |name: &String| ["maidstone", "missed-bin", "pothole"].contains(&&**name);
            let shared: Vec<_> = shared.into_iter().filter(|name| !constant(name)).collect();
            assert!(shared.is_empty(), "{table} still names {shared:?}: {row:?}");
            for time in times(row) {
                let near = (begin - HOUR / 60..=end + HOUR / 60).contains(&time);
                assert!(!near || time % HOUR == 0, "{table} tells {time}: {row:?}");
            }
            if let Some(token) = row.get("feedback_token").and_then(Value::as_str) {
                assert!(!tokens.contains(token), "a feedback link still works");
                contacts += 1;
            }
        }
        assert_eq!(contacts, 3, "contacts are kept");
        let durations: BTreeSet<i64> = after
            .iter()
            .filter_map(|(_, row)| row.get("duration_seconds")?.as_i64())
            .collect();
        assert_eq!(durations, [0, 71].into(), "seconds are kept");
    }
}
