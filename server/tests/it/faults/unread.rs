//! Clients that ask for much and read nothing: little memory is held, and not for long.

use crate::support::clients::{self, Client, PROXY_SETTINGS, Way, legitimate};
use crate::support::connection::{HttpConnection, head};
use crate::support::process::Deployment;
use crate::support::size;
use std::time::{Duration, Instant};

/// The largest answer there is without a draft.
const FAT: &str = "/api/v1/openapi.json";

/// The memory of a process, in kilobytes.
fn memory(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1));
    number.unwrap().parse().unwrap()
}

/// Asks twenty times and reads nothing.
async fn ask_unread(client: &Client) -> HttpConnection {
    let mut connection = client.open().await.unwrap();
    let one = head("GET", FAT, &client.headers(&[]), 0);
    connection.send(one.repeat(20).as_bytes()).await.unwrap();
    connection
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_hundred_unread_answers_are_ended_and_hold_little_memory() {
    let mut settings = PROXY_SETTINGS.to_vec();
    settings.push(("DOORSTEP__HTTP__WRITE_SECONDS", "2"));
    settings.push(("DOORSTEP__LOG__FILTER", "error"));
    let deployment = Deployment::new(&settings);
    let server = deployment.start_server().await;
    // Draws each page once, which fills caches.
    legitimate(deployment.address, Way::Direct, 40)
        .await
        .holds("nobody");
    for addresses in [1, 100] {
        let before = memory(server.id());
        let began = Instant::now();
        let mut held = Vec::new();
        for attacker in clients::attackers(deployment.address, Way::Direct, 100, addresses) {
            held.push(ask_unread(&attacker).await);
        }
        let all_end = async {
            for connection in &mut held {
                ended(connection, began).await;
            }
            began.elapsed()
        };
        let legitimate = async {
            let availability = legitimate(deployment.address, Way::Direct, size::of(120, 2000));
            (
                availability.await,
                memory(server.id()).saturating_sub(before),
            )
        };
        let (took, (availability, most)) = tokio::join!(all_end, legitimate);
        eprintln!("unread, {addresses} addresses: {most} kB more memory, all ended after {took:?}");
        availability.holds(&format!("100 unread answers, {addresses} addresses"));
        assert!(most < 64 * 1024, "{most} kB");
    }
}

/// Waits until the server has ended a connection, without reading from it.
async fn ended(connection: &mut HttpConnection, began: Instant) {
    while connection.send(b"\r\n").await.is_ok() {
        assert!(began.elapsed() < Duration::from_secs(30), "still open");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_connection_closes_after_its_longest_life_with_a_whole_response() {
    let deployment = Deployment::new(&[("DOORSTEP__HTTP__CONNECTION_SECONDS", "1")]);
    let _server = deployment.start_server().await;
    let mut connection = HttpConnection::open(deployment.address).await.unwrap();
    let host = [("host".to_owned(), "localhost".to_owned())];
    let began = Instant::now();
    loop {
        let response = connection.fetch("GET", "/livez", &host, &[]).await.unwrap();
        let response = response.is(200);
        assert_eq!(response.text(), "ok\n");
        if response.header("connection") == "close" {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(10));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(connection.rest().await.unwrap().is_empty());
}
