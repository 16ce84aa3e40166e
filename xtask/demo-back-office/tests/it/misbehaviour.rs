//! The ways to misbehave, as Doorstep meets them.

use super::doorstep::Doorstep;
use super::office::{NOW, Office, event, key};
use super::page::Page;
use axum::body::Body;
use http::Request;

const REQUEST: &str = "/requests/MB-000001";

/// Sets switches on the page.
async fn switch(office: &Office, fields: &[(&str, &str)]) -> Page {
    let page = office.page("/").await;
    office.press(&page, "/behaviour", fields).await
}

#[tokio::test]
async fn every_choice_says_what_to_look_for() {
    let office = Office::start(None).await;
    let page = office.page("/").await;
    let choices = page.all("input[type=radio]");
    assert_eq!(choices.len(), 8 + 6 + 2);
    for choice in choices {
        let id = choice.attr("id").unwrap();
        assert_eq!(page.words(&format!("label[for={id}]")).len(), 1, "{id}");
        let hint = choice.attr("aria-describedby").unwrap();
        let hint = page.words(&format!("[id={hint}]")).concat();
        assert!(
            hint.starts_with("Look for: ") && hint.len() > 20,
            "{id}: {hint}"
        );
    }
    office.running.stop().await;
}

#[tokio::test]
async fn a_way_that_stores_nothing_is_shown_as_turned_away_until_it_ends() {
    let office = Office::start(None).await;
    for (mode, status) in [("down", 503), ("busy", 429), ("forbid", 403)] {
        let page = switch(&office, &[("mode", mode)]).await;
        assert_eq!(page.all(".warning").len(), 1, "{mode}");
        let answer = office.deliver("waste", &event("message-1")).await;
        let answer = answer.unwrap().is(status);
        assert_eq!(
            answer.header("retry-after"),
            if mode == "busy" { "2" } else { "" }
        );
    }
    let page = switch(&office, &[("mode", "closed")]).await;
    assert!(page.main().contains("closes the connection"));
    assert!(office.deliver("waste", &event("message-1")).await.is_err());
    assert!(office.effects().await.is_empty());
    let page = office.page("/").await;
    assert_eq!(page.value(".cards", "Message"), "message-1");
    assert!(page.value(".cards", "Came").starts_with("4 times"));
    assert_eq!(page.value(".cards", "Last answer"), "closed the connection");
    assert!(page.main().contains("There are no requests here"));

    let page = switch(&office, &[("mode", "ok")]).await;
    assert!(page.all(".warning").is_empty());
    let answer = office.deliver("waste", &event("message-1")).await;
    answer.unwrap().is(200);
    let page = office.page("/").await;
    assert!(!page.main().contains("Turned away"), "{}", page.main());
    // The request shows what came before it was stored.
    let lines = office.page(REQUEST).await.words(".messages li");
    assert_eq!(lines.len(), 5, "{lines:?}");
    assert!(lines[0].contains("Turned away. Answered 503"), "{lines:?}");
    assert!(lines[4].contains("Received. Answered 200 with MB-000001"));
    office.running.stop().await;
}

