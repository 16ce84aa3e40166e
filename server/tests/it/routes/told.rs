//! What a request's page tells whom: what was sent, by when, what can be done at the end. Nothing
//! twice, and no address to somebody who only knows a postcode.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::callback::Callback;
use crate::support::journeys::{Typed, missed_bin, pothole, send};
use crate::support::page::Page;
use crate::support::response::TestResponse;
use crate::support::wording::{phrase, phrase_with};
use serde_json::{Value, json};
use server::clock::Clock as _;
use server::store::{Pause, PauseReason};
use shared::reference::Reference;

const HOST: &str = "maidstone.localhost:3000";
const STREET: &str = "1 Quince Orchard Road";
const DAY: i64 = 24 * 3_600;

/// A status of the waste team, `data` added to it.
async fn status(app: &TestApp, sent: &TestResponse, id: &str, status: &str, data: Value) {
    let mut all = json!({
        "reference": sent.reference(), "status": status, "at": app.clock.now().to_string(),
    });
    let more = data.as_object().unwrap().clone();
    all.as_object_mut().unwrap().extend(more);
    let callback = Callback {
        destination: "waste",
        id,
        data: all,
        signed_at: app.clock.now().as_second(),
    };
    callback.send(&mut app.browser()).await.is(204);
}

async fn page_of(browser: &mut Browser, sent: &TestResponse) -> Page {
    browser.get(sent.location()).await.is(200).page()
}

/// The reference as it is shown.
fn shown(sent: &TestResponse) -> String {
    Reference::parse(&sent.reference()).unwrap().to_string()
}

/// The summary rows, as `key: value`.
fn rows(page: &Page) -> Vec<String> {
    let keys = page.words("main .govuk-summary-list__key");
    let values = page.words("main .govuk-summary-list__value");
    let pairs = keys.into_iter().zip(values);
    pairs
        .map(|(key, value)| format!("{key}: {value}"))
        .collect()
}

/// The same without an email address.
fn without_email() -> Typed<'static> {
    let mut typed = missed_bin();
    for field in typed.last_mut().unwrap() {
        field.1 = "";
    }
    typed
}

#[tokio::test]
async fn the_confirmation_names_what_was_sent_and_by_when() {
    let app = TestApp::with_office(&[]).await;
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let page = page_of(&mut browser, &sent).await;
    assert_eq!(page.heading(), "We have your report");
    let main = page.main();
    let by = "We aim to come back by Monday 23 November 2026.";
    let subject = format!("Missed bin: rubbish, food waste, Tuesday 17 November, {STREET}. Sent");
    let places: Vec<_> = [&shown(&sent), by, &subject, "What happens next"]
        .iter()
        .map(|words| {
            main.find(*words)
                .unwrap_or_else(|| panic!("{words}: {main}"))
        })
        .collect();
    assert!(places.is_sorted(), "{places:?}: {main}");
    assert_eq!(main.matches(by).count(), 1, "the promise is made twice");
    // No title holds an answer: titles are kept in the browser's history.
    assert!(!page.title().contains("Quince"), "{}", page.title());
    // With an email the tracking code is folded away; without one it is not.
    assert_eq!(page.all("main details .app-keep__code").len(), 1);
    assert!(page.all("main .app-keep").is_empty());
    let sent = send(&mut browser, "missed-bin", &without_email()).await;
    let page = page_of(&mut browser, &sent).await;
    assert_eq!(page.all("main .app-keep .app-keep__code").len(), 1);
    assert!(page.all("main details .app-keep__code").is_empty());
    app.deliver_all().await;
}

#[tokio::test]
async fn a_holder_of_a_postcode_or_email_reads_no_address_and_a_stranger_nothing() {
    let app = TestApp::with_office(&[]).await;
    let mut sender = app.browser_at(HOST);
    let sent = send(&mut sender, "missed-bin", &missed_bin()).await;
    let code = page_of(&mut sender, &sent).await;
    let code = code.words(".app-keep__code").concat();
    app.deliver_all().await;
    let known = "Missed bin: rubbish, food waste, Tuesday 17 November, ";
    for (fact, rest) in [
        ("ME14 9ZA", "ME14 …"),
        ("ada.perrin@example.org", "ME14 …"),
        (code.as_str(), STREET),
    ] {
        let mut other = app.browser_at(HOST);
        let asked = other.get(sent.location()).await.is(200);
        let stranger = asked.page().main();
        for secret in ["Missed bin", "rubbish", "ME14", "Quince", "report"] {
            assert!(!stranger.contains(secret), "{secret}: {stranger}");
        }
        let opened = other.submit(&asked, &[("fact", fact)]).await.is(303);
        let page = other.follow(opened).await.is(200).page();
        assert_eq!(page.heading(), "Your missed bin report");
        assert_eq!(
            rows(&page)[..3],
            [
                format!("Reference number: {}", shown(&sent)),
                "By when: We aim to come back by Monday 23 November 2026.".to_owned(),
                format!("About: {known}{rest}"),
            ]
        );
        let main = page.main();
        assert_eq!(main.contains("Quince"), rest == STREET, "{main}");
        assert!(!main.contains("Ada") && !main.contains("ada."), "{main}");
    }
}

