//! A stranger who sends requests as fast as they are accepted, each with a new session. Nothing is
//! lost, what is above the budgets is held, and other people's requests are delivered at once.

use crate::support::clients::{Client, PROXY_SETTINGS, Way};
use crate::support::journeys::pothole_json;
use crate::support::process::Deployment;
use crate::support::program;
use server::store::{DeliveryState, Migrate, open};
use std::collections::BTreeSet;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

/// Connections that a stranger uses at a time.
const CONNECTIONS: u32 = 8;

const LIMITS: [(&str, &str); 6] = [
    PROXY_SETTINGS[0],
    PROXY_SETTINGS[1],
    ("DOORSTEP__LIMITS__EXEMPT", "[]"),
    (
        "DOORSTEP__LIMITS__SEND__PER_ADDRESS",
        "{at_once=20, per_hour=40}",
    ),
    (
        "DOORSTEP__LIMITS__SEND__PER_ADDRESS_WHEN_FULL",
        "{at_once=1, per_hour=1}",
    ),
    (
        "DOORSTEP__LIMITS__SEND__TOTAL",
        "{at_once=200, per_hour=200}",
    ),
];

/// Sends one request in a new session and returns its reference.
async fn accepted(client: Client, key: &str) -> String {
    let mut connection = client.open().await.unwrap();
    let headers = client.headers(&[
        ("content-type", "application/json"),
        ("idempotency-key", key),
    ]);
    let body = pothole_json("Deep").to_string();
    let sent = connection.fetch("POST", "/api/v1/requests", &headers, body.as_bytes());
    sent.await.unwrap().is(201).reference()
}

/// Sends requests number `0..amount`, several at a time.
async fn flood(
    server: SocketAddr,
    amount: u32,
    name: &'static str,
    source: fn(u32) -> (Way, Ipv4Addr),
) -> BTreeSet<String> {
    let mut clients = JoinSet::new();
    for client in 0..CONNECTIONS {
        clients.spawn(async move {
            let mut references = Vec::new();
            for number in (client..amount).step_by(CONNECTIONS as usize) {
                let key = format!("{name}-{number}");
                let (way, source) = source(number);
                let source = IpAddr::V4(source);
                let client = Client {
                    source,
                    way,
                    server,
                };
                references.push(accepted(client, &key).await);
            }
            references
        });
    }
    clients.join_all().await.into_iter().flatten().collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_flood_of_requests_is_held_and_delays_nobody_else() {
    let deployment = Deployment::new(&LIMITS);
    let office = deployment.start_office().await;
    let server = deployment.start_server().await;
    let address = deployment.address;

    // From one address, then from 1,000 that a trusted proxy states, each twice.
    let one = |_: u32| (Way::Direct, Ipv4Addr::new(127, 66, 6, 6));
    let one = flood(address, 100, "one", one).await;
    let many = |number: u32| {
        let number = number % 1_000;
        let [_, _, high, low] = number.to_be_bytes();
        (Way::Proxied, Ipv4Addr::new(203, 0, high, low))
    };
    let many = flood(address, 2_000, "many", many).await;
    assert_eq!((one.len(), many.len()), (100, 2_000), "a reference twice");

    // Meanwhile other people send theirs, from addresses of their own.
    let began = Instant::now();
    let others = |number: u32| {
        let low = u8::try_from(number).unwrap();
        match number % 2 {
            0 => (Way::Direct, Ipv4Addr::new(127, 1, 0, low)),
            _ => (Way::Proxied, Ipv4Addr::new(198, 51, 100, low)),
        }
    };
    let others = flood(address, 20, "others", others).await;
    let url = deployment
        .settings
        .iter()
        .find(|(key, _)| key == "DOORSTEP__STORE__URL");
    let store = open(&url.unwrap().1, Migrate::Serve).await.unwrap();
    let held = loop {
        let open = store.open_deliveries(None, 10_000).await.unwrap();
        let waits = |delivery: &server::store::OpenDelivery| {
            let reference = delivery.reference.map(|reference| reference.compact());
            reference.is_some_and(|reference| others.contains(&reference))
        };
        if !open.iter().any(waits) {
            break open;
        }
        assert!(
            began.elapsed() < Duration::from_secs(20),
            "others are delayed"
        );
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    eprintln!("others were delivered within {:?}", began.elapsed());

    // The flood from one address: 20 at once, the others held, in time for the next ones of it.
    let held: Vec<_> = held
        .into_iter()
        .filter(|delivery| delivery.held_until.is_some())
        .collect();
    assert!(
        held.iter()
            .all(|delivery| delivery.state == DeliveryState::Due)
    );
    let held: BTreeSet<String> = held
        .iter()
        .filter_map(|delivery| Some(delivery.reference?.compact()))
        .collect();
    assert_eq!(held.intersection(&one).count(), 80);
    // Of the 1,000 addresses each second request, except those before the total was reached.
    let of_many = held.intersection(&many).count();
    assert!((820..=1_000).contains(&of_many), "{of_many} are held");
    assert!(held.is_disjoint(&others));
    let printed = program::run_successfully(&deployment.settings, &["deliveries"]);
    assert!(printed.contains("  held until "), "{printed}");
    // Nothing is lost.
    let all: BTreeSet<String> = one.iter().chain(&many).chain(&others).cloned().collect();
    assert_eq!(deployment.refs(), all);
    server.terminate();
    office.kill();
}
