//! The demonstration back office over real HTTP, with its own file.

use super::outbox_fixture::faulty::{FaultServer, ok};
use super::outbox_fixture::{KEY, OTHER_KEY, OutboxFixture, destination, webhook};
use crate::support::process::{self, Deployment};
use crate::support::program;
use demo_back_office::settings::Destination;
use demo_back_office::{Options, Pace, Running};
use serde_json::{Value, json};
use server::adapters::conformance_report::{Case, Sample, Verdict};
use server::calendar::london;
use server::clock::Clock;
use server::http_client::networks::Networks;
use server::http_client::{Client, Limits};
use server::submissions::status::StatusOutcome;
use shared::answers::Typed;
use shared::channel::Channel;
use shared::facts::Facts;
use shared::journey::Journey;
use shared::status::Status;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

async fn begin(fixture: &OutboxFixture, store: &Path, callbacks_to: Option<String>) -> Running {
    let clock = Arc::clone(&fixture.clock);
    let waste = Destination {
        secrets: vec![KEY.to_owned()],
        services: vec!["missed-bin".to_owned()],
    };
    demo_back_office::start(Options {
        listen: "127.0.0.1:0".parse().unwrap(),
        store: store.to_owned(),
        destinations: [("waste".to_owned(), waste)].into(),
        callbacks_to,
        pace: Some(Pace {
            in_progress_after: Duration::ZERO,
            done_after: Duration::ZERO,
        }),
        clock: Arc::new(move || clock.now()),
    })
    .await
    .unwrap()
}

fn client() -> Client {
    Client::new(&Limits {
        timeout: Duration::from_secs(10),
        allow_networks: Networks::parse(&["127.0.0.1".into()]).unwrap(),
        ca_file: None,
    })
    .unwrap()
}

async fn effects(running: &Running) -> Vec<Value> {
    process::effects(running.address).await
}

async fn mode(running: &Running, mode: &str) {
    let url = format!("http://{}/mode?set={mode}", running.address);
    let reply = client().request(reqwest::Method::POST, &url).unwrap();
    assert!(reply.send().await.unwrap().status().is_success());
}

/// A fixture whose `waste` is a back office started beforehand on this file.
async fn pair(store: &Path) -> (OutboxFixture, Running) {
    let first = OutboxFixture::new(&[]).await;
    let running = begin(&first, store, None).await;
    let fixture = OutboxFixture::new(&[("waste", webhook(&running.inbox("waste")))]).await;
    (fixture, running)
}

#[tokio::test]
async fn every_request_has_one_effect_in_every_failure_mode() {
    let folder = tempfile::tempdir().unwrap();
    let (fixture, running) = pair(&folder.path().join("back.db")).await;
    let mut pending = Vec::new();
    for (name, code) in [
        ("down", "http-503"),
        ("busy", "http-429"),
        ("slow", "timeout"),
        ("lying", "bad-reply"),
        ("ok", "delivered"),
    ] {
        mode(&running, name).await;
        let one = fixture.enqueue("waste").await;
        let _ = fixture.drain().await;
        assert_eq!(fixture.results(&one).await, [code], "{name}");
        pending.push(one);
        if name != "ok" {
            mode(&running, "ok").await;
            let last = &pending[pending.len() - 1];
            fixture.advance_to_next_attempt(last).await;
            let _ = fixture.drain().await;
            assert_eq!(fixture.results(last).await, [code, "delivered"], "{name}");
        }
    }
    let effects = effects(&running).await;
    assert_eq!(effects.len(), pending.len(), "not one effect per request");
    let arrivals: Vec<i64> = effects
        .iter()
        .map(|effect| effect["arrivals"].as_i64().unwrap())
        .collect();
    assert_eq!(
        arrivals,
        [1, 1, 2, 2, 1],
        "the slow and the lying one must arrive twice and have one effect"
    );
    for one in &pending {
        let part = fixture.part(one).await;
        assert_eq!(part.status, Status::Accepted);
        let theirs = part.their_reference.unwrap();
        assert!(theirs.starts_with("MB-"));
        let effect = effects
            .iter()
            .find(|e| e["their_reference"] == json!(theirs));
        assert_eq!(
            effect.unwrap()["reference"],
            json!(one.reference.to_string())
        );
    }
    running.stop().await;
}

