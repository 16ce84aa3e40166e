//! The log target `security`: what is refused leaves a line without personal data, and an
//! attacker cannot fill the log.

use crate::support::callback::Callback;
use crate::support::journeys::pothole_json;
use crate::support::process::Deployment;
use serde_json::{Value, json};
use server::clock::{Clock as _, SystemClock};
use std::collections::BTreeSet;

/// More than one address's lines in a minute.
const GUESSES: u64 = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn refused_attempts_are_logged_by_pseudonym_and_throttled() {
    let deployment = Deployment::new(&[]);
    let mut server = deployment.start_server().await;
    let mut client = deployment.browser();
    let sent = client.request("k", &pothole_json("Deep")).await.is(201);
    let (reference, code) = (sent.reference(), sent.json()["tracking"].clone());

    let mut stranger = deployment.browser();
    let find = stranger.get("/requests").await.is(200);
    for _ in 0..GUESSES {
        let fields = [("reference", reference.as_str()), ("fact", "ZZ1 1ZZ")];
        let refused = stranger.submit(&find, &fields).await.status.as_u16();
        assert!([422, 429].contains(&refused), "{refused}");
    }
    for wrong in ["AAAA-BBBB-CCCC-DDDD", "x"] {
        let bearer = format!("Bearer {wrong}");
        let headers = [("authorization", bearer.as_str())];
        let path = format!("/api/v1/requests/{reference}");
        let refused = stranger.fetch("GET", &path, &headers, Vec::new()).await;
        assert_eq!(refused.status, 404);
    }
    // A right code leaves no line.
    let right = format!("Bearer {}", code.as_str().unwrap());
    let path = format!("/api/v1/requests/{reference}");
    let headers = [("authorization", right.as_str())];
    stranger
        .fetch("GET", &path, &headers, Vec::new())
        .await
        .is(200);
    let callback = Callback {
        destination: "waste",
        id: "msg_1",
        data: json!({"reference": reference, "status": "done", "at": "2026-11-18T12:00:00Z"}),
        signed_at: SystemClock.now().as_second(),
    };
    callback.send_signed(&mut stranger, "v1,AAAA").await.is(401);
    let foreign = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("origin", "https://elsewhere.example"),
    ];
    let path = "/services/pothole/start";
    stranger
        .fetch("POST", path, &foreign, Vec::new())
        .await
        .is(403);
    stranger
        .get("/feedback/AAAAAAAAAAAAAAAAAAAAAA")
        .await
        .is(404);
    server.terminate();
    server.wait_for_exit().await;

    let lines: Vec<Value> = deployment.log_lines();
    let lines: Vec<&Value> = lines
        .iter()
        .filter(|one| one["target"] == "security")
        .collect();
    let refused = |event: &str, outcome: &str| -> Vec<&&Value> {
        let of = |line: &&&Value| line["event"] == event && line["outcome"] == outcome;
        lines.iter().filter(of).collect()
    };
    let guesses = refused("wrong-fact", "postcode");
    assert_eq!(guesses.len(), 5, "lines of one address are limited");
    assert_eq!(refused("wrong-code", "tracking-code").len(), 2);
    assert_eq!(refused("wrong-code", "feedback-token").len(), 1);
    assert_eq!(refused("wrong-signature", "wrong-signature").len(), 1);
    assert_eq!(refused("foreign-origin", "403").len(), 1);
    assert_eq!(refused("limited", "429").len(), 5);
    let left_out: u64 = lines
        .iter()
        .filter_map(|line| line["left_out"].as_u64())
        .sum();
    assert_eq!(guesses.len() as u64 + 5 + left_out, GUESSES);

    // One client and one request have one name each, which is not their own.
    let names = |key: &str| -> BTreeSet<&str> {
        lines.iter().filter_map(|line| line[key].as_str()).collect()
    };
    for key in ["address", "reference"] {
        let names = names(key);
        assert_eq!(names.len(), 1, "{key}: {names:?}");
        assert!(names.iter().all(|name| name.len() == 12), "{names:?}");
    }
    let all = lines
        .iter()
        .map(|line| line.to_string())
        .collect::<String>();
    for personal in ["127.0.0.1", &reference, "ZZ1 1ZZ", "AAAA"] {
        assert!(!all.contains(personal), "{personal} is in the log");
    }
}
