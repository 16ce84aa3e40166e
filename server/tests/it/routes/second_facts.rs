//! Second facts: limited without locking the holder out, bound to their request, and chosen by the
//! service.

use super::requests::unknown;
use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin, send, two_boroughs};
use crate::support::response::TestResponse;
use crate::support::wording;
use server::second_facts;
use server::store::ProofKind;
use sqlx::{Connection as _, SqliteConnection};

const HOST: &str = "maidstone.localhost:3000";
const EMAIL: &str = "ada.perrin@example.org";

/// Five wrong facts at one reference from anywhere, two from one address.
const LIMITS: [(&str, &str); 2] = [
    (
        "DOORSTEP__LIMITS__GUESS__PER_REFERENCE",
        "{at_once=5, per_hour=6}",
    ),
    (
        "DOORSTEP__LIMITS__GUESS__PER_ADDRESS",
        "{at_once=2, per_hour=6}",
    ),
];

fn at(app: &TestApp, address: &str) -> Browser {
    let mut browser = app.browser_at(HOST);
    browser.peer = format!("{address}:50000").parse().unwrap();
    browser
}

async fn give(browser: &mut Browser, path: &str, fact: &str, ticket: &str) -> TestResponse {
    let fields = [("fact", fact), ("ticket", ticket)];
    let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.post(path, &fields).await
}

/// Wrong facts from many addresses, until the reference has no room for any.
async fn exhaust(app: &TestApp, path: &str) {
    for number in 0..5 {
        let mut stranger = at(app, &format!("192.0.2.{number}"));
        let fact = format!("guess{number}@example.org");
        give(&mut stranger, path, &fact, "").await.is(422);
    }
}

#[tokio::test]
async fn a_stranger_who_exhausts_a_reference_does_not_lock_the_holder_out() {
    let app = TestApp::with(&LIMITS).await;
    app.leave_undelivered("no back office is running");
    let mut sender = app.browser_at(HOST);
    let sent = send(&mut sender, "missed-bin", &missed_bin()).await;
    let path = format!("/requests/{}", sent.reference());
    let tracking = sender.follow(sent).await.tracking().unwrap();
    exhaust(&app, &path).await;

    // A code that nobody can guess opens at once.
    let mut holder = at(&app, "198.51.100.7");
    give(&mut holder, &path, &tracking, "").await.is(303);

    // An email address does so after half a minute, without any script.
    let mut holder = at(&app, "198.51.100.8");
    let wait = give(&mut holder, &path, EMAIL, "").await.is(429);
    assert_eq!(wait.header("retry-after"), "30");
    let words = wait.page().main();
    assert!(
        words.contains("wait 30 seconds, then select ‘Check again’"),
        "{words}"
    );
    assert_eq!(wait.page().form().value("fact"), EMAIL);
    app.clock.advance_seconds(20);
    let early = holder.submit(&wait, &[]).await.is(429);
    assert_eq!(early.header("retry-after"), "10");
    app.clock.advance_seconds(10);
    let ticket = early.page().form().value("ticket").to_owned();
    // The ticket is of no use to another address, nor changed.
    let mut other = at(&app, "198.51.100.9");
    give(&mut other, &path, EMAIL, &ticket).await.is(429);
    let forged = ticket.replacen('1', "0", 1);
    give(&mut holder, &path, EMAIL, &forged).await.is(429);
    holder.submit(&early, &[]).await.is(303);
    // It is used up: the next guess waits again.
    let again = give(&mut holder, &path, "bo@example.org", &ticket).await;
    assert_eq!(again.is(429).header("retry-after"), "30");

    // A postcode is not checked, right or wrong, until there is room.
    let mut neighbour = at(&app, "198.51.100.10");
    for fact in ["ME14 9ZA", "ME15 9ZZ"] {
        let refused = give(&mut neighbour, &path, fact, "").await.is(429);
        let words = refused.page().main();
        assert!(
            words.contains("we check no postcode before 18 November 2026 at"),
            "{words}"
        );
    }
    app.clock.advance_seconds(10 * 60);
    give(&mut neighbour, &path, "ME14 9ZA", "").await.is(303);
}

#[tokio::test]
async fn the_waits_of_an_unknown_reference_are_those_of_a_known_one() {
    let app = TestApp::with(&LIMITS).await;
    app.leave_undelivered("no back office is running");
    let known = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin())
        .await
        .reference();
    let mut seen = Vec::new();
    for reference in [&known, &unknown(&known)] {
        let path = &format!("/requests/{reference}");
        exhaust(&app, path).await;
        let mut answers = Vec::new();
        for (address, fact) in [
            ("192.0.2.9", "nobody@example.org"),
            ("192.0.2.9", "ME15 9ZZ"),
            ("192.0.2.1", "nobody@example.org"),
        ] {
            let answer = give(&mut at(&app, address), path, fact, "").await;
            let after = answer.header("retry-after").to_owned();
            answers.push((answer.status, after));
        }
        seen.push(answers);
    }
    assert_eq!(seen[0], seen[1]);
}

