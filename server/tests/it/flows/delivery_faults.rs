//! A back office fails in every way it can; nothing is lost and nothing is done twice.

use super::outbox_fixture::faulty::{Fault, FaultServer, ok, response};
use super::outbox_fixture::{OutboxFixture, PendingDelivery, destination, seconds_later, webhook};
use serde_json::json;
use server::clock::Clock;
use server::store::DeliveryState;
use shared::status::Status;
use std::collections::BTreeSet;

/// A fault, then recovery: delivered with the same id and the same bytes.
async fn assert_retried_and_delivered_once(name: &str, fault: Fault, code: &str) {
    let server = FaultServer::start(fault).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    let pending = fixture.enqueue("waste").await;

    let first = fixture.drain().await;
    assert_eq!((first.retried, first.delivered), (1, 0), "{name}");
    assert_eq!(fixture.results(&pending).await, [code], "{name}");
    assert_eq!(
        fixture.part(&pending).await.status,
        Status::Received,
        "{name}"
    );
    let mails = fixture.mails().await;
    assert!(
        mails
            .iter()
            .all(|mail| mail["to"] == "operator@example.org"),
        "{name}: a resident is notified of a fault"
    );

    server.set_fault(ok("MB-1"));
    fixture.advance_to_next_attempt(&pending).await;
    assert_eq!(fixture.drain().await.delivered, 1, "{name}");
    let part = fixture.part(&pending).await;
    assert_eq!(part.status, Status::Accepted, "{name}");
    assert_eq!(part.their_reference.as_deref(), Some("MB-1"), "{name}");

    let received = server.received();
    let ids: BTreeSet<String> = received
        .iter()
        .map(|one| one.header("webhook-id"))
        .collect();
    assert_eq!(
        ids,
        BTreeSet::from([pending.delivery.to_string()]),
        "{name}"
    );
    assert_eq!(received.len(), 2, "{name}: one failure, then one success");
    assert!(
        received.windows(2).all(|two| two[0].body == two[1].body),
        "{name}: a retry differs from the first attempt"
    );
    // A delivered request is never sent again.
    fixture.clock.advance_seconds(30 * 24 * 3600);
    let _ = fixture.drain().await;
    assert_eq!(server.received().len(), received.len(), "{name}");
}

#[tokio::test]
async fn every_fault_is_retried_and_delivered_once() {
    let plain = |status: &str| response(status, "", "");
    let cases = [
        ("500", plain("500 Internal Server Error"), "http-500"),
        ("502", plain("502 Bad Gateway"), "http-502"),
        ("404", plain("404 Not Found"), "http-404"),
        ("410", plain("410 Gone"), "http-410"),
        ("401", plain("401 Unauthorized"), "http-401"),
        ("403", plain("403 Forbidden"), "http-403"),
        ("413", plain("413 Payload Too Large"), "http-413"),
        (
            "422 without a reason",
            plain("422 Unprocessable Content"),
            "http-422",
        ),
        (
            "400 with a page",
            response("400 Bad Request", "", "<h1>No</h1>"),
            "http-400",
        ),
        (
            "malformed JSON",
            response("200 OK", "", "{\"reference\":"),
            "bad-reply",
        ),
        (
            "wrong body",
            response("200 OK", "", "{\"ok\":true}"),
            "bad-reply",
        ),
        (
            "a login page",
            response("200 OK", "", "<!doctype html>"),
            "bad-reply",
        ),
        (
            "an empty reference",
            response("200 OK", "", "{\"reference\":\" \"}"),
            "bad-reply",
        ),
        ("no body", response("204 No Content", "", ""), "bad-reply"),
        ("silence", Fault::Silence, "timeout"),
        ("one byte at a time", Fault::Drip, "timeout"),
        ("a reset in the body", Fault::Cut, "reset"),
        ("a closed door", Fault::Close, "reset"),
        ("fifty megabytes", Fault::Flood, "reply-too-large"),
    ];
    let all = cases
        .into_iter()
        .map(|(name, fault, code)| assert_retried_and_delivered_once(name, fault, code));
    futures_util::future::join_all(all).await;
}

#[tokio::test]
async fn a_refused_connection_is_retried() {
    // Bound and not listening, so that no other test is given the port.
    let silent = tokio::net::TcpSocket::new_v4().unwrap();
    silent.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let fixture = OutboxFixture::new(&[("waste", webhook(&url))]).await;
    fixture.leave_undelivered("the connection is refused");
    let pending = fixture.enqueue("waste").await;
    assert_eq!(fixture.drain().await.retried, 1);
    assert_eq!(fixture.results(&pending).await, ["connect"]);
}