#[tokio::test]
async fn the_back_office_deduplicates_after_being_killed() {
    let folder = tempfile::tempdir().unwrap();
    let store = folder.path().join("back.db");
    let (fixture, running) = pair(&store).await;
    fixture.leave_undelivered("the back office was killed");
    mode(&running, "lying").await;
    let pending = fixture.enqueue("waste").await;
    assert_eq!(fixture.drain().await.retried, 1);
    running.kill();

    let running = begin(&fixture, &store, None).await;
    mode(&running, "ok").await;
    let fixture2 = OutboxFixture::new(&[("waste", webhook(&running.inbox("waste")))]).await;
    fixture2.clock.advance_seconds(1);
    let again = fixture2.enqueue("waste").await;
    assert_eq!(fixture2.drain().await.delivered, 1);
    let effects = effects(&running).await;
    assert_eq!(effects.len(), 2);
    assert_eq!(
        effects[0]["webhook_id"],
        json!(pending.delivery.to_string())
    );
    assert_eq!(effects[1]["webhook_id"], json!(again.delivery.to_string()));
    running.stop().await;
}

#[tokio::test]
async fn the_back_office_refuses_on_request_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let (fixture, running) = pair(&folder.path().join("back.db")).await;
    let pending = fixture
        .enqueue_with("waste", json!({"description": "please REFUSE this"}))
        .await;
    assert_eq!(fixture.drain().await.refused, 1);
    assert_eq!(fixture.part(&pending).await.status, Status::Refused);
    running.stop().await;
    fixture.deliver_all().await;
}

#[tokio::test]
async fn callbacks_are_retried_until_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = OutboxFixture::new(&[]).await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let running = begin(&fixture, &folder.path().join("back.db"), Some(base)).await;
    let url = running.inbox("waste");
    let live = Arc::new(OutboxFixture::new(&[("waste", webhook(&url))]).await);
    live.clock.set(fixture.clock.now());

    // Doorstep's end of the callback: the first attempt is answered 503.
    let (receiver, missed) = (
        Arc::clone(&live),
        Arc::new(std::sync::atomic::AtomicU32::new(0)),
    );
    let counted = Arc::clone(&missed);
    let handler = move |headers: http::HeaderMap, body: axum::body::Bytes| {
        let (receiver, counted) = (Arc::clone(&receiver), Arc::clone(&counted));
        async move {
            if counted.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 {
                return axum::http::StatusCode::SERVICE_UNAVAILABLE;
            }
            match receiver.receive("waste", &headers, &body).await {
                Ok(
                    StatusOutcome::Moved
                    | StatusOutcome::AddedToTimeline
                    | StatusOutcome::Duplicate,
                ) => axum::http::StatusCode::NO_CONTENT,
                _ => axum::http::StatusCode::BAD_REQUEST,
            }
        }
    };
    let router = axum::Router::new().route("/api/v1/callbacks/waste", axum::routing::post(handler));
    let serving = tokio::spawn(async move { axum::serve(listener, router).await });

    let pending = live.enqueue("waste").await;
    assert_eq!(live.drain().await.delivered, 1);
    let started = std::time::Instant::now();
    while live.part(&pending).await.status != Status::Done {
        assert!(started.elapsed() < Duration::from_secs(20));
        // The back office schedules its retries by this clock.
        fixture.clock.advance_seconds(1);
        live.clock.set(fixture.clock.now());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert!(
        missed.load(std::sync::atomic::Ordering::SeqCst) >= 3,
        "exactly one must be retried"
    );
    serving.abort();
    running.stop().await;
    live.deliver_all().await;
}

