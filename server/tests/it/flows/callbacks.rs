//! What a back office's status changes, through the function that the HTTP handler calls;
//! `routes/requests.rs` sends statuses over HTTP.

use super::outbox_fixture::faulty::{FaultServer, ok};
use super::outbox_fixture::{
    CallbackRefused, KEY, OTHER_KEY, OutboxFixture, PendingDelivery, destination,
};
use http::HeaderMap;
use serde_json::{Value, json};
use server::adapters::settings::Secret;
use server::adapters::webhook::signature::Secrets;
use server::adapters::{CallbackError, Malformed, SignatureError};
use server::clock::Clock;
use server::handoff::StatusRefusal;
use server::handoff::external_text::TextFault;
use server::submissions::status::StatusOutcome;
use shared::status::Status;

const THIRD_KEY: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";

struct Scene {
    fixture: OutboxFixture,
    pending: PendingDelivery,
    _server: FaultServer,
}

/// A request delivered to `waste`, which signs callbacks with either of two keys.
async fn scene() -> Scene {
    let server = FaultServer::start(ok("MB-1")).await;
    let waste = destination(json!({
        "url": server.url(),
        "secrets": [OTHER_KEY],
        "callback_secrets": [KEY, THIRD_KEY],
    }));
    let roads = destination(json!({"url": server.url(), "secrets": [OTHER_KEY]}));
    let fixture = OutboxFixture::new(&[("waste", waste), ("roads", roads)]).await;
    let pending = fixture.enqueue("waste").await;
    fixture.clock.advance_seconds(1);
    assert_eq!(fixture.drain().await.delivered, 1);
    fixture.clock.advance_seconds(60);
    Scene {
        fixture,
        pending,
        _server: server,
    }
}

impl Scene {
    fn message(&self, status: &str, extra: Value) -> Vec<u8> {
        let mut data = json!({
            "reference": self.pending.reference.to_string(),
            "status": status,
            "at": self.fixture.clock.now().to_string(),
        });
        for (key, value) in extra.as_object().unwrap() {
            data[key] = value.clone();
        }
        json!({
            "specversion": "1.0", "id": "m", "source": "urn:waste",
            "type": "uk.doorstep.status.v1", "data": data,
        })
        .to_string()
        .into_bytes()
    }

    fn headers(&self, id: &str, key: &str, body: &[u8]) -> HeaderMap {
        let second = self.fixture.clock.now().as_second();
        let secrets = Secrets::new(&[Secret::new(key)]).unwrap();
        let mut headers = HeaderMap::new();
        headers.insert("webhook-id", id.parse().unwrap());
        headers.insert("webhook-timestamp", second.to_string().parse().unwrap());
        let signature = secrets.sign(id, second, body);
        headers.insert("webhook-signature", signature.parse().unwrap());
        headers
    }

    async fn send(
        &self,
        id: &str,
        status: &str,
        extra: Value,
    ) -> Result<StatusOutcome, CallbackRefused> {
        let body = self.message(status, extra);
        let headers = self.headers(id, KEY, &body);
        self.fixture.receive("waste", &headers, &body).await
    }

    async fn status(&self) -> Status {
        self.fixture.part(&self.pending).await.status
    }
}

#[tokio::test]
async fn a_signed_status_updates_the_request_and_notifies_the_resident_once() {
    let scene = scene().await;
    let mails = scene.fixture.mails().await.len();
    let at = scene.fixture.clock.now();
    let note = json!({"note": "A crew comes on Friday.", "at": at.to_string()});
    let moved = scene.send("a", "in_progress", note.clone()).await;
    assert_eq!(moved, Ok(StatusOutcome::Moved));
    assert_eq!(scene.status().await, Status::InProgress);
    assert_eq!(scene.fixture.mails().await.len(), mails + 1);

    // The same message with a fresh signature is a duplicate.
    scene.fixture.clock.advance_seconds(30);
    assert_eq!(
        scene.send("a", "in_progress", note).await,
        Ok(StatusOutcome::Duplicate)
    );
    assert_eq!(
        scene.fixture.mails().await.len(),
        mails + 1,
        "the notice is sent twice"
    );
    // The same news, written in another way under an id of its own, is listed once.
    let offset = at.strftime("%Y-%m-%dT%H:%M:%S%.f+00:00").to_string();
    let part = scene.fixture.part(&scene.pending).await.id;
    let again = json!({"at": offset, "note": " A crew\u{200b} comes on Friday. ", "part": part});
    let timeline = scene
        .fixture
        .submission(&scene.pending)
        .await
        .timeline
        .len();
    assert_eq!(
        scene.send("b", "in_progress", again).await,
        Ok(StatusOutcome::Duplicate)
    );
    let stored = scene.fixture.submission(&scene.pending).await;
    assert_eq!(stored.timeline.len(), timeline);
    assert_eq!(scene.fixture.mails().await.len(), mails + 1);
    scene.fixture.deliver_all().await;
}