#[tokio::test]
async fn a_mark_of_a_postcode_is_not_one_of_the_tracking_code() {
    let app = TestApp::with_office(&[]).await;
    let mut sender = app.browser_at(HOST);
    let sent = send(&mut sender, "missed-bin", &missed_bin()).await;
    app.deliver_all().await;
    let mut other = app.browser_at(HOST);
    let asked = other.get(sent.location()).await.is(200);
    let opened = other.submit(&asked, &[("fact", "ME14 9ZA")]).await.is(303);
    let cookie = opened.header("set-cookie").to_owned();
    let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    assert!(value.contains("-s"), "{value}");
    let forged = format!("{name}={}", value.replacen("-s", "-t", 1));
    let path = sent.location().to_owned();
    let headers = [("cookie", forged.as_str())];
    let mut forger = app.browser_at(HOST);
    let page = forger.fetch("GET", &path, &headers, Vec::new()).await;
    let page = page.is(200).page();
    assert_eq!(page.heading(), phrase("page-request-ask-title"));
}

#[tokio::test]
async fn a_done_request_says_so_once_and_how_to_tell_that_it_is_not_sorted() {
    let app = TestApp::with_office(&[]).await;
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    app.drain().await;
    let open = page_of(&mut browser, &sent).await.main();
    let not_sorted = phrase("status-not-sorted");
    assert!(!open.contains(&not_sorted), "{open}");
    let note = json!({"note": "We emptied your bin on Wednesday."});
    status(&app, &sent, "done", "done", note).await;
    let page = page_of(&mut browser, &sent).await;
    let main = page.main();
    let closed = phrase_with("status-done-means", &[("noun", "report")]);
    for (words, times) in [
        (closed.as_str(), 1),
        ("Maidstone Borough Council: done", 1),
        ("We emptied your bin on Wednesday.", 1),
        ("What happens next", 0),
        ("We aim to come back", 0),
        ("Leave the bins out", 0),
        ("If something is wrong or has changed", 0),
    ] {
        assert_eq!(main.matches(words).count(), times, "{words}: {main}");
    }
    let advice = page.all("main .app-part details").into_iter();
    let advice: Vec<String> = advice.map(|one| one.text().collect()).collect();
    let advice = advice.iter().find(|one| one.contains(&not_sorted)).unwrap();
    for words in [
        "leave it out",
        "give your reference number",
        "01632 960 200",
    ] {
        assert!(advice.contains(words), "{words}: {advice}");
    }
    let subject = format!("?subject={}", shown(&sent));
    let mail = page.all("main .app-part a[href^='mailto:']");
    assert!(mail[0].attr("href").unwrap().ends_with(&subject));
    app.deliver_all().await;
}

#[tokio::test]
async fn a_refusal_says_what_can_be_done_by_the_code_of_the_back_office() {
    let app = TestApp::with_office(&[]).await;
    let tagged = "Fix the problem on the tag";
    let other = "Until then you can keep extra waste in tied bags";
    let reason = phrase("status-refused-means");
    for (id, data, advice) in [
        (
            "a",
            json!({"note": "Food was in it.", "code": "contaminated"}),
            tagged,
        ),
        (
            "b",
            json!({"note": "It was not out.", "code": "not-out"}),
            other,
        ),
        ("c", json!({}), other),
    ] {
        let mut browser = app.browser_at(HOST);
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        app.drain().await;
        status(&app, &sent, id, "refused", data.clone()).await;
        let main = page_of(&mut browser, &sent).await.main();
        for words in [tagged, other] {
            assert_eq!(main.contains(words), words == advice, "{words}: {main}");
        }
        // "The reason is below" is said only if there is one, and it is below.
        match data["note"].as_str() {
            Some(note) => assert!(main.find(&reason) < main.find(note), "{main}"),
            None => assert!(!main.contains(&reason), "{main}"),
        }
        assert!(main.contains("What you can do now") && main.contains("01632 960 200"));
        assert!(!main.contains("What happens next"), "{main}");
    }
    app.deliver_all().await;
}

#[tokio::test]
async fn a_code_comes_only_with_a_refusal() {
    let app = TestApp::with_office(&[]).await;
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    app.deliver_all().await;
    let at = app.clock.now();
    for (id, status, code) in [
        ("a", "done", "not-ours"),
        ("b", "refused", "Not Ours"),
        ("c", "refused", ""),
    ] {
        let data = json!({
            "reference": sent.reference(), "status": status, "code": code, "at": at.to_string(),
        });
        let callback = Callback {
            destination: "waste",
            id,
            data,
            signed_at: at.as_second(),
        };
        let refused = callback.send(&mut app.browser()).await.is(422).json();
        assert_eq!(refused["type"], "urn:doorstep:problem:bad-code", "{id}");
    }
    let main = page_of(&mut browser, &sent).await.main();
    assert!(!main.contains("What you can do now"), "{main}");
}

