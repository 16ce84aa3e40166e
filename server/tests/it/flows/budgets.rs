//! Budgets: what is above them is held or left out, never lost, and never at others' cost.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::callback::Callback;
use crate::support::journeys::{missed_bin, missed_bin_json, pothole_json, send};
use crate::support::wording;
use serde_json::json;
use server::clock::Clock as _;

const HOST: &str = "maidstone.localhost:3000";

const SEND: [(&str, &str); 3] = [
    ("DOORSTEP__LIMITS__EXEMPT", "[]"),
    (
        "DOORSTEP__LIMITS__SEND__PER_ADDRESS",
        "{at_once=2, per_hour=4}",
    ),
    (
        "DOORSTEP__LIMITS__SEND__PER_ADDRESS_WHEN_FULL",
        "{at_once=1, per_hour=1}",
    ),
];

fn at(app: &TestApp, address: &str) -> Browser {
    let mut browser = app.browser_at(HOST);
    browser.peer = format!("{address}:50000").parse().unwrap();
    browser
}

#[tokio::test]
async fn requests_above_the_budget_of_an_address_are_held_and_delivered_later() {
    let app = TestApp::with_office(&SEND).await;
    for number in 0..4 {
        // Each from a new session: a cookie costs nothing.
        let key = format!("k{number}");
        at(&app, "192.0.2.1")
            .request(&key, &pothole_json("Deep"))
            .await
            .is(201);
    }
    let mut neighbour = at(&app, "192.0.2.2");
    let accepted = neighbour.request("n", &pothole_json("Wide")).await.is(201);
    let neighbours = accepted.json()["reference"].as_str().unwrap().to_owned();
    app.deliver_all().await;
    let done = app.effects().await;
    assert_eq!(done.len(), 3, "two of the flood, and the neighbour's");
    let done: Vec<&str> = done
        .iter()
        .filter_map(|effect| effect["reference"].as_str())
        .collect();
    assert!(done.contains(&neighbours.as_str()), "{done:?}");
    let open = app.state.store.open_deliveries(None, 10).await.unwrap();
    assert_eq!(open.len(), 2);
    for delivery in &open {
        assert_eq!(delivery.held_until, Some(delivery.next_at));
    }
    // A repeat of an accepted request costs nothing and is not held again.
    for _ in 0..10 {
        at(&app, "192.0.2.1")
            .request("k0", &pothole_json("Deep"))
            .await
            .is(201);
    }
    for expected in [4, 5] {
        app.clock.advance_seconds(15 * 60);
        app.deliver_all().await;
        assert_eq!(app.effects().await.len(), expected);
    }
}

#[tokio::test]
async fn the_page_of_a_held_request_says_when_it_is_passed_on() {
    let app = TestApp::with_office(&SEND).await;
    let mut browser = at(&app, "192.0.2.1");
    let held = "we will pass yours on to the bins team by 18 November 2026 at 6:45pm";
    for expected in [false, false, true] {
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        let main = browser.get(sent.location()).await.is(200).page().main();
        assert_eq!(main.contains(held), expected, "{main}");
        assert!(main.contains("We have your report"));
    }
    app.deliver_all().await;
    assert_eq!(app.effects().await.len(), 2);
    app.clock.advance_seconds(15 * 60);
    app.deliver_all().await;
    assert_eq!(app.effects().await.len(), 3);
}

#[tokio::test]
async fn the_page_of_what_is_held_for_minutes_promises_no_earlier_time() {
    let settings = [
        (
            "DOORSTEP__LIMITS__SEND__PER_SESSION",
            "{at_once=1, per_hour=20}",
        ),
        (
            "DOORSTEP__LIMITS__MAIL__PER_MAILBOX",
            "{at_once=1, per_hour=10}",
        ),
    ];
    let app = TestApp::with_office(&settings).await;
    let mut browser = app.browser_at(HOST);
    let now = [
        "reference number to you, and email again",
        "to the bins team now",
    ];
    let later = [
        "reference number to you by 18 November 2026 at 6:36pm",
        "to the bins team by 18 November 2026 at 6:33pm",
    ];
    let mut path = String::new();
    for is_held in [false, true] {
        let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
        path = sent.location().to_owned();
        let main = browser.get(&path).await.is(200).page().main();
        for (now, later) in now.iter().zip(later) {
            assert_eq!(main.contains(now), !is_held, "{main}");
            assert_eq!(main.contains(later), is_held, "{main}");
        }
    }
    app.deliver_all().await;
    assert_eq!(app.effects().await.len(), 1);
    app.clock.advance_seconds(6 * 60);
    let main = browser.get(&path).await.is(200).page().main();
    assert!(main.contains(now[0]), "{main}");
    assert!(!later.iter().any(|later| main.contains(later)), "{main}");
    app.deliver_all().await;
    assert_eq!(app.effects().await.len(), 2);
}

