//! The buttons of a request.

use super::doorstep::Doorstep;
use super::office::{Office, about, event};
use demo_back_office::Pace;
use serde_json::json;
use std::time::Duration;

const REQUEST: &str = "/requests/MB-000001";

/// An office with one missed bin.
async fn one(doorstep: &Doorstep) -> Office {
    let office = Office::start(Some(doorstep.url.clone())).await;
    office.post("waste", &event("message-1")).await;
    office
}

#[tokio::test]
async fn each_button_reports_its_status_and_the_page_shows_the_answer() {
    let doorstep = Doorstep::start().await;
    let office = one(&doorstep).await;
    let mut page = office.page(REQUEST).await;
    for (action, note, status) in [
        ("/start", "", "In progress"),
        ("/ask", "Which <side>?", "Waiting for the resident"),
        ("/start", "We go on.", "In progress"),
        ("/finish", "We emptied\r\n it.", "Done"),
    ] {
        page = office.press(&page, action, &[("note", note)]).await;
        assert_eq!(page.value("section", "Status"), status);
        assert!(page.main().contains("Doorstep answered 204: stored"));
    }
    let callbacks = doorstep.received(4).await;
    let said: Vec<(&str, &str)> = callbacks
        .iter()
        .map(|one| (one.data("status"), one.data("note")))
        .collect();
    assert_eq!(
        said,
        [
            ("in_progress", ""),
            ("needs_you", "Which <side>?"),
            ("in_progress", "We go on."),
            ("done", "We emptied it."),
        ]
    );
    let note = &callbacks[0].event["data"]["note"];
    assert!(note.is_null(), "an empty note is sent");
    assert!(callbacks.iter().all(|one| one.answer == 204));
    let mut ids: Vec<&str> = callbacks.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 4);
    assert!(page.source().contains("Which &lt;side&gt;?"));
    // It has ended.
    assert!(page.forms().is_empty(), "{}", page.main());
    office.running.stop().await;
}

#[tokio::test]
async fn a_refusal_reports_its_sentence_and_keeps_its_code() {
    let doorstep = Doorstep::start().await;
    let office = one(&doorstep).await;
    let page = office.page(REQUEST).await;
    let fields = [("code", "private-road"), ("note", "The road is private.")];
    let page = office.press(&page, "/refuse", &fields).await;
    assert_eq!(page.value("section", "Status"), "Refused");
    assert!(page.main().contains("private-road"));
    let callbacks = doorstep.received(1).await;
    assert_eq!(callbacks[0].data("status"), "refused");
    assert_eq!(callbacks[0].data("note"), "The road is private.");
    assert!(!callbacks[0].event.to_string().contains("private-road"));
    office.running.stop().await;
}

#[tokio::test]
async fn a_double_click_reports_once() {
    let doorstep = Doorstep::start().await;
    let office = one(&doorstep).await;
    let form = office.page(REQUEST).await.form("/finish");
    let press = || office.submit(&form.action, &form.fields);
    let (first, second, third) = tokio::join!(press(), press(), press());
    for answer in [first, second, third] {
        let answer = answer.is(303);
        assert_eq!(answer.header("location"), "/requests/MB-000001#part-1");
    }
    // Another request's report comes after everything that was sent for this one.
    office.post("waste", &about("DEF-GHJK-MNP")).await;
    let other = office.page("/requests/MB-000002").await;
    office.press(&other, "/start", &[]).await;
    let callbacks = doorstep.received(2).await;
    assert_eq!(callbacks[0].data("status"), "done");
    assert_eq!(callbacks[1].data("reference"), "DEF-GHJK-MNP");
    assert_eq!(callbacks.len(), 2);
    office.running.stop().await;
}

#[tokio::test]
async fn a_button_of_a_page_that_is_out_of_date_reports_nothing_and_says_so() {
    let doorstep = Doorstep::start().await;
    let office = one(&doorstep).await;
    let old = office.page(REQUEST).await;
    office.press(&old, "/finish", &[]).await;
    for action in ["/start", "/ask", "/refuse"] {
        let page = office.press(&old, action, &[]).await;
        assert!(page.main().contains("Nothing was reported."), "{action}");
        assert_eq!(page.value("section", "Status"), "Done");
    }
    assert_eq!(doorstep.callbacks().len(), 1);
    office.running.stop().await;
}

