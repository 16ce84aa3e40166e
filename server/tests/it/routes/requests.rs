//! Following a request: who may see it, what a stranger learns, and statuses.

use crate::support::app::TestApp;
use crate::support::callback::Callback;
use crate::support::journeys::{missed_bin, missed_bin_json, send};
use crate::support::response::TestResponse;
use crate::support::wording;
use serde_json::json;
use server::clock::Clock as _;

const HOST: &str = "maidstone.localhost:3000";

/// A valid reference that was never issued; its last character is a check character.
pub fn unknown(known: &str) -> String {
    let other = if known.starts_with('2') { '3' } else { '2' };
    let rest: String = known.chars().skip(1).take(8).collect();
    "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
        .chars()
        .map(|check| format!("{other}{rest}{check}"))
        .find(|one| shared::reference::Reference::parse(one).is_some())
        .unwrap()
}

/// Everything a stranger can see of an answer, except the reference itself.
fn observable(response: &TestResponse, reference: &str) -> (u16, Vec<(String, String)>, String) {
    let shown = format!(
        "{}-{}-{}",
        &reference[..3],
        &reference[3..7],
        &reference[7..]
    );
    let headers = response
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id")
        .map(|(name, value)| {
            (
                name.to_string(),
                value.to_str().unwrap().replace(reference, "R"),
            )
        })
        .collect();
    let body = response.text().replace(reference, "R").replace(&shown, "R");
    (response.status.as_u16(), headers, body)
}

#[tokio::test]
async fn an_existing_and_an_unknown_reference_look_the_same_to_a_stranger() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let known = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin())
        .await
        .reference();
    let unknown = unknown(&known);
    let mut stranger = app.browser_at(HOST);
    let path = |reference: &str| format!("/requests/{reference}");
    let one = stranger.get(&path(&known)).await.is(200);
    let other = stranger.get(&path(&unknown)).await.is(200);
    assert_eq!(observable(&one, &known), observable(&other, &unknown));

    for fact in [
        "nobody@example.org",
        "ME16 9ZZ",
        "2222-2222-2222-2222",
        "x",
        "",
    ] {
        let prove = |reference: &str| (path(reference), vec![("fact".to_owned(), fact.to_owned())]);
        let (at, fields) = prove(&known);
        let one = stranger.post(&at, &fields).await.is(422);
        let (at, fields) = prove(&unknown);
        let other = stranger.post(&at, &fields).await.is(422);
        assert_eq!(
            observable(&one, &known),
            observable(&other, &unknown),
            "{fact}"
        );
        let find = |reference: &str| {
            vec![
                ("reference".to_owned(), reference.to_owned()),
                ("fact".to_owned(), fact.to_owned()),
            ]
        };
        let one = stranger.post("/requests", &find(&known)).await.is(422);
        let other = stranger.post("/requests", &find(&unknown)).await.is(422);
        assert_eq!(
            observable(&one, &known),
            observable(&other, &unknown),
            "{fact}"
        );
    }
    let bearer = [("authorization", "Bearer 2222-2222-2222-2222")];
    let api = |reference: &str| format!("/api/v1/requests/{reference}");
    for (headers, status) in [(&bearer[..], 404), (&[], 401)] {
        let one = stranger
            .fetch("GET", &api(&known), headers, Vec::new())
            .await;
        let other = stranger
            .fetch("GET", &api(&unknown), headers, Vec::new())
            .await;
        assert_eq!(one.status, status);
        assert_eq!(observable(&one, &known), observable(&other, &unknown));
    }
}

#[tokio::test]
async fn each_second_fact_opens_the_request_in_any_notation() {
    let app = TestApp::with(&[("DOORSTEP__LIMITS__GUESS__PER_ADDRESS__AT_ONCE", "50")]).await;
    app.leave_undelivered("no back office is running");
    let mut sender = app.browser_at(HOST);
    let sent = send(&mut sender, "missed-bin", &missed_bin()).await;
    let reference = sent.reference();
    let page = sender.follow(sent).await.is(200);
    let tracking = page
        .tracking()
        .expect("a tracking code on the confirmation");
    let small = tracking.to_lowercase().replace('-', " ");
    let dashed = format!(
        "{}-{}-{}",
        &reference[..3],
        &reference[3..7],
        &reference[7..]
    );
    for fact in [
        "ada.perrin@example.org",
        " Ada <ADA.Perrin@Example.org> ",
        "ME14 9ZA",
        "me149za",
        &tracking,
        &small,
    ] {
        let mut stranger = app.browser_at(HOST);
        let find = stranger.get("/requests").await.is(200);
        let fields = [("reference", dashed.as_str()), ("fact", fact)];
        let found = stranger.submit(&find, &fields).await;
        assert_eq!(found.location(), format!("/requests/{reference}"), "{fact}");
        let shown = stranger.follow(found).await.is(200);
        assert!(shown.text().contains(&dashed), "{fact}");
        assert_eq!(shown.header("cache-control"), "no-store");
        assert!(
            !shown.text().contains(&tracking),
            "a stranger sees the tracking code"
        );
        let mut stranger = app.browser_at(HOST);
        let direct = stranger
            .get(&format!("/requests/{reference}"))
            .await
            .is(200);
        let shown = stranger.submit(&direct, &[("fact", fact)]).await;
        let shown = stranger.follow(shown).await.is(200);
        assert!(shown.page().main().contains(&dashed));
    }
}

