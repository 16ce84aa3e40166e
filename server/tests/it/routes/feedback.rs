//! Feedback: once per contact, by page or by API.

use crate::support::app::TestApp;
use crate::support::journeys::{missed_bin, send};
use crate::support::tables::{column, execute, number};
use crate::support::wording;
use jiff::SignedDuration;
use serde_json::json;
use server::clock::Clock;

const HOST: &str = "maidstone.localhost:3000";

#[tokio::test]
async fn a_contact_is_rated_once_by_form_and_api() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at(HOST);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let page = browser.follow(sent).await.is(200);
        let path = page
            .page()
            .all("main a")
            .iter()
            .filter_map(|link| link.attr("href"))
            .find(|href| href.starts_with("/feedback/"))
            .expect("a link to the feedback form")
            .to_owned();
        let form = browser.get(&path).await.is(200);
        assert_eq!(form.header("cache-control"), "no-store");
        browser
            .submit(&form, &[("rating", ""), ("comment", "kept")])
            .await
            .is(422);
        browser.submit(&form, &[("rating", "6")]).await.is(422);
        let long = "x".repeat(1201);
        let again = browser
            .submit(&form, &[("rating", "4"), ("comment", &long)])
            .await
            .is(422);
        assert_eq!(again.page().form().value("comment"), long);
        assert_eq!(again.page().form().value("rating"), "4");
        // Post, redirect, get: reloading or going back does not submit again.
        let first = [("rating", "4"), ("comment", "Quick")];
        let counted = browser.submit(&form, &first).await.is(303);
        let thanks = browser.follow(counted).await.is(200);
        let second = [("rating", "1"), ("comment", "Slow")];
        let refused = browser.submit(&form, &second).await.is(303);
        assert_eq!(refused.location(), path);
        let again = browser.follow(refused).await.is(200);
        let once = wording::phrase("page-feedback-once");
        for (page, expected) in [(thanks, false), (again, true)] {
            assert_eq!(
                page.page().heading(),
                wording::phrase("page-feedback-thanks-title")
            );
            let main = page.page().main();
            assert_eq!(main.contains(&once), expected, "{main}");
        }
        let token = path.rsplit('/').next().unwrap();
        let body = json!({"token": token, "rating": 1});
        app.browser_at(HOST)
            .json("POST", "/api/v1/feedback", &[], &body)
            .await
            .is(204);
        let reference = app.state.store.references(None, 1).await.unwrap()[0].1;
        let submission = app
            .state
            .store
            .submission(reference)
            .await
            .unwrap()
            .unwrap();
        let contact = app
            .state
            .store
            .contact(submission.contact.unwrap())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(contact.rating, Some(4), "a later rating was counted");
        assert!(contact.asked_at.is_some(), "the question was not counted");
        app.deliver_all().await;
    }
}

#[tokio::test]
async fn a_question_counts_as_asked_when_it_is_first_shown() {
    for app in TestApp::on_every_store().await {
        let mut browser = app.browser_at(HOST);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let contact = async || {
            let sql = "SELECT id FROM contacts";
            let id = column::<uuid::Uuid>(&app.state.config.store.url, sql).await[0];
            app.state.store.contact(id).await.unwrap().unwrap()
        };
        assert_eq!(contact().await.asked_at, None, "nothing was shown yet");
        let shown_at = app.clock.now();
        let request = sent.location().to_owned();
        for _ in 0..3 {
            browser.get(&request).await.is(200);
            app.clock.advance(SignedDuration::from_mins(10));
        }
        let asked = contact().await;
        assert_eq!(asked.asked_at, Some(shown_at));
        assert_eq!(asked.rating, None);
        app.deliver_all().await;
    }
}

#[tokio::test]
async fn the_page_is_shown_even_if_the_question_cannot_be_counted() {
    let app = TestApp::new().await;
    app.leave_undelivered("the store is read-only");
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let url = &app.state.config.store.url;
    execute(
        url,
        "CREATE TRIGGER broken BEFORE UPDATE ON contacts BEGIN SELECT RAISE(FAIL, 'broken'); END",
    )
    .await;
    let page = browser.follow(sent).await.is(200);
    assert!(page.text().contains("/feedback/"));
    assert_eq!(
        number(url, "SELECT count(*) FROM contacts WHERE asked_at > 0").await,
        0
    );
    execute(url, "DROP TRIGGER broken").await;
}

#[tokio::test]
async fn an_unknown_token_rates_nothing() {
    let app = TestApp::new().await;
    let path = "/feedback/AAAAAAAAAAAAAAAAAAAAAA";
    app.browser().get(path).await.is(404);
    app.browser()
        .post(path, &[("rating".into(), "5".into())])
        .await
        .is(404);
    app.browser().get(&format!("{path}?sent=1")).await.is(404);
    let body = json!({"token": "AAAAAAAAAAAAAAAAAAAAAA", "rating": 5});
    let response = app
        .browser()
        .json("POST", "/api/v1/feedback", &[], &body)
        .await
        .is(404);
    assert_eq!(response.header("content-type"), "application/problem+json");
}

#[tokio::test]
async fn the_api_rates_a_service_and_refuses_unknown_ones() {
    let app = TestApp::new().await;
    let mut client = app.browser();
    let path = "/api/v1/feedback";
    client
        .json(
            "POST",
            path,
            &[],
            &json!({"service": "pothole", "rating": 3, "comment": "Clear"}),
        )
        .await
        .is(204);
    let url = &app.state.config.store.url;
    let count = async |sql| number(url, sql).await;
    assert_eq!(count("SELECT rating FROM service_ratings").await, 3);
    let apart = "SELECT count(*) FROM feedback";
    assert_eq!(count(apart).await, 0, "counted among those of contacts");
    assert_eq!(count("SELECT count(*) FROM contacts").await, 0);
    for (body, status) in [
        (json!({"service": "none", "rating": 3}), 404),
        (json!({"service": "pothole", "rating": 0}), 422),
        (json!({"service": "pothole", "rating": 6}), 422),
        (json!({"service": "pothole", "rating": 256}), 400),
        (
            json!({"service": "pothole", "rating": 3, "comment": "x".repeat(1201)}),
            422,
        ),
        (
            json!({"service": "pothole", "rating": 3, "colour": "blue"}),
            400,
        ),
        (json!({"rating": 3}), 400),
        (
            json!({"service": "pothole", "token": "x", "rating": 3}),
            400,
        ),
    ] {
        client.json("POST", path, &[], &body).await.is(status);
    }
}