#[tokio::test]
async fn neither_a_restart_nor_a_second_server_forgets_a_wrong_fact() {
    let mut app = TestApp::with(&LIMITS).await;
    app.leave_undelivered("no back office is running");
    let sent = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin()).await;
    let path = format!("/requests/{}", sent.reference());
    let mut stranger = at(&app, "192.0.2.1");
    // A right fact is not counted.
    for _ in 0..5 {
        give(&mut stranger, &path, "ME14 9ZA", "").await.is(303);
    }
    give(&mut stranger, &path, "ME15 9ZZ", "").await.is(422);
    app.restart_with(&[]);
    let mut stranger = at(&app, "192.0.2.1");
    give(&mut stranger, &path, "ME15 9ZZ", "").await.is(422);
    app.restart_with(&[]);
    let mut stranger = at(&app, "192.0.2.1");
    let refused = give(&mut stranger, &path, "ME15 9ZZ", "").await.is(429);
    let words = refused.page().main();
    assert!(words.contains("from your connection"), "{words}");
    // Another address of the same IPv6 network is the same caller.
    let mut network = 0;
    for number in 0..4 {
        let mut stranger = at(&app, &format!("[2001:db8::{number}]"));
        let answer = give(&mut stranger, &path, "ME15 9ZZ", "").await;
        network += usize::from(answer.status == 422);
    }
    assert_eq!(network, 2);
}

#[tokio::test]
async fn wrong_facts_from_an_exempt_network_count_too() {
    let exempt = ("DOORSTEP__LIMITS__EXEMPT", "[\"192.0.2.0/24\"]");
    let app = TestApp::with(&[LIMITS[0], LIMITS[1], exempt]).await;
    let mut stranger = at(&app, "192.0.2.1");
    for expected in [422, 422, 429] {
        let answer = give(&mut stranger, "/requests/7KD2MPX9QF", "ME15 9ZZ", "").await;
        answer.is(expected);
    }
}

#[tokio::test]
async fn the_household_somebody_moves_from_cannot_open_the_request() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let service = "council-tax-change-of-address";
    let mut sender = app.browser_at(HOST);
    let sent = send(&mut sender, service, &two_boroughs()).await;
    let path = format!("/requests/{}", sent.reference());
    let mut stranger = app.browser_at(HOST);
    give(&mut stranger, &path, "ME14 9ZA", "").await.is(422);
    for fact in ["ME10 9ZA", EMAIL] {
        let mut holder = app.browser_at(HOST);
        give(&mut holder, &path, fact, "").await.is(303);
    }
}

#[tokio::test]
async fn equal_facts_of_two_requests_are_stored_as_different_hashes() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    for _ in 0..2 {
        send(&mut app.browser_at(HOST), "missed-bin", &missed_bin()).await;
    }
    let url = &app.state.config.store.url;
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    let (all, different): (i64, i64) =
        sqlx::query_as("SELECT count(*), count(DISTINCT hash) FROM proofs")
            .fetch_one(&mut connection)
            .await
            .unwrap();
    assert_eq!((all, different), (6, 6));
}

#[tokio::test]
async fn a_request_of_an_older_release_is_opened_by_its_facts() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let sent = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin()).await;
    let path = format!("/requests/{}", sent.reference());
    let url = &app.state.config.store.url;
    let mut connection = SqliteConnection::connect(url).await.unwrap();
    for (word, kind, fact) in [
        ("email", ProofKind::Email, EMAIL),
        ("postcode", ProofKind::Postcode, "ME14 9ZA"),
    ] {
        let older = second_facts::older_hash(&app.state.vault, kind, fact);
        sqlx::query("UPDATE proofs SET hash = $1 WHERE kind = $2")
            .bind(older.0)
            .bind(word)
            .execute(&mut connection)
            .await
            .unwrap();
        let mut holder = app.browser_at(HOST);
        give(&mut holder, &path, fact, "").await.is(303);
    }
}

#[tokio::test]
async fn an_invisible_character_in_a_field_is_answered_as_any_wrong_value() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let sent = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin()).await;
    let reference = sent.reference();
    let mut holder = app.browser_at(HOST);
    for mark in ["\u{202e}", "\0", "\u{e0041}"] {
        for (own, fact, words) in [
            (
                format!("{reference}{mark}"),
                EMAIL.to_owned(),
                "error-reference-wrong",
            ),
            (
                reference.clone(),
                format!("{mark}{EMAIL}"),
                "error-request-not-found",
            ),
        ] {
            let fields = [("reference".to_owned(), own), ("fact".to_owned(), fact)];
            let refused = holder.post("/requests", &fields).await.is(422);
            let main = refused.page().main();
            assert!(main.contains(&wording::phrase(words)), "{mark:?}: {main}");
        }
    }
}