#[tokio::test]
async fn slow_stores_at_once_and_answers_later() {
    let office = Office::start(None).await;
    switch(&office, &[("mode", "slow"), ("seconds", "600")]).await;
    let message = event("message-1");
    let mut answer = Box::pin(office.deliver("waste", &message));
    // The request is there while its answer is held back.
    let seen = async {
        while office.effects().await.is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        _ = &mut answer => panic!("it answered at once"),
        () = seen => {}
    }
    drop(answer);
    let lines = office.page(REQUEST).await.words(".messages li");
    assert!(lines[0].contains("held back for 600 seconds"), "{lines:?}");
    switch(&office, &[("mode", "slow"), ("seconds", "0")]).await;
    let repeat = office.deliver("waste", &message).await;
    assert_eq!(repeat.unwrap().is(200).body, r#"{"reference":"MB-000001"}"#);
    assert_eq!(office.effects().await[0]["arrivals"], 2);
    office.running.stop().await;
}

#[tokio::test]
async fn a_refusal_has_the_code_and_the_sentence_of_the_page_for_good() {
    let office = Office::start(None).await;
    let refuse = [
        ("mode", "refuse"),
        ("code", "no-such-bin"),
        ("sentence", "There is no “bin” <here>."),
    ];
    switch(&office, &refuse).await;
    let expected = r#"{"code":"no-such-bin","reason":"There is no “bin” <here>."}"#;
    let answer = office.deliver("waste", &event("message-1")).await;
    assert_eq!(answer.unwrap().is(422).body, expected);
    // A repeat is answered as before, whatever was switched since.
    switch(&office, &[("mode", "ok"), ("code", "other")]).await;
    let answer = office.deliver("waste", &event("message-1")).await;
    assert_eq!(answer.unwrap().is(422).body, expected);
    let page = office.page(REQUEST).await;
    assert_eq!(page.value("section", "Status"), "Refused");
    assert!(page.source().contains("&lt;here&gt;"));
    assert!(!page.source().contains("<here>"));
    office.running.stop().await;
}

#[tokio::test]
async fn switches_with_a_mistake_change_nothing_and_keep_what_was_typed() {
    let office = Office::start(None).await;
    for (field, wrong, id) in [
        ("seconds", "601", "seconds"),
        ("seconds", "soon", "seconds"),
        ("code", "A B", "code"),
        ("sentence", "", "sentence"),
        ("mode", "odd", "mode-ok"),
        ("lie", "odd", "lie-none"),
        ("progress", "odd", "progress-by-hand"),
    ] {
        let page = office.page("/").await;
        let form = page
            .form("/behaviour")
            .filled(&[("mode", "down"), (field, wrong)]);
        let answer = office.submit(&form.action, &form.fields).await.is(422);
        let shown = answer.page();
        let expected = format!("#{id}");
        assert_eq!(
            shown.all(".problems a")[0].attr("href"),
            Some(expected.as_str())
        );
        assert_eq!(shown.all(&format!("[id={id}]")).len(), 1, "{id}");
        if field == "seconds" || field == "code" {
            let sorted = |mut fields: Vec<(String, String)>| {
                fields.sort();
                fields
            };
            let shown = shown.form("/behaviour").fields;
            assert_eq!(sorted(shown), sorted(form.fields));
        }
        let page = office.page("/").await;
        assert!(page.all(".warning").is_empty(), "{field}");
    }
    office.running.stop().await;
}

#[tokio::test]
async fn a_lie_is_refused_and_changes_no_status() {
    for (lie, answers, words) in [
        ("wrong-signature", vec![401], "401 wrong-signature"),
        ("old-message", vec![401], "401 outside-tolerance"),
        ("old-date", vec![422], "422 at-before-the-request"),
        ("unknown-reference", vec![404], "404 unknown-reference"),
        ("reused-id", vec![204, 409], "409 id-reused"),
    ] {
        let doorstep = Doorstep::start().await;
        let office = Office::start(Some(doorstep.url.clone())).await;
        office.post("waste", &event("message-1")).await;
        switch(&office, &[("lie", lie)]).await;
        let page = office.page(REQUEST).await;
        assert_eq!(page.all(".warning").len(), 1, "{lie}");
        office.press(&page, "/start", &[]).await;
        let callbacks = doorstep.received(answers.len()).await;
        let got: Vec<u16> = callbacks.iter().map(|one| one.answer).collect();
        assert_eq!(got, answers, "{lie}");

        // The truth afterwards comes under an id of its own.
        let page = switch(&office, &[("lie", "none")]).await;
        assert!(page.all(".warning").is_empty());
        let page = office.page(REQUEST).await;
        assert!(page.main().contains(words), "{lie}: {}", page.main());
        assert!(page.source().contains("The &lt;b&gt;detail&lt;/b&gt;."));
        let is_true = lie == "reused-id";
        let status = if is_true { "In progress" } else { "Accepted" };
        assert_eq!(page.value("section", "Status"), status, "{lie}");
        let page = office.press(&page, "/finish", &[]).await;
        assert_eq!(page.value("section", "Status"), "Done", "{lie}");
        let callbacks = doorstep.received(answers.len() + 1).await;
        let last = callbacks.last().unwrap();
        assert_eq!((last.answer, last.data("status")), (204, "done"));
        assert!(
            callbacks[..answers.len()]
                .iter()
                .all(|one| one.id != last.id)
        );
        office.running.stop().await;
    }
}

#[tokio::test]
async fn progress_by_itself_is_switched_on_the_page() {
    let doorstep = Doorstep::start().await;
    let office = Office::start(Some(doorstep.url.clone())).await;
    let by_itself = [
        ("progress", "by-itself"),
        ("in_progress_after", "0"),
        ("done_after", "0"),
    ];
    switch(&office, &by_itself).await;
    office.post("waste", &event("message-1")).await;
    let callbacks = doorstep.received(2).await;
    assert_eq!(callbacks[1].data("status"), "done");
    office.running.stop().await;
}

#[tokio::test]
async fn a_message_that_is_not_signed_is_noted_escaped() {
    let office = Office::start(None).await;
    let request = Request::post(office.running.inbox("waste"))
        .header("webhook-id", "<i>me</i>")
        .header("webhook-timestamp", NOW)
        .header(
            "webhook-signature",
            key("waste").sign("x", NOW, b"{}").unwrap(),
        )
        .body(Body::from("{}"));
    super::office::send(request.unwrap()).await.unwrap().is(401);
    let page = office.page("/").await;
    assert!(page.source().contains("&lt;i&gt;me&lt;/i&gt;"));
    assert!(page.all("i").is_empty());
    office.running.stop().await;
}