#[tokio::test]
async fn a_button_cancels_what_would_have_been_reported_by_itself() {
    let doorstep = Doorstep::start().await;
    let pace = Pace {
        in_progress_after: Duration::ZERO,
        done_after: Duration::from_secs(60),
    };
    let office = Office::with(Some(doorstep.url.clone()), Some(pace)).await;
    office.post("waste", &event("message-1")).await;
    doorstep.received(1).await;
    let page = office.page(REQUEST).await;
    assert!(page.main().contains("To report Done"), "{}", page.main());
    let page = office.press(&page, "/ask", &[]).await;
    assert_eq!(page.value("section", "Status"), "Waiting for the resident");
    assert!(!page.main().contains("To report Done"), "{}", page.main());
    office.advance(120);
    let page = office.page(REQUEST).await;
    let page = office.press(&page, "/refuse", &[]).await;
    assert_eq!(page.value("section", "Status"), "Refused");
    let callbacks = doorstep.received(3).await;
    let said: Vec<&str> = callbacks.iter().map(|one| one.data("status")).collect();
    assert_eq!(said, ["in_progress", "needs_you", "refused"]);
    office.running.stop().await;
}

#[tokio::test]
async fn a_mistake_is_explained_beside_its_field_and_reports_nothing() {
    let doorstep = Doorstep::start().await;
    let office = one(&doorstep).await;
    let page = office.page(REQUEST).await;
    let long = "x".repeat(501);
    for (action, fields, field) in [
        ("/finish", vec![("note", " ")], "finish-1-note"),
        ("/ask", vec![("note", long.as_str())], "ask-1-note"),
        ("/start", vec![("note", "a\u{7}")], "start-1-note"),
        ("/refuse", vec![("code", "Not Ours")], "refuse-1-code"),
    ] {
        let form = page.form(action).filled(&fields);
        let answer = office.submit(&form.action, &form.fields).await.is(422);
        let shown = answer.page();
        assert!(shown.words("title")[0].starts_with("Error: "));
        let links = shown.all(".problems a");
        let expected = format!("#{field}");
        assert_eq!(links[0].attr("href"), Some(expected.as_str()), "{action}");
        let wrong = shown.all("[aria-invalid=true]");
        assert_eq!(wrong.len(), 1, "{action}");
        assert_eq!(wrong[0].attr("id"), Some(field));
        let message = wrong[0].attr("aria-describedby").unwrap();
        assert_eq!(shown.all(&format!("[id={message}]")).len(), 1);
        // What was typed is still there.
        let again = shown.form(action);
        assert_eq!(again.fields, form.fields);
    }
    assert!(doorstep.callbacks().is_empty());
    office.running.stop().await;
}

#[tokio::test]
async fn a_form_of_another_site_does_nothing() {
    let doorstep = Doorstep::start().await;
    let office = one(&doorstep).await;
    let page = office.page("/").await;
    let request = office.page(REQUEST).await;
    let mut switches = page.form("/behaviour").filled(&[("mode", "down")]);
    let press = request.form("/finish");
    for form in [&mut switches, &mut { press }] {
        for site in ["cross-site", "same-site"] {
            let answer = office.submit_from(&form.action, &form.fields, |request| {
                request.header("sec-fetch-site", site)
            });
            answer.await.is(403);
        }
        let answer = office.submit_from(&form.action, &form.fields, |request| {
            request.header("origin", "http://localhost:3000")
        });
        answer.await.is(403);
    }
    let answer = office.submit_from("/mode?set=down", &[], |request| {
        request.header("origin", "http://localhost:3000")
    });
    answer.await.is(403);
    assert!(doorstep.callbacks().is_empty());
    let page = office.page("/").await;
    assert!(page.all(".warning").is_empty(), "{}", page.main());
    office.running.stop().await;
}

#[tokio::test]
async fn tests_and_refused_requests_have_no_buttons() {
    let doorstep = Doorstep::start().await;
    let office = Office::start(Some(doorstep.url.clone())).await;
    let mut test = event("message-1");
    test["data"]["test"] = json!(true);
    office.post("waste", &test).await;
    let mut refused = about("DEF-GHJK-MNP");
    refused["data"]["answers"] = json!({"note": "REFUSE"});
    office.post("waste", &refused).await;
    for (path, status) in [
        (REQUEST, "A test of the connection"),
        ("/requests/MB-000002", "Refused"),
    ] {
        let page = office.page(path).await;
        assert_eq!(page.value("section", "Status"), status);
        assert!(page.forms().is_empty(), "{path}");
        let fields = [("seen", "0"), ("note", "x")];
        let fields = fields.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let pressed = office.submit(&format!("{path}/finish"), &fields).await;
        let location = pressed.is(303).header("location").to_owned();
        assert_eq!(location, format!("{path}?outdated=yes"));
    }
    assert!(doorstep.callbacks().is_empty());
    office.running.stop().await;
}