#[tokio::test]
async fn guesses_at_a_reference_are_limited_whether_or_not_it_exists() {
    let app = TestApp::with(&[("DOORSTEP__LIMITS__GUESS__PER_ADDRESS__AT_ONCE", "4")]).await;
    app.leave_undelivered("no back office is running");
    let known = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin())
        .await
        .reference();
    for reference in [&known, &unknown(&known)] {
        let path = format!("/requests/{reference}");
        let guess = |number: usize| [("fact".to_owned(), format!("guess{number}@example.org"))];
        for number in 0..4 {
            app.browser_at(HOST)
                .post(&path, &guess(number))
                .await
                .is(422);
        }
        // Neither a new browser nor the other page resets the limit.
        let refused = app.browser_at(HOST).post(&path, &guess(5)).await.is(429);
        let seconds: u64 = refused.header("retry-after").parse().unwrap();
        assert!(seconds > 0);
        let fields = [
            ("reference".to_owned(), reference.clone()),
            ("fact".to_owned(), "ME14 9ZA".to_owned()),
        ];
        app.browser_at(HOST)
            .post("/requests", &fields)
            .await
            .is(429);
    }
}

#[tokio::test]
async fn a_correct_fact_does_not_count_as_a_guess() {
    let app = TestApp::with(&[("DOORSTEP__LIMITS__GUESS__PER_ADDRESS__AT_ONCE", "2")]).await;
    app.leave_undelivered("no back office is running");
    let known = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin())
        .await
        .reference();
    let fact = |fact: &str| [("fact".to_owned(), fact.to_owned())];
    let path = format!("/requests/{known}");
    let mut stranger = app.browser_at(HOST);
    for _ in 0..10 {
        stranger.post(&path, &fact("ME14 9ZA")).await.is(303);
    }
    for _ in 0..2 {
        stranger.post(&path, &fact("ME15 9ZZ")).await.is(422);
    }
    stranger.post(&path, &fact("ME15 9ZZ")).await.is(429);
    stranger.post(&path, &fact("ME14 9ZA")).await.is(429);
}

#[tokio::test]
async fn a_proof_is_stored_only_in_the_browser_and_expires() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut references = Vec::new();
    for _ in 0..2 {
        let sent = send(&mut app.browser_at(HOST), "missed-bin", &missed_bin()).await;
        references.push(sent.reference());
    }
    let path = |at: usize| format!("/requests/{}", references[at]);
    let fact = [("fact".to_owned(), "ME14 9ZA".to_owned())];
    let mut stranger = app.browser_at(HOST);
    let proved = stranger.post(&path(0), &fact).await.is(303);
    assert_eq!(proved.location(), path(0), "the proof is part of the URL");
    let cookie = proved.header("set-cookie");
    for flag in ["Path=/", "HttpOnly", "SameSite=Lax"] {
        assert!(cookie.contains(flag), "{cookie}");
    }
    assert!(
        !cookie.contains("Max-Age"),
        "the cookie outlives the browser session"
    );
    let main = |response: TestResponse| response.page().main();
    let asks = wording::phrase("page-request-ask-title");
    let open = |response: TestResponse| !main(response).contains(&asks);
    assert!(open(stranger.get(&path(0)).await.is(200)));
    assert!(
        !open(stranger.get(&path(1)).await.is(200)),
        "a proof opens another request"
    );
    // A forged cookie is rejected: another reference or a later time of issue.
    let held = stranger.cookies["doorstep_shown"].clone();
    let mut forger = app.browser_at(HOST);
    let issued_at = held.split('-').nth(1).unwrap();
    let later = format!("s{}", issued_at[1..].parse::<i64>().unwrap() + 60);
    for forged in [
        held.replace(&references[0], &references[1]),
        held.replace(issued_at, &later),
        "..--.".to_owned(),
    ] {
        forger.cookies.insert("doorstep_shown".to_owned(), forged);
        for at in [0, 1] {
            assert!(!open(forger.get(&path(at)).await.is(200)));
        }
    }
    // A second request does not replace the first; after an hour both are closed.
    stranger.post(&path(1), &fact).await.is(303);
    for at in [0, 1] {
        assert!(open(stranger.get(&path(at)).await.is(200)), "{at}");
    }
    app.clock.advance(jiff::SignedDuration::from_secs(3601));
    assert!(!open(stranger.get(&path(0)).await.is(200)));
}

