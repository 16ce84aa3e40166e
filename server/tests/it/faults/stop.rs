//! On SIGTERM the server finishes what it has accepted and accepts nothing more.

use super::load::Load;
use crate::support::connection::{HttpConnection, head};
use crate::support::journeys::pothole_json;
use crate::support::process::Deployment;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn finishes_in_flight_requests_on_sigterm() {
    let deployment = Deployment::new(&[]);
    let mut server = deployment.start_server().await;
    let body = pothole_json("Deep").to_string();
    let headers = [
        ("host".to_owned(), "localhost".to_owned()),
        ("content-type".to_owned(), "application/json".to_owned()),
        ("idempotency-key".to_owned(), "half".to_owned()),
    ];
    let head = head("POST", "/api/v1/requests", &headers, body.len());
    let (first, second) = body.as_bytes().split_at(body.len() / 2);
    let mut connection = HttpConnection::open(deployment.address).await.unwrap();
    connection
        .send(&[head.as_bytes(), first].concat())
        .await
        .unwrap();
    // A later connection is answered, so the server has accepted the first.
    deployment.browser().get("/readyz").await.is(200);

    server.terminate();
    let began = std::time::Instant::now();
    while HttpConnection::open(deployment.address).await.is_ok() {
        assert!(began.elapsed().as_secs() < 30, "it accepts new connections");
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    connection.send(second).await.unwrap();
    let reference = connection.response().await.unwrap().is(201).reference();
    let status = server.wait_for_exit().await;
    assert!(status.success(), "{status}");
    assert_eq!(deployment.refs(), [reference].into());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shuts_down_cleanly_under_load_and_restarts_with_all_data() {
    let deployment = Deployment::new(&[("DOORSTEP__LOG__FILTER", "warn")]);
    let mut server = deployment.start_server().await;
    let load = Load::start(deployment.address, 16);
    load.progress(100).await;
    server.terminate();
    let status = server.wait_for_exit().await;
    assert!(status.success(), "{status}");
    let again = deployment.start_server().await;
    load.progress(20).await;
    let recorded = load.finish().await;
    let acknowledged = recorded
        .references
        .lock()
        .unwrap()
        .values()
        .cloned()
        .collect();
    assert_eq!(deployment.refs(), acknowledged);
    assert!(recorded.unexpected.lock().unwrap().is_empty());
    again.kill();
}