async fn with_retry_after(headers: &str, status: &str, seconds: i64) {
    let server = FaultServer::start(response(status, headers, "")).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    let pending = fixture.enqueue("waste").await;
    let earliest = seconds_later(&fixture.clock, seconds);
    let latest = seconds_later(&fixture.clock, seconds + seconds / 10);
    assert_eq!(fixture.drain().await.retried, 1);
    let next = fixture.delivery(&pending).await.next_at;
    assert!(earliest <= next && next <= latest, "{headers} {next}");

    // No other request is sent there before that time either.
    server.set_fault(ok("MB-1"));
    let second = fixture.enqueue("waste").await;
    fixture.clock.advance_seconds(seconds - 1);
    assert_eq!(fixture.drain().await.claimed, 0, "{headers}");
    assert_eq!(server.received().len(), 1);
    fixture.advance_to_next_attempt(&pending).await;
    for _ in 0..3 {
        let _ = fixture.drain().await;
        fixture.clock.advance_seconds(5);
    }
    for one in [&pending, &second] {
        assert_eq!(fixture.part(one).await.status, Status::Accepted);
    }
    assert_eq!(
        server.received().len(),
        3,
        "each delivery must be retried exactly once"
    );
}

#[tokio::test]
async fn honours_retry_after_in_seconds_and_as_a_date() {
    with_retry_after("retry-after: 120\r\n", "503 Service Unavailable", 120).await;
    // The fixture's clock begins at 09:00.
    let date = "retry-after: Mon, 02 Mar 2026 09:10:00 GMT\r\n";
    with_retry_after(date, "429 Too Many Requests", 600).await;
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let target = FaultServer::start(ok("STOLEN")).await;
    let headers = format!("location: {}\r\n", target.url());
    for status in [
        "301 Moved",
        "302 Found",
        "303 See Other",
        "307 Temporary",
        "308 Permanent",
    ] {
        let server = FaultServer::start(response(status, &headers, "")).await;
        let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
        fixture.leave_undelivered("a redirect is not followed");
        let pending = fixture.enqueue("waste").await;
        assert_eq!(fixture.drain().await.retried, 1);
        assert_eq!(fixture.results(&pending).await, ["redirected"]);
    }
    assert!(target.received().is_empty());
}

#[tokio::test]
async fn a_409_counts_as_delivered() {
    for (body, theirs) in [("", None), (r#"{"reference":"MB-9"}"#, Some("MB-9"))] {
        let server = FaultServer::start(response("409 Conflict", "", body)).await;
        let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
        let pending = fixture.enqueue("waste").await;
        assert_eq!(fixture.drain().await.delivered, 1);
        let part = fixture.part(&pending).await;
        assert_eq!(part.status, Status::Accepted);
        assert_eq!(part.their_reference.as_deref(), theirs);
    }
}

#[tokio::test]
async fn a_422_refuses_the_request_with_its_reason_and_an_email() {
    let body = r#"{"code":"not-ours","reason":"This road belongs to Medway."}"#;
    let server = FaultServer::start(response("422 Unprocessable Content", "", body)).await;
    let fixture = OutboxFixture::new(&[("roads", webhook(&server.url()))]).await;
    let pending = fixture.enqueue("roads").await;
    assert_eq!(fixture.drain().await.refused, 1);
    assert_eq!(fixture.part(&pending).await.status, Status::Refused);
    assert_eq!(fixture.results(&pending).await, ["refused-not-ours"]);
    let mails = fixture.mails().await;
    assert_eq!(mails.len(), 1);
    assert!(
        mails[0]["text"]
            .as_str()
            .unwrap()
            .contains("This road belongs to Medway.")
    );
    fixture.clock.advance_seconds(30 * 24 * 3600);
    let _ = fixture.drain().await;
    assert_eq!(
        server.received().len(),
        1,
        "a refused request is sent again"
    );
}

async fn refused_address(settings: serde_json::Value) -> (OutboxFixture, PendingDelivery) {
    let fixture = OutboxFixture::new(&[("waste", destination(settings))]).await;
    fixture.leave_undelivered("the address is refused");
    let pending = fixture.enqueue("waste").await;
    assert_eq!(fixture.drain().await.retried, 1);
    (fixture, pending)
}

#[tokio::test]
async fn does_not_connect_to_a_private_address_unless_allowed() {
    let server = FaultServer::start(ok("MB-1")).await;
    let port = server.port;
    for host in [
        "localhost",
        "127.0.0.1",
        "127.1",
        "0x7f.0.0.1",
        "2130706433",
        "0177.0.0.1",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "0.0.0.0",
        "[::]",
        "169.254.169.254",
        "10.0.0.1",
        "100.64.0.1",
        "[fd00:ec2::254]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
    ] {
        for scheme in ["http", "https"] {
            let (fixture, pending) = refused_address(json!({
                "url": format!("{scheme}://{host}:{port}/"),
                "secrets": [super::outbox_fixture::KEY],
                "allow_networks": ["192.168.77.0/24"],
            }))
            .await;
            assert_eq!(
                fixture.results(&pending).await,
                ["refused-address"],
                "{scheme} {host}"
            );
            assert_eq!(fixture.delivery(&pending).await.state, DeliveryState::Due);
        }
    }
    assert!(
        server.received().is_empty(),
        "a blocked address received a request"
    );
}

#[tokio::test]
async fn connects_to_an_allowed_network_by_address_and_by_name() {
    let server = FaultServer::start(ok("MB-1")).await;
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{}/", server.port);
        let fixture = OutboxFixture::new(&[("waste", webhook(&url))]).await;
        let _owed = fixture.enqueue("waste").await;
        assert_eq!(fixture.drain().await.delivered, 1, "{host}");
    }
}

