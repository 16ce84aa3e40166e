//! API requests.

use super::requests::unknown;
use crate::flows::outbox_fixture::faulty::{FaultServer, ok};
use crate::support::app::TestApp;
use crate::support::journeys::pothole_json;
use crate::support::response::compact;
use serde_json::{Value, json};

#[tokio::test]
async fn the_same_key_and_body_get_the_same_response_and_another_body_409() {
    for app in TestApp::on_every_store().await {
        let mut client = app.browser();
        let body = pothole_json("Deep");
        let first = client.request("key-1", &body).await.is(201);
        let receipt = first.json();
        for name in ["reference", "tracking", "status", "version", "received_at"] {
            assert!(receipt[name].is_string(), "{name}: {receipt}");
        }
        assert_eq!(receipt["status"], "received");
        assert!(first.header("location").starts_with("/api/v1/requests/"));
        assert_eq!(first.header("cache-control"), "no-store");
        assert_eq!(client.request("key-1", &body).await.is(201).json(), receipt);
        // The same members in another order are the same body.
        let text = r#"{"answers":{"width":"lid","depth":"medium","place":{"description":"Mill Lane, by the chapel"},
            "road":"ordinary","problem":"pothole","danger":"no","noticed_on":"2026-11-16","description":"Deep"},
            "service":"pothole"}"#;
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", "key-1"),
        ];
        let again = client
            .fetch("POST", "/api/v1/requests", &headers, text.into())
            .await;
        assert_eq!(again.is(201).json(), receipt);
        let other = client
            .request("key-1", &pothole_json("Deeper"))
            .await
            .is(409);
        assert_eq!(other.header("content-type"), "application/problem+json");
        assert_eq!(app.state.store.references(None, 10).await.unwrap().len(), 1);

        // 29 days later, after the back office has moved on, the receipt is unchanged.
        app.drain().await;
        app.clock.advance(jiff::SignedDuration::from_hours(24 * 29));
        assert_eq!(client.request("key-1", &body).await.is(201).json(), receipt);
    }
}

#[tokio::test]
async fn two_idempotency_keys_are_refused() {
    let app = TestApp::new().await;
    let mut client = app.browser();
    let body = pothole_json("Deep");
    for other in ["key-1", "key-2", ""] {
        let headers = [("idempotency-key", "key-1"), ("idempotency-key", other)];
        let refused = client.json("POST", "/api/v1/requests", &headers, &body);
        refused.await.is(400);
    }
    app.assert_no_request().await;
}

#[tokio::test]
async fn errors_are_not_stored_under_their_idempotency_key() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser();
    let mut wrong = pothole_json("Deep");
    wrong["answers"]["danger"] = "maybe".into();
    client.request("key", &wrong).await.is(422);
    client
        .request("key", &json!({"service": "none", "answers": {}}))
        .await
        .is(404);
    client.request("key", &pothole_json("Deep")).await.is(201);
}

#[tokio::test]
async fn idempotency_keys_are_scoped_to_the_authority() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let body = crate::support::journeys::missed_bin_json();
    let one = app
        .browser_at("maidstone.localhost")
        .request("key", &body)
        .await
        .reference();
    let other = app
        .browser_at("swale.localhost")
        .request("key", &body)
        .await
        .reference();
    assert_ne!(one, other);
}

#[tokio::test]
async fn a_missing_or_malformed_idempotency_key_is_rejected() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser();
    let body = pothole_json("Deep");
    client
        .json("POST", "/api/v1/requests", &[], &body)
        .await
        .is(400);
    for key in ["", " ", "two words", &"k".repeat(256)] {
        client.request(key, &body).await.is(400);
    }
    client.request(&"k".repeat(255), &body).await.is(201);
}

#[tokio::test]
async fn accepts_a_used_version_and_refuses_an_unknown_one() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser();
    let receipt = client
        .request("1", &pothole_json("Deep"))
        .await
        .is(201)
        .json();
    let mut body = pothole_json("Deep");
    body["version"] = receipt["version"].clone();
    client.request("2", &body).await.is(201);
    body["version"] = "0".repeat(64).into();
    let unknown = client.request("3", &body).await.is(404);
    assert!(
        unknown
            .text()
            .contains(receipt["version"].as_str().unwrap())
    );
    body["version"] = "short".into();
    client.request("4", &body).await.is(422);
}