fn sample() -> Sample {
    Sample {
        service: "missed-bin".into(),
        version: "0".repeat(64),
        authority: "maidstone".into(),
        part: "service".into(),
        answers: serde_json::Map::new(),
    }
}

#[tokio::test]
async fn the_demo_back_office_passes_every_conformance_case() {
    let folder = tempfile::tempdir().unwrap();
    let fixture = OutboxFixture::new(&[]).await;
    let running = begin(&fixture, &folder.path().join("back.db"), None).await;
    let good = webhook(&running.inbox("waste"));
    let source = "http://localhost:3000";
    let report = good
        .settings()
        .test(source, &sample(), fixture.clock.as_ref())
        .await
        .unwrap();
    assert!(report.is_good(), "{report}");
    let passed = |case: &Case| case.verdict == Verdict::Passed;
    assert!(report.cases.iter().all(passed), "{report}");
    assert_eq!(report.cases.len(), 8, "{report}");
    let done = effects(&running).await;
    assert!(!done.is_empty());
    assert!(done.iter().all(|effect| effect["test"] == json!(true)));

    // With the wrong key nothing is accepted, and the report says where to look.
    let wrong = destination(json!({"url": running.inbox("waste"), "secrets": [OTHER_KEY]}));
    let report = wrong
        .settings()
        .test(source, &sample(), fixture.clock.as_ref())
        .await
        .unwrap();
    assert!(!report.is_good());
    assert!(report.to_string().contains("signing keys"), "{report}");
    running.stop().await;
}

/// Rehearses each destination and checks the sample request against the definition.
#[tokio::test]
async fn the_conformance_request_is_valid_for_the_definition() {
    for (destination, service) in [
        ("waste", "missed-bin"),
        ("highways", "pothole"),
        ("revenues", "council-tax-change-of-address"),
    ] {
        let server = FaultServer::start(ok("T-1")).await;
        let deployment = Deployment::new(&[]);
        let mut settings = deployment.settings.clone();
        let url = format!(
            "DOORSTEP__DESTINATIONS__{}__URL",
            destination.to_uppercase()
        );
        settings.retain(|(key, _)| *key != url);
        settings.push((url, server.url()));
        let test = ["destination", "test", destination];
        let run = tokio::task::spawn_blocking(move || program::run(&settings, &test));
        // This server accepts every signature, so the rehearsal fails; only what arrived matters.
        assert!(!run.await.unwrap().status.success(), "{destination}");
        let event: Value = serde_json::from_slice(&server.received()[0].body).unwrap();
        let data = &event["data"];
        assert_eq!(data["service"], service);
        assert_eq!(data["test"], true);
        let file = format!("../shared/services/{service}.toml");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let definition = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let published = server::catalogue::Service::new(definition);
        assert_eq!(data["version"], published.version);
        let definition = &published.definition;
        assert!(
            definition
                .authorities
                .iter()
                .any(|id| data["authority"] == **id)
        );
        let mut answers =
            shared::service::reading::read_json(definition, data["answers"].as_object().unwrap())
                .unwrap();
        for typed in answers.typed.values_mut() {
            // The gazetteer supplies an address's area; here the event does.
            if let Typed::Parts(parts) = typed
                && parts.contains_key("postcode")
            {
                let area = data["authority"].as_str().unwrap();
                parts.insert("area".into(), area.into());
            }
        }
        let facts = Facts {
            today: london(server::clock::SystemClock.now()).date,
            minute: 12 * 60,
            holidays: Vec::new(),
            authority: data["authority"].as_str().unwrap().into(),
            channel: Channel::Web,
            signed_in: false,
            began: None,
            lenient: false,
        };
        let again = Journey::new(definition, &answers, &facts).finish().unwrap();
        assert_eq!(Value::Object(again.to_json()), data["answers"], "{service}");
    }
}