#[tokio::test]
async fn a_callback_id_reused_with_other_content_is_refused_and_its_news_is_not_lost() {
    let scene = scene().await;
    let at = scene.fixture.clock.now().to_string();
    let first = json!({"at": at, "note": "Tomorrow."});
    let moved = scene.send("a", "in_progress", first.clone()).await;
    assert_eq!(moved, Ok(StatusOutcome::Moved));
    let later = scene.fixture.clock.now().to_string();
    for (status, changed) in [
        ("done", first.clone()),
        ("in_progress", json!({"at": at, "note": "On Friday."})),
        ("in_progress", json!({"at": at})),
        (
            "in_progress",
            json!({"at": at, "note": "Tomorrow.", "their_reference": "B-9"}),
        ),
        (
            "in_progress",
            json!({"at": "2026-03-02T09:00:30Z", "note": "Tomorrow."}),
        ),
    ] {
        assert_eq!(
            scene.send("a", status, changed.clone()).await,
            Ok(StatusOutcome::IdReused),
            "{status} {changed}"
        );
    }
    assert_eq!(scene.status().await, Status::InProgress);
    let done = scene.send("b", "done", json!({"at": later})).await;
    assert_eq!(done, Ok(StatusOutcome::Moved));
    scene.fixture.deliver_all().await;
}

#[tokio::test]
async fn an_older_status_joins_the_timeline_without_moving_the_status_back() {
    let scene = scene().await;
    let earlier = scene.fixture.clock.now().to_string();
    scene.fixture.clock.advance_seconds(3600);
    let newer = json!({"their_reference": "NEW-2"});
    assert_eq!(
        scene.send("b", "done", newer).await,
        Ok(StatusOutcome::Moved)
    );
    let late = json!({"at": earlier, "their_reference": "OLD-1"});
    assert_eq!(
        scene.send("a", "in_progress", late).await,
        Ok(StatusOutcome::AddedToTimeline)
    );
    assert_eq!(scene.status().await, Status::Done);
    let part = scene.fixture.part(&scene.pending).await;
    assert_eq!(part.their_reference.as_deref(), Some("NEW-2"));
    let submission = scene.fixture.submission(&scene.pending).await;
    let timeline: Vec<Status> = submission.timeline.iter().map(|row| row.status).collect();
    assert_eq!(
        timeline[timeline.len() - 3..],
        [Status::Accepted, Status::InProgress, Status::Done]
    );
    scene.fixture.deliver_all().await;
}

#[tokio::test]
async fn accepts_signatures_by_either_key_during_rotation_and_by_no_other() {
    let scene = scene().await;
    for (id, key, believed) in [
        ("a", KEY, true),
        ("b", THIRD_KEY, true),
        ("c", OTHER_KEY, false),
    ] {
        let body = scene.message("in_progress", json!({}));
        let headers = scene.headers(id, key, &body);
        let outcome = scene.fixture.receive("waste", &headers, &body).await;
        let refused = outcome == Err(CallbackRefused::Unsigned(SignatureError::Wrong));
        assert_eq!(!refused, believed, "{key} {outcome:?}");
    }
    scene.fixture.deliver_all().await;
}