#[tokio::test]
async fn a_caller_of_the_api_may_use_only_the_web_channel() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser();
    let mut body = pothole_json("Deep");
    for channel in ["phone", "face-to-face", "kiosk"] {
        body["channel"] = channel.into();
        client.request(channel, &body).await.is(403);
    }
    body["channel"] = "pigeon".into();
    client.request("pigeon", &body).await.is(400);
    body["channel"] = "web".into();
    client.request("web", &body).await.is(201);
}

#[tokio::test]
async fn answers_that_lead_to_an_outcome_are_refused_with_it() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut body = pothole_json("Deep");
    body["answers"]["road"] = "trunk".into();
    let refused = app.browser().request("k", &body).await.is(422).json();
    assert_eq!(refused["errors"][0]["code"], "outcome");
    assert_eq!(refused["errors"][0]["question"], "national-highways");
    body["passed"] = json!(["national-highways"]);
    app.browser().request("k", &body).await.is(201);
    let mut alarm = pothole_json("Deep");
    alarm["answers"]["danger"] = "life".into();
    alarm["passed"] = json!(["call-999"]);
    app.browser().request("a", &alarm).await.is(422);
}

#[tokio::test]
async fn a_duplicate_json_key_is_refused_without_echoing_its_value() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser();
    let whole = pothole_json("Deep").to_string();
    for (found, twice) in [
        (
            r#""answers":{"#,
            r#""answers":{"danger":"no","danger":"secretly","#,
        ),
        (
            r#""place":{"#,
            r#""place":{"description":"Zephyrine","description":"x","#,
        ),
        (
            r#""service":"pothole""#,
            r#""service":"pothole","service":"pothole""#,
        ),
    ] {
        let body = whole.replacen(found, twice, 1);
        assert_ne!(body, whole, "{found}");
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", "twice"),
        ];
        let refused = client
            .fetch("POST", "/api/v1/requests", &headers, body.into())
            .await
            .is(400);
        assert_eq!(refused.header("content-type"), "application/problem+json");
        let detail = refused.json()["detail"].as_str().unwrap().to_owned();
        assert!(
            detail.contains("twice") && detail.contains("column"),
            "{detail}"
        );
        for value in ["secretly", "Zephyrine"] {
            assert!(!refused.text().contains(value), "{value}");
        }
    }
    app.assert_no_request().await;
    client.request("twice", &pothole_json("Deep")).await.is(201);
}

/// The stored answers of a request.
async fn stored_answers(app: &TestApp, reference: &str) -> Value {
    let reference = shared::reference::Reference::parse(reference).unwrap();
    let submission = app
        .state
        .store
        .submission(reference)
        .await
        .unwrap()
        .unwrap();
    let context =
        server::vault::contexts::submission_answers(&submission.row.authority, submission.row.id);
    let bytes = app
        .state
        .vault
        .open(context, &submission.row.answers)
        .unwrap();
    let stored: Value = serde_json::from_slice(&bytes).unwrap();
    stored["answers"].clone()
}

#[tokio::test]
async fn the_gazetteer_overrides_the_address_a_client_sends() {
    let app = TestApp::new().await;
    app.leave_undelivered("no back office is running");
    let mut client = app.browser_at("maidstone.localhost:3000");
    let mut body = crate::support::journeys::missed_bin_json();
    body["answers"]["address"]["lines"] = json!(["10 Downing Street", "Swale"]);
    body["answers"]["address"]["town"] = "London".into();
    let reference = client.request("words", &body).await.is(201).reference();
    let address = stored_answers(&app, &reference).await["address"].clone();
    assert_eq!(address["lines"], json!(["1 Quince Orchard Road"]));
    assert_eq!(address["town"], "Maidstone");
    assert_eq!(address["uprn"], "100099000037");
    // The gazetteer has the postcode, but no address with this number in it.
    for uprn in [crate::support::journeys::SWALE_HOME, "1"] {
        body["answers"]["address"]["uprn"] = uprn.into();
        let refused = client.request("number", &body).await.is(422).json();
        assert_eq!(refused["errors"][0]["question"], "address");
        assert_eq!(refused["errors"][0]["code"], "choose-address");
        assert!(!refused.to_string().contains("Downing"), "{refused}");
    }
    // A client cannot set the area.
    body["answers"]["address"]["uprn"] = "100099000037".into();
    body["answers"]["address"]["area"] = "swale".into();
    client.request("area", &body).await.is(422);
}