#[tokio::test]
async fn above_the_total_the_operator_is_told_once_and_first_requests_pass() {
    let mut settings = SEND.to_vec();
    settings.push(("DOORSTEP__LIMITS__SEND__TOTAL", "{at_once=3, per_hour=1}"));
    settings.push(("DOORSTEP__EMAIL__OPERATOR", "operator@example.org"));
    let app = TestApp::with_office(&settings).await;
    for number in 1..=6 {
        for _ in 0..2 {
            let mut stranger = at(&app, &format!("192.0.2.{number}"));
            let key = format!("{number} {}", app.clock.id());
            let key = key.replace(' ', "-");
            stranger.request(&key, &pothole_json("Deep")).await.is(201);
        }
    }
    app.deliver_all().await;
    // Twelve requests; the first of each address, and those before the total was reached.
    assert_eq!(app.effects().await.len(), 7);
    assert_eq!(mails_to(&app, "operator@example.org"), 1);
    for _ in 0..24 {
        app.clock.advance_seconds(3600);
        app.deliver_all().await;
    }
    assert_eq!(app.effects().await.len(), 12);
}

#[tokio::test]
async fn ten_requests_of_a_stranger_silence_no_news_of_the_mailbox_owner() {
    let app = TestApp::with_office(&[]).await;
    for number in 0..25 {
        let key = format!("s{number}");
        let mut request = missed_bin_json();
        request["answers"]["email"] = "a.da.perrin+bin@googlemail.com".into();
        at(&app, "192.0.2.1").request(&key, &request).await.is(201);
    }
    let mut owner = at(&app, "192.0.2.2");
    let mut typed = missed_bin();
    let contact = typed.last_mut().unwrap();
    contact[1] = ("email", "adaperrin@gmail.com");
    let sent = send(&mut owner, "missed-bin", &typed).await;
    // The flood has used up the confirmations of this hour, and the page says so.
    let main = owner.get(sent.location()).await.is(200).page().main();
    let (promise, none) = ("page-sent-email", "page-sent-no-email");
    assert!(main.contains(&wording::phrase(none)), "{main}");
    assert!(!main.contains(&wording::phrase(promise)), "{main}");
    app.deliver_all().await;
    assert_eq!(mails_to(&app, "adaperrin@gmail.com"), 0);
    // News arrive all the same.
    let now = app.clock.now();
    let data = json!({"reference": sent.reference(), "status": "done", "at": now.to_string()});
    let done = Callback {
        destination: "waste",
        id: "m1",
        data,
        signed_at: now.as_second(),
    };
    done.send(&mut app.browser_at("localhost:3000"))
        .await
        .is(204);
    app.deliver_all().await;
    assert_eq!(mails_to(&app, "adaperrin@gmail.com"), 1);
    // An hour later confirmations are sent again.
    app.clock.advance_seconds(2 * 3600);
    let sent = send(&mut owner, "missed-bin", &typed).await;
    let main = owner.get(sent.location()).await.is(200).page().main();
    assert!(main.contains(&wording::phrase(promise)), "{main}");
    app.deliver_all().await;
    assert_eq!(mails_to(&app, "adaperrin@gmail.com"), 2);
}

#[tokio::test]
async fn a_rating_above_the_budget_is_refused_and_stays_on_the_page() {
    let settings = [
        ("DOORSTEP__LIMITS__EXEMPT", "[]"),
        (
            "DOORSTEP__LIMITS__RATING__PER_ADDRESS",
            "{at_once=2, per_hour=60}",
        ),
    ];
    let app = TestApp::with_office(&settings).await;
    let mut browser = at(&app, "192.0.2.1");
    let sent = send(&mut browser, "missed-bin", &missed_bin()).await;
    let page = browser.follow(sent).await.is(200);
    let page = page.page();
    let link = page.all("main a[href^='/feedback/']")[0];
    let path = link.attr("href").unwrap().to_owned();
    let rate = json!({"service": "missed-bin", "rating": 1});
    for status in [204, 204, 429] {
        let mut program = at(&app, "192.0.2.1");
        let answer = program.json("POST", "/api/v1/feedback", &[], &rate).await;
        assert_eq!(answer.status, status);
    }
    let form = browser.get(&path).await.is(200);
    let typed = [("rating", "4"), ("comment", "Quick & kind")];
    let refused = browser.submit(&form, &typed).await.is(429);
    assert_eq!(refused.header("retry-after"), "60");
    let kept = refused.page().form();
    assert_eq!(kept.value("comment"), "Quick & kind");
    assert_eq!(kept.value("rating"), "4");
    app.clock.advance_seconds(60);
    browser.submit(&refused, &[]).await.is(303);
    // Somebody else is not limited.
    let mut other = at(&app, "192.0.2.2");
    let answer = other.json("POST", "/api/v1/feedback", &[], &rate).await;
    answer.is(204);
    app.deliver_all().await;
}

/// How many emails were written to this address.
fn mails_to(app: &TestApp, address: &str) -> usize {
    let folder = app.folder.path().join("mail");
    let files = std::fs::read_dir(folder).into_iter().flatten();
    let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    texts.filter(|text| text.contains(address)).count()
}
