//! Attackers that hold what they can, from one address and from 1,000, directly and through a
//! trusted proxy: legitimate clients are still served.

use crate::support::clients::{self, Attack, Client, PROXY_SETTINGS, Way, legitimate};
use crate::support::connection::head;
use crate::support::process::Deployment;
use crate::support::program::Program;
use crate::support::size;

const FORM: &str = "application/x-www-form-urlencoded";

async fn server(settings: &[(&str, &str)]) -> (Deployment, Program) {
    server::http::listen::descriptors::raise();
    let mut all = PROXY_SETTINGS.to_vec();
    all.push(("DOORSTEP__LOG__FILTER", "error"));
    all.extend_from_slice(settings);
    let deployment = Deployment::new(&all);
    let server = deployment.start_server().await;
    (deployment, server)
}

/// Attacks in every way while legitimate clients come, and prints how they fare.
async fn withstand(
    deployment: &Deployment,
    what: &str,
    amount: usize,
    beginning: impl Fn(&Client) -> Vec<u8>,
) {
    for way in [Way::Direct, Way::Proxied] {
        for addresses in [1, 1000] {
            let attackers = clients::attackers(deployment.address, way, amount, addresses);
            let attack = Attack::begin(attackers, &beginning).await;
            let availability = legitimate(deployment.address, way, size::of(120, 2000)).await;
            drop(attack);
            availability.holds(&format!("{amount} {what}, {way:?}, {addresses} addresses"));
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_bodies_leave_legitimate_clients_served() {
    let (deployment, _server) = server(&[]).await;
    withstand(&deployment, "slow bodies", 1100, |attacker| {
        clients::slow_post(attacker, "/requests", FORM)
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_callbacks_without_a_signature_leave_legitimate_clients_served() {
    let (deployment, _server) = server(&[]).await;
    withstand(&deployment, "slow callbacks", 1100, |attacker| {
        let path = "/api/v1/callbacks/waste";
        clients::slow_post(attacker, path, "application/cloudevents+json")
    })
    .await;
}

/// The connections that a server takes, as a setting, and more attackers than that.
fn more_than_fit() -> (String, usize) {
    let most = size::of(200, 600);
    (most.to_string(), size::of(330, 1010))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn idle_connections_that_ask_livez_leave_legitimate_clients_served() {
    let (most, attackers) = more_than_fit();
    let few = [("DOORSTEP__HTTP__CONNECTIONS", most.as_str())];
    let (deployment, _server) = server(&few).await;
    withstand(&deployment, "idle connections", attackers, |attacker| {
        head("GET", "/livez", &attacker.headers(&[]), 0).into_bytes()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unfinished_heads_leave_legitimate_clients_served() {
    let (most, attackers) = more_than_fit();
    let few = [("DOORSTEP__HTTP__CONNECTIONS", most.as_str())];
    let (deployment, _server) = server(&few).await;
    withstand(&deployment, "unfinished heads", attackers, |_| {
        b"GET / HTTP/1.1\r\nhost: localhost\r\nx-slow: ".to_vec()
    })
    .await;
}