#[tokio::test]
async fn the_timeline_tells_no_fact_twice() {
    let app = TestApp::with_office(&[]).await;
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    app.drain().await;
    for (id, word, data) in [
        // What the reply to the delivery said.
        ("a", "accepted", json!({})),
        ("b", "in_progress", json!({"note": "Tomorrow."})),
        // The same news without and with a reference, later.
        (
            "c",
            "in_progress",
            json!({"note": "Tomorrow.", "their_reference": "JOB-1"}),
        ),
        ("d", "in_progress", json!({})),
        ("e", "in_progress", json!({"note": "Tomorrow."})),
        // Other words are news.
        ("f", "in_progress", json!({"note": "On Friday."})),
        ("g", "needs_you", json!({"note": "Is the gate open?"})),
        // Work goes on again.
        ("h", "in_progress", json!({"note": "Tomorrow."})),
    ] {
        app.clock.advance_seconds(60);
        status(&app, &sent, id, word, data).await;
    }
    let page = page_of(&mut browser, &sent).await;
    assert_eq!(
        page.words("main .app-timeline__title"),
        [
            "In progress",
            "We need something from you",
            "In progress",
            "In progress",
            "Accepted",
            "Received",
        ]
    );
    assert_eq!(
        page.words("main .app-timeline__note"),
        ["Tomorrow.", "Is the gate open?", "On Friday.", "Tomorrow."]
    );
    // The reference that came with repeated news is kept.
    assert!(page.main().contains("Reference of the bins team: JOB-1"));
    app.deliver_all().await;
}

#[tokio::test]
async fn a_request_that_waits_for_a_paused_system_says_so_before_any_attempt() {
    let app = TestApp::new().await;
    app.leave_undelivered("its destination is paused");
    let mut browser = app.browser_at(HOST);
    let waiting = phrase_with("status-delivery-waiting", &[("noun", "report")]);
    let now = app.clock.now();
    let pause = Pause {
        until: now + jiff::SignedDuration::from_mins(10),
        reason: PauseReason::Failing,
        probe_at: now,
        begun_at: now,
    };
    let store = &app.state.store;
    store.pause_destination("waste", pause).await.unwrap();
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let main = page_of(&mut browser, &sent).await.main();
    assert!(main.contains(&waiting), "{main}");
    // Another destination is not concerned.
    let other = send(&mut browser, "pothole", &pothole("Mill Lane", "Deep")).await;
    let passing = "We are passing your report to the highways team now.";
    let main = page_of(&mut browser, &other).await.main();
    assert!(main.contains(passing) && !main.contains(&waiting), "{main}");
    // Nobody has tried for minutes, for whatever reason.
    app.clock.advance_seconds(180);
    let main = page_of(&mut browser, &other).await.main();
    assert!(main.contains(&waiting) && !main.contains(passing), "{main}");
}

#[tokio::test]
async fn days_later_the_page_is_still_about_what_was_sent_and_says_that_it_is_late() {
    let app = TestApp::with_office(&[]).await;
    let mut typed = without_email();
    typed[4] = vec![("assisted", "yes"), ("bins_kept", "Inside the side gate")];
    typed.remove(5);
    let mut browser = app.browser_at(HOST);
    let sent = send(&mut browser, "missed-bin", &typed).await;
    let code = page_of(&mut browser, &sent).await.words(".app-keep__code");
    app.deliver_all().await;
    let kept = "Leave the bins where you told us they are kept.";
    let late = phrase_with("page-request-late", &[("day", "23 November 2026")]);
    // A report made now would be too late, but this one was not.
    for (days, is_late) in [(5, false), (1, true)] {
        app.clock.advance_seconds(days * DAY);
        let mut later = app.browser_at(HOST);
        let asked = later.get(sent.location()).await.is(200);
        let fact = [("fact", code[0].as_str())];
        let opened = later.submit(&asked, &fact).await.is(303);
        let main = later.follow(opened).await.is(200).page().main();
        assert!(main.contains(kept), "{main}");
        assert!(!main.contains("Leave the bins out"), "{main}");
        assert_eq!(main.contains(&late), is_late, "{main}");
        assert_eq!(main.contains("We aim to come back by"), !is_late, "{main}");
    }
}

#[tokio::test]
async fn the_button_and_what_it_confirms_are_in_the_words_of_the_service() {
    let app = TestApp::new().await;
    for (path, button, confirms) in [
        (
            "",
            "Send report",
            "By sending this report you confirm that, to the best of your knowledge, the details are correct.",
        ),
        (
            "/cy",
            "Anfon eich adroddiad",
            "Drwy anfon eich adroddiad rydych yn cadarnhau bod y manylion yn gywir, hyd eithaf eich gwybodaeth.",
        ),
    ] {
        let mut browser = app.browser_at(HOST);
        let check = crate::support::journeys::walk(&mut browser, "missed-bin", &missed_bin()).await;
        let here = check.page().form_to("/check-answers").action;
        let page = browser.get(&format!("{path}{here}")).await.is(200).page();
        assert_eq!(page.words("main .app-form .govuk-button"), [button]);
        assert!(page.main().contains(confirms), "{}", page.main());
    }
    app.assert_no_request().await;
}
