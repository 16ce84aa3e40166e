//! What is said of a callback that is refused, and what becomes of its values.

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::callback::Callback;
use crate::support::journeys::missed_bin_json;
use crate::support::response::{TestResponse, compact};
use jiff::SignedDuration;
use serde_json::{Value, json};
use server::clock::Clock as _;

/// A request that was delivered to `waste`.
struct Scene {
    app: TestApp,
    office: Browser,
    reference: String,
    tracking: String,
}

impl Scene {
    async fn new() -> Scene {
        let app = TestApp::with_office(&[]).await;
        let sent = app.browser().request("k", &missed_bin_json()).await;
        let receipt = sent.is(201).json();
        app.clock.advance_seconds(60);
        app.deliver_all().await;
        app.clock.advance_seconds(60);
        Scene {
            office: app.browser(),
            reference: receipt["reference"].as_str().unwrap().to_owned(),
            tracking: receipt["tracking"].as_str().unwrap().to_owned(),
            app,
        }
    }

    /// A status that happened so many seconds from now, with these fields changed.
    fn data(&self, status: &str, seconds: i64, changed: &Value) -> Value {
        let at = self.app.clock.now() + SignedDuration::from_secs(seconds);
        let mut data = json!({"reference": self.reference, "status": status, "at": at.to_string()});
        for (key, value) in changed.as_object().unwrap() {
            data[key] = value.clone();
        }
        data
    }

    async fn send(&mut self, id: &str, data: Value) -> TestResponse {
        let callback = Callback {
            destination: "waste",
            id,
            data,
            signed_at: self.app.clock.now().as_second(),
        };
        callback.send(&mut self.office).await
    }

    /// The part of the request, as its sender sees it.
    async fn part(&self) -> Value {
        let bearer = format!("Bearer {}", self.tracking);
        let headers = [("authorization", bearer.as_str())];
        let path = format!("/api/v1/requests/{}", compact(&self.reference));
        let mut client = self.app.browser();
        let state = client.fetch("GET", &path, &headers, Vec::new()).await;
        state.is(200).json()["parts"][0].clone()
    }
}

#[tokio::test]
async fn a_reference_with_a_control_character_is_refused() {
    let mut scene = Scene::new().await;
    for reference in [
        format!("{}\0", scene.reference),
        format!("{}\u{202e}", scene.reference),
    ] {
        let data = scene.data("done", -1, &json!({"reference": reference}));
        let refused = scene.send("a", data).await.is(400).json();
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.starts_with("`data.reference`"), "{detail}");
    }
    assert_eq!(scene.part().await["status"], "accepted");
}

#[tokio::test]
async fn marks_are_kept_in_a_back_offices_reference_only_where_they_mean_something() {
    let mut scene = Scene::new().await;
    for (id, sent, kept) in [
        ("a", " JOB-17\u{200e}\u{34f} ", "JOB-17"),
        ("b", "e\u{301}\u{2066}17\u{2069}", "e\u{301}17"),
        ("c", "17 ק\u{200f}", "17 ק\u{200f}"),
        ("d", "ק \u{2066}A-17\u{2069}", "ק \u{2066}A-17\u{2069}"),
    ] {
        let data = scene.data("in_progress", 0, &json!({"their_reference": sent}));
        scene.send(id, data).await.is(204);
        assert_eq!(scene.part().await["their_reference"], kept);
        scene.app.clock.advance_seconds(1);
    }
    scene.app.deliver_all().await;
}

#[tokio::test]
async fn each_refused_value_is_answered_with_its_own_reason() {
    let mut scene = Scene::new().await;
    let (control, hiding) = ("another control character.", "such as a direction override");
    for (field, value, kind, reason) in [
        ("note", "x".repeat(501), "bad-note", "is longer than 500 "),
        ("note", "one\ntwo".to_owned(), "bad-note", control),
        ("note", "paid \u{202e}txt".to_owned(), "bad-note", hiding),
        (
            "their_reference",
            " ".to_owned(),
            "bad-their-reference",
            "is empty.",
        ),
        (
            "their_reference",
            "9".repeat(65),
            "bad-their-reference",
            "longer than 64 ",
        ),
        (
            "their_reference",
            "9\0".to_owned(),
            "bad-their-reference",
            control,
        ),
        ("part", String::new(), "bad-part", "is empty."),
        (
            "part",
            "p".repeat(65),
            "bad-part",
            "is longer than 64 characters.",
        ),
    ] {
        let data = scene.data("done", -1, &json!({field: value}));
        let refused = scene.send("a", data).await.is(422).json();
        assert_eq!(refused["type"], format!("urn:doorstep:problem:{kind}"));
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.starts_with(&format!("`data.{field}` ")), "{detail}");
        assert!(detail.contains(reason), "{detail}");
    }
    assert_eq!(scene.part().await["status"], "accepted");
}

#[tokio::test]
async fn a_missing_or_malformed_header_is_named() {
    let mut scene = Scene::new().await;
    let now = scene.app.clock.now().as_second().to_string();
    let complete = [
        ("webhook-id", "a"),
        ("webhook-timestamp", now.as_str()),
        ("webhook-signature", "v1,AAAA"),
    ];
    for (name, value, expected) in [
        ("webhook-id", None, "`webhook-id` is missing."),
        (
            "webhook-id",
            Some("two words"),
            "`webhook-id` must be 1 to 128 ",
        ),
        ("webhook-timestamp", None, "`webhook-timestamp` is missing."),
        (
            "webhook-timestamp",
            Some("noon"),
            "`webhook-timestamp` must be seconds",
        ),
        ("webhook-signature", None, "`webhook-signature` is missing."),
        (
            "webhook-signature",
            Some("v1,AAAA"),
            "Sign `webhook-id.webhook-timestamp",
        ),
        (
            "webhook-timestamp",
            Some("1"),
            "`webhook-timestamp` is more than five ",
        ),
    ] {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(complete.iter().filter(|(other, _)| *other != name));
        headers.extend(value.map(|value| (name, value)));
        let path = "/api/v1/callbacks/waste";
        let office = &mut scene.office;
        let refused = office.fetch("POST", path, &headers, b"{}".to_vec()).await;
        let refused = refused.is(401).json();
        let detail = refused["detail"].as_str().unwrap();
        assert!(detail.starts_with(expected), "{detail}");
    }
}

#[tokio::test]
async fn a_time_in_the_future_does_not_hide_the_next_status() {
    let mut scene = Scene::new().await;
    let early = scene.data("in_progress", 240, &json!({}));
    scene.send("a", early.clone()).await.is(204);
    scene.app.clock.advance_seconds(60);
    let needs = scene.data("needs_you", 0, &json!({"note": "Which bin?"}));
    scene.send("b", needs).await.is(204);
    // A repeat of the first changes nothing.
    scene.send("a", early).await.is(204);
    let part = scene.part().await;
    assert_eq!(part["status"], "needs_you");
    let timeline = part["timeline"].as_array().unwrap();
    let [.., before, last] = timeline.as_slice() else {
        panic!("{timeline:?}");
    };
    assert_eq!(before["status"], "in_progress");
    assert_eq!(before["at"], "2026-11-18T18:32:00Z");
    assert_eq!(last["status"], "needs_you");
    scene.app.deliver_all().await;
}
