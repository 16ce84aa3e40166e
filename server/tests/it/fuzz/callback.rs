//! Callbacks of a back office whose signature is right and whose content is not.

use super::run::Run;
use super::{apps, assert_sound, mutate, whole};
use crate::support::callback::Callback;
use crate::support::journeys::pothole_json;
use serde_json::{Value, json};
use server::clock::Clock as _;
use standardwebhooks::Webhook;

const STATUSES: [&str; 5] = ["accepted", "in_progress", "done", "refused", "received"];

#[tokio::test]
async fn callback() {
    let apps = apps().await;
    let mut references = Vec::new();
    for app in &apps {
        let sent = app
            .browser()
            .request("k", &pothole_json("Deep"))
            .await
            .is(201);
        references.push(sent.reference());
        app.deliver_all().await;
    }
    let mut run = Run::of("callback");
    let (mut recorded, mut case) = (0, 0);
    while let Some(mut random) = run.next() {
        case += 1;
        let which = random.below(apps.len());
        let now = apps[which].clock.now();
        let id = format!("msg_{case}");
        let callback = Callback {
            destination: "highways",
            id: &id,
            data: json!({
                "reference": references[which],
                "status": random.pick(&STATUSES),
                "note": "On our way.",
                "at": now.to_string(),
            }),
            signed_at: now.as_second(),
        };
        let mut event: Value = serde_json::from_str(&callback.body()).unwrap();
        if random.percent(90) {
            mutate::json(&mut random, &mut event);
        }
        let mut body = event.to_string().into_bytes();
        if random.percent(10) {
            mutate::bytes(&mut random, &mut body);
            // A back office cannot sign anything but text.
            body = String::from_utf8_lossy(&body).into_owned().into_bytes();
        }
        run.input(&body);
        let key = Webhook::new(Callback::secret("highways")).unwrap();
        let signature = key.sign(&id, now.as_second(), &body).unwrap();
        let at = now.as_second().to_string();
        let headers = [
            ("content-type", "application/cloudevents+json"),
            ("webhook-id", id.as_str()),
            ("webhook-timestamp", at.as_str()),
            ("webhook-signature", signature.as_str()),
        ];
        let path = "/api/v1/callbacks/highways";
        let response = apps[which]
            .browser()
            .fetch("POST", path, &headers, body)
            .await;
        assert_sound(&response);
        recorded += u64::from(response.status == 204);
    }
    assert!(recorded > 0, "no callback was good enough to be recorded");
    for (app, reference) in apps.iter().zip(&references) {
        // What was recorded can be read.
        let path = format!("/api/v1/requests/{reference}");
        assert_sound(&app.browser().get(&path).await);
        whole::assert_whole(app.store_url()).await;
        app.deliver_all().await;
    }
}