#[tokio::test]
async fn rejects_a_replayed_message_after_five_minutes() {
    let scene = scene().await;
    let body = scene.message("in_progress", json!({}));
    let headers = scene.headers("a", KEY, &body);
    scene.fixture.clock.advance_seconds(301);
    let outcome = scene.fixture.receive("waste", &headers, &body).await;
    assert_eq!(
        outcome,
        Err(CallbackRefused::Unsigned(SignatureError::OutsideTolerance))
    );
    assert_eq!(scene.status().await, Status::Accepted);
}

#[tokio::test]
async fn an_invalid_status_is_refused_and_changes_nothing() {
    let scene = scene().await;
    let future = super::outbox_fixture::seconds_later(&scene.fixture.clock, 600).to_string();
    let refused = |refusal| Some(StatusOutcome::Refused(refusal));
    for (name, status, extra, expected) in [
        ("received", "received", json!({}), None),
        (
            "a future",
            "done",
            json!({"at": future}),
            refused(StatusRefusal::InTheFuture),
        ),
        (
            "a long note",
            "done",
            json!({"note": "x".repeat(501)}),
            refused(StatusRefusal::BadNote(TextFault::TooLong(500))),
        ),
        (
            "control characters",
            "done",
            json!({"note": "bell \u{7}"}),
            refused(StatusRefusal::BadNote(TextFault::Control)),
        ),
        (
            "an override",
            "done",
            json!({"note": "paid \u{202e}txt.exe"}),
            refused(StatusRefusal::BadNote(TextFault::Hiding)),
        ),
        (
            "hidden tags",
            "done",
            json!({"note": "ok \u{e0068}\u{e0069}"}),
            refused(StatusRefusal::BadNote(TextFault::Hiding)),
        ),
        (
            "a part with U+0000",
            "done",
            json!({"part": "service\0"}),
            refused(StatusRefusal::BadPart(TextFault::Control)),
        ),
        (
            "a long number",
            "done",
            json!({"their_reference": "9".repeat(65)}),
            refused(StatusRefusal::BadTheirReference(TextFault::TooLong(64))),
        ),
        ("an unknown word", "finished", json!({}), None),
        (
            "no reference",
            "done",
            json!({"reference": "AAA-AAAA-AAA"}),
            None,
        ),
        ("no time", "done", json!({"at": "yesterday"}), None),
    ] {
        let id = name.split(' ').next_back().unwrap();
        let outcome = scene.send(id, status, extra).await;
        match expected {
            Some(expected) => assert_eq!(outcome, Ok(expected), "{name}"),
            None if status == "received" => {
                let refused = CallbackError::Refused(StatusRefusal::Received);
                assert_eq!(outcome, Err(CallbackRefused::Unreadable(refused)), "{name}");
            }
            None => assert!(
                matches!(
                    outcome,
                    Err(CallbackRefused::Unreadable(CallbackError::Malformed(_)))
                ),
                "{name} {outcome:?}"
            ),
        }
        assert_eq!(scene.status().await, Status::Accepted, "{name}");
    }
    let headers = scene.headers("x", KEY, b"{");
    let outcome = scene.fixture.receive("waste", &headers, b"{").await;
    assert_eq!(
        outcome,
        Err(CallbackRefused::Unreadable(CallbackError::Malformed(
            Malformed::NotJson
        )))
    );
}

#[tokio::test]
async fn a_destination_may_update_only_requests_delivered_to_it() {
    let scene = scene().await;
    let body = scene.message("done", json!({}));
    let headers = scene.headers("a", OTHER_KEY, &body);
    let outcome = scene.fixture.receive("roads", &headers, &body).await;
    assert_eq!(outcome, Ok(StatusOutcome::UnknownReference));
    let outcome = scene.fixture.receive("nobody", &headers, &body).await;
    assert_eq!(outcome, Err(CallbackRefused::UnknownDestination));
    let stranger = scene.fixture.reference().to_string();
    let outcome = scene
        .send("b", "done", json!({"reference": stranger}))
        .await;
    assert_eq!(outcome, Ok(StatusOutcome::UnknownReference));
    assert_eq!(scene.status().await, Status::Accepted);
}
