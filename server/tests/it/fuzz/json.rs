//! Bodies of the JSON API: requests, drafts, ratings.

use super::run::{Random, Run};
use super::{apps, assert_sound, mutate, whole};
use crate::support::browser::Browser;
use crate::support::journeys::{missed_bin_json, pothole_json};
use serde_json::{Value, json};

/// The fingerprint of a page without answers.
const EMPTY_PAGE: &str = "\"cbf29ce484222325\"";

#[tokio::test]
async fn json() {
    let apps = apps().await;
    let mut run = Run::of("json");
    let mut clients: Vec<Browser> = apps.iter().map(|app| app.browser()).collect();
    let (mut accepted, mut saved, mut rated, mut case) = (0, 0, 0, 0);
    while let Some(mut random) = run.next() {
        let client = random.below(apps.len());
        let client = &mut clients[client];
        case += 1;
        let (method, path, mut sample) = sample(&mut random, case);
        if random.percent(90) {
            mutate::json(&mut random, &mut sample);
        }
        let mut body = sample.to_string().into_bytes();
        if random.percent(10) {
            mutate::bytes(&mut random, &mut body);
        }
        run.input(&[path.as_bytes(), b" ", &body].concat());
        let key = format!("key-{case}");
        let headers = [
            ("content-type", "application/json"),
            ("idempotency-key", key.as_str()),
            ("if-match", EMPTY_PAGE),
        ];
        let response = client.fetch(method, &path, &headers, body.clone()).await;
        assert_sound(&response);
        saved += u64::from(response.status == 200 && method == "PUT");
        rated += u64::from(response.status == 204);
        if response.status == 201 && path.ends_with("/requests") {
            accepted += 1;
            // A repeat is answered alike, and changes nothing.
            let again = client.fetch(method, &path, &headers, body).await;
            assert_eq!(again.reference(), response.reference());
        }
    }
    assert!(accepted > 0, "no request was good enough to be accepted");
    assert!(saved > 0, "no page was good enough to be saved");
    assert!(rated > 0, "no rating was good enough to be recorded");
    let mut stored = 0;
    for app in &apps {
        stored += app
            .state
            .store
            .references(None, u32::MAX)
            .await
            .unwrap()
            .len();
        whole::assert_whole(app.store_url()).await;
        app.deliver_all().await;
    }
    assert_eq!(stored, accepted);
}

fn sample(random: &mut Random, case: u64) -> (&'static str, String, Value) {
    match random.below(6) {
        0 => {
            let body = json!({"service": "pothole", "rating": 4, "comment": "Quick."});
            ("POST", "/api/v1/feedback".to_owned(), body)
        }
        1 => {
            let path = format!("/api/v1/drafts/0198a1f4-0000-7000-8000-{case:012}/pages/danger");
            let body = json!({"service": "pothole", "language": "en", "answers": {"danger": "no"}});
            ("PUT", path, body)
        }
        2 | 3 => ("POST", "/api/v1/requests".to_owned(), missed_bin_json()),
        _ => ("POST", "/api/v1/requests".to_owned(), pothole_json("Deep")),
    }
}