#[tokio::test]
async fn alerts_the_operator_of_a_wrong_key_immediately_and_once() {
    let server = FaultServer::start(response("401 Unauthorized", "", "")).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    fixture.leave_undelivered("the back office knows no such key");
    let pending = fixture.enqueue("waste").await;
    let _ = fixture.drain().await;
    for _ in 0..3 {
        fixture.advance_to_next_attempt(&pending).await;
        let _ = fixture.drain().await;
    }
    let mails = fixture.mails().await;
    assert_eq!(mails.len(), 1);
    let text = mails[0]["text"].as_str().unwrap();
    assert!(
        text.contains("waste") && text.contains("http-401"),
        "{text}"
    );
    fixture.clock.advance_seconds(3600);
    let _ = fixture.drain().await;
    assert_eq!(
        fixture.mails().await.len(),
        2,
        "no second alert after an hour"
    );
}

#[tokio::test]
async fn each_attempt_is_signed_for_its_own_time_by_every_key() {
    let server = FaultServer::start(response("500 Oops", "", "")).await;
    let both = destination(json!({
        "url": server.url(),
        "secrets": [super::outbox_fixture::KEY, super::outbox_fixture::OTHER_KEY],
    }));
    let fixture = OutboxFixture::new(&[("waste", both)]).await;
    fixture.leave_undelivered("the back office fails");
    let pending = fixture.enqueue("waste").await;
    let _ = fixture.drain().await;
    fixture.advance_to_next_attempt(&pending).await;
    let second_at = fixture.clock.now().as_second();
    let _ = fixture.drain().await;
    let received = server.received();
    assert_eq!(received.len(), 2);
    assert_eq!(
        received[1].header("webhook-timestamp"),
        second_at.to_string()
    );
    assert_ne!(
        received[0].header("webhook-signature"),
        received[1].header("webhook-signature")
    );
    assert_eq!(
        received[1].header("webhook-signature").split(' ').count(),
        2
    );
    assert_eq!(
        received[1].header("content-type"),
        "application/cloudevents+json"
    );
}

#[tokio::test]
async fn alerts_the_operator_of_a_long_retry_after_only() {
    for (seconds, expected) in [("3000", 0), ("43200", 1)] {
        let headers = format!("retry-after: {seconds}\r\n");
        let server = FaultServer::start(response("503 Service Unavailable", &headers, "")).await;
        let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
        fixture.leave_undelivered("the back office asked us to wait");
        let pending = fixture.enqueue("waste").await;
        assert_eq!(fixture.drain().await.retried, 1);
        let mails = fixture.mails().await;
        assert_eq!(mails.len(), expected, "{seconds}");
        for mail in mails {
            assert_eq!(mail["to"], "operator@example.org");
            let words = mail["text"].as_str().unwrap().split_whitespace();
            let text = words.collect::<Vec<_>>().join(" ");
            // Tried at nine in the morning; up to a twentieth is added to the delay.
            assert!(text.contains("21:"), "{text}");
            assert!(text.contains("2 March 2026"), "{text}");
            assert!(text.contains("redeliver --destination waste"), "{text}");
        }
        assert_eq!(fixture.part(&pending).await.status, Status::Received);
    }
}

#[tokio::test]
async fn alerts_the_operator_of_a_long_outage() {
    let server = FaultServer::start(response("503 Service Unavailable", "", "")).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&server.url()))]).await;
    fixture.leave_undelivered("the back office is down");
    let pending = fixture.enqueue("waste").await;
    let mut mail_counts = Vec::new();
    // Six hours of outage, with a run every ten minutes.
    for _ in 0..36 {
        let _ = fixture.drain().await;
        mail_counts.push(fixture.mails().await.len());
        fixture.clock.advance_seconds(600);
    }
    assert_eq!(mail_counts[5], 0, "an alert within the first hour");
    assert_eq!(
        mail_counts[35], 1,
        "more than one alert a day: {mail_counts:?}"
    );
    let mail = &fixture.mails().await[0];
    assert_eq!(mail["to"], "operator@example.org");
    let text = mail["text"].as_str().unwrap();
    for part in ["http-503", "destination test", "waste", "09:00"] {
        assert!(text.contains(part), "{part}: {text}");
    }
    assert_eq!(fixture.part(&pending).await.status, Status::Received);
}
