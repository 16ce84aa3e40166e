//! Clients that ask for much and read nothing: little memory is held, and not for long.

use crate::support::clients::{self, Client, PROXY_SETTINGS, Way, legitimate};
use crate::support::connection::{HttpConnection, head};
use crate::support::greedy::{FAT, Greed, Greedy, Protocol};
use crate::support::process::Deployment;
use crate::support::size;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

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

/// How clients read nothing; all of them ask for more than the buffers hold, except the first.
fn greeds() -> [Greed; 4] {
    use Protocol::{Http1, Http2};
    let greed = |protocol, addresses, connections, requests| Greed {
        protocol,
        addresses,
        connections,
        requests,
    };
    // Many addresses ask for little each, because answering costs time too.
    [
        greed(Http2, 1, 4, 128),
        greed(Http2, 9, 2, 128),
        greed(Http2, size::of(500, 2000), 1, 2),
        greed(Http1, 13, size::of(20, 123), 12),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn clients_that_read_nothing_leave_room_for_legitimate_ones() {
    server::http::listen::descriptors::raise();
    let all = size::of(16 << 20, 64 << 20);
    let bytes = all.to_string();
    let deployment = Deployment::new(&[
        ("DOORSTEP__HTTP__BUFFER_BYTES", &bytes),
        ("DOORSTEP__LOG__FILTER", "error"),
    ]);
    let server = deployment.start_server().await;
    for greed in greeds() {
        let began = Instant::now();
        let greedy = Greedy::begin(deployment.address, greed).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        let mut most = 0;
        let watch = watch_held(deployment.address, &mut most);
        let visits = legitimate(deployment.address, Way::Direct, size::of(120, 2000));
        let availability = tokio::select! {
            never = watch => match never {},
            availability = visits => availability,
        };
        let (begun, memory) = (greedy.begun(), memory(server.id()));
        let took = began.elapsed();
        drop(greedy);
        eprintln!("{begun} connections, {most} of {all} bytes, {memory} kB of memory, {took:?}");
        availability.holds(&format!("{greed:?}"));
        assert!(most <= all + all / 8 + (1 << 20), "{most} bytes");
    }
}

/// Keeps the most bytes that the server says it holds.
async fn watch_held(server: SocketAddr, most: &mut usize) -> Infallible {
    let mut connection = HttpConnection::open(server).await.unwrap();
    let host = [("host".to_owned(), server.to_string())];
    loop {
        let metrics = connection.fetch("GET", "/metrics", &host, &[]).await;
        let metrics = metrics.unwrap().is(200);
        let name = "doorstep_http_buffer_bytes ";
        let text = metrics.text();
        let held = text.lines().find_map(|line| line.strip_prefix(name));
        *most = held.unwrap().parse::<usize>().unwrap().max(*most);
        tokio::time::sleep(Duration::from_millis(50)).await;
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