#[tokio::test]
async fn accepts_only_signed_progress_and_shows_it_in_time_order() {
    let app = TestApp::with_office(&[]).await;
    let mut client = app.browser_at(HOST);
    let receipt = client.request("k", &missed_bin_json()).await.is(201).json();
    let reference = receipt["reference"].as_str().unwrap().to_owned();
    let bearer = format!("Bearer {}", receipt["tracking"].as_str().unwrap());
    app.clock.advance_seconds(1);
    app.drain().await;
    let now = app.clock.now();
    app.clock.advance_seconds(60);
    let at = |seconds: i64| (now + jiff::SignedDuration::from_secs(seconds)).to_string();
    let status =
        |status: &str, at: String| json!({"reference": reference, "status": status, "at": at});
    let callback = |id: &'static str, data: serde_json::Value| Callback {
        destination: "waste",
        id,
        data,
        signed_at: now.as_second(),
    };
    let mut office = app.browser_at("localhost:3000");
    let forged = callback("m0", status("done", at(1)));
    forged
        .send_signed(
            &mut office,
            "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        )
        .await
        .is(401);
    let other = Callback {
        destination: "highways",
        ..callback("m0", status("done", at(1)))
    };
    other.send(&mut office).await.is(404);
    let stale = Callback {
        signed_at: now.as_second() - 301,
        ..callback("m0", status("done", at(1)))
    };
    stale.send(&mut office).await.is(401);
    let unknown = callback(
        "m0",
        json!({"reference": unknown(&crate::support::response::compact(&reference)), "status": "done", "at": at(1)}),
    );
    unknown.send(&mut office).await.is(404);
    let refused = callback(
        "m0",
        json!({"reference": reference, "part": "lid", "status": "done", "at": at(1)}),
    );
    let refused = refused.send(&mut office).await.is(404).json();
    assert_eq!(refused["type"], "urn:doorstep:problem:unknown-part");
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.contains("`data.part`"), "{detail}");
    let not_text = callback("m0", status("done", at(1)));
    let refused = not_text.send_bytes(&mut office, b"{\"\xff\"}").await;
    let refused = refused.is(400).json();
    assert_eq!(refused["type"], "urn:doorstep:problem:malformed");
    let nonsense = callback(
        "m0",
        json!({"reference": reference, "status": "eaten", "at": at(1)}),
    );
    let refused = nonsense.send(&mut office).await;
    let refused = refused.is(400).json();
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.starts_with("`data.status` must"), "{detail}");
    assert!(!detail.contains("eaten"), "the input is repeated");
    let timeless = json!({"reference": reference, "status": "done", "at": "today"});
    let refused = callback("m0", timeless).send(&mut office).await;
    let refused = refused.is(400).json();
    let detail = refused["detail"].as_str().unwrap();
    assert!(detail.starts_with("`data.at`"), "{detail}");
    callback("m1", status("in_progress", at(2)))
        .send(&mut office)
        .await
        .is(204);
    // The same message id for another request is an error, not a repeat.
    let second = client
        .request("k2", &missed_bin_json())
        .await
        .is(201)
        .json();
    let theirs = json!({"reference": second["reference"], "status": "done", "at": at(3)});
    let reused = callback("m1", theirs.clone())
        .send(&mut office)
        .await
        .is(409);
    assert_eq!(reused.header("content-type"), "application/problem+json");
    assert_eq!(reused.json()["type"], "urn:doorstep:problem:id-reused");
    // Content that is not JSON is never read, even with a valid signature.
    let unread = callback("m9", theirs);
    for kind in [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/xml",
    ] {
        unread.send_as(&mut office, kind).await.is(415);
    }
    let second = second["reference"].as_str().unwrap();
    let stored = app
        .state
        .store
        .submission(shared::reference::Reference::parse(second).unwrap())
        .await
        .unwrap()
        .unwrap();
    assert_ne!(stored.parts[0].status, shared::status::Status::Done);
    callback("m2", status("done", at(9)))
        .send(&mut office)
        .await
        .is(204);
    callback("m2", status("done", at(9)))
        .send(&mut office)
        .await
        .is(204);
    // An older status joins the timeline without moving the current one back.
    callback("m3", status("needs_you", at(5)))
        .send(&mut office)
        .await
        .is(204);
    let headers = [("authorization", bearer.as_str())];
    let path = format!(
        "/api/v1/requests/{}",
        crate::support::response::compact(&reference)
    );
    let state = client
        .fetch("GET", &path, &headers, Vec::new())
        .await
        .is(200)
        .json();
    assert_eq!(state["status"], "done");
    let timeline = state["parts"][0]["timeline"].as_array().unwrap();
    let statuses: Vec<&str> = timeline
        .iter()
        .map(|event| event["status"].as_str().unwrap())
        .collect();
    assert_eq!(
        statuses,
        ["received", "accepted", "in_progress", "needs_you", "done"]
    );
    app.deliver_all().await;
}