#[tokio::test]
async fn answers_hidden_by_a_branch_are_never_delivered() {
    let highways = FaultServer::start(ok("H-1")).await;
    let url = highways.url();
    let app = TestApp::with(&[("DOORSTEP__DESTINATIONS__HIGHWAYS__URL", &url)]).await;
    let mut client = app.browser();
    let whole = pothole_json("Deep");
    let mut branched = whole.clone();
    branched["answers"]["problem"] = "drain".into();
    for (key, body, expected) in [("whole", whole, true), ("branched", branched, false)] {
        let reference = client.request(key, &body).await.is(201).reference();
        app.deliver_all().await;
        let delivered = highways.received();
        let delivered: Value = serde_json::from_slice(&delivered.last().unwrap().body).unwrap();
        let stored = stored_answers(&app, &reference).await;
        for answers in [&stored, &delivered["data"]["answers"]] {
            assert_eq!(answers["description"], "Deep");
            for hidden in ["depth", "width"] {
                assert!(body["answers"][hidden].is_string(), "{hidden} was sent");
                assert_eq!(answers[hidden].is_string(), expected, "{answers}");
            }
        }
    }
    assert_eq!(highways.received().len(), 2);
}

#[tokio::test]
async fn wrong_tracking_codes_are_limited_and_the_right_one_is_not() {
    let app = TestApp::with(&[("DOORSTEP__LIMITS__GUESS__PER_ADDRESS__AT_ONCE", "4")]).await;
    app.leave_undelivered("no back office is running");
    let receipt = app.browser().request("k", &pothole_json("Deep")).await;
    let receipt = receipt.is(201).json();
    let known = compact(receipt["reference"].as_str().unwrap());
    let ask = async |from: u8, reference: &str, code: &str| {
        let mut client = app.browser();
        client.peer.set_ip([198, 51, 100, from].into());
        let bearer = format!("Bearer {code}");
        let path = format!("/api/v1/requests/{reference}");
        let headers = [("authorization", bearer.as_str())];
        client.fetch("GET", &path, &headers, Vec::new()).await
    };
    let tracking = receipt["tracking"].as_str().unwrap();
    for reference in [known.as_str(), &unknown(&known)] {
        for number in 0..4 {
            ask(1, reference, &format!("AAAA-BBBB-CCC{number}"))
                .await
                .is(404);
        }
        let refused = ask(1, reference, "AAAA-BBBB-CCCC").await.is(429);
        assert!(refused.header("retry-after").parse::<u64>().unwrap() > 0);
        ask(2, reference, "AAAA-BBBB-CCCC").await.is(404);
    }
    for _ in 0..6 {
        ask(1, &known, tracking).await.is(200);
    }
    // The right code from elsewhere gives no new guesses here.
    ask(1, &known, "AAAA-BBBB-CCCC").await.is(429);
}

#[tokio::test]
async fn only_the_tracking_code_gives_access_to_a_requests_status() {
    let app = TestApp::with_office(&[]).await;
    let mut client = app.browser();
    let receipt = client
        .request("k", &pothole_json("Deep"))
        .await
        .is(201)
        .json();
    let tracking = receipt["tracking"].as_str().unwrap();
    let reference = compact(receipt["reference"].as_str().unwrap());
    let path = format!("/api/v1/requests/{reference}");
    let none = app.browser().get(&path).await.is(401);
    assert!(none.header("www-authenticate").starts_with("Bearer"));
    for (wrong, status) in [
        ("Bearer ", 404),
        ("Bearer x", 404),
        ("Basic YTpi", 401),
        (&format!("Bearer {reference}"), 404),
    ] {
        let headers = [("authorization", wrong)];
        let response = app
            .browser()
            .fetch("GET", &path, &headers, Vec::new())
            .await;
        assert_eq!(response.status, status, "{wrong}");
    }
    let bearer = format!("Bearer {tracking}");
    let headers = [("authorization", bearer.as_str())];
    let state = app
        .browser()
        .fetch("GET", &path, &headers, Vec::new())
        .await
        .is(200);
    assert_eq!(state.header("cache-control"), "no-store");
    let state = state.json();
    assert_eq!(state["status"], "received");
    assert_eq!(state["parts"][0]["authority"], "kent");
    app.drain().await;
    let state = app
        .browser()
        .fetch("GET", &path, &headers, Vec::new())
        .await
        .is(200)
        .json();
    assert_eq!(state["status"], "accepted");
    assert!(
        state["parts"][0]["their_reference"]
            .as_str()
            .unwrap()
            .starts_with("MB-")
    );
    assert!(
        state["received_at"]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .is_ok()
    );
    // The secret of one request opens no other.
    let other = client
        .request("k2", &pothole_json("Deep"))
        .await
        .reference();
    let path = format!("/api/v1/requests/{other}");
    app.browser()
        .fetch("GET", &path, &headers, Vec::new())
        .await
        .is(404);
    app.deliver_all().await;
}
