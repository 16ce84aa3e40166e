//! Requests accepted per second, each durable before it is acknowledged.
//!
//! Every request has its own idempotency key; the rate counts 201 responses. Measured with an
//! unavailable back office (the outbox pauses the destination) and, at 64 connections, with one
//! that accepts everything at once.

use std::time::Duration;

use anyhow::Result;

use super::Built;
use super::client::{load, request};
use super::office::Office;
use super::served::{Server, Settings, prepare};
use super::start::resident;
use crate::console;
use crate::setup::postgres::Cluster;

const TIME: Duration = Duration::from_secs(8);
const QUIET: (&str, &str) = ("DOORSTEP__LOG__FILTER", "error");

/// An API request that reports a pothole.
pub const BODY: &str = r#"{"service":"pothole","answers":{"danger":"no","problem":"pothole",
"road":"ordinary","place":{"description":"Mill Lane, Headcorn, by the chapel"},"depth":"medium",
"width":"lid","noticed_on":"2026-01-05","description":"A hole as deep as a hand."}}"#;

/// Prints the rates on SQLite and, if available, on PostgreSQL.
pub fn rates(built: &Built) -> Result<()> {
    super::disk::syncs(built)?;
    let url = format!("sqlite:{}", built.data.join("var/doorstep.db").display());
    without_delivery(built, "SQLite", &url)?;
    with_delivery(built, "SQLite", &url)?;
    for measure in [without_delivery, with_delivery] {
        match Cluster::start() {
            Ok(cluster) => measure(built, "PostgreSQL", &cluster.url)?,
            Err(why) => console::line(&format!("not measured on PostgreSQL: {why:#}")),
        }
    }
    Ok(())
}

fn without_delivery(built: &Built, name: &str, url: &str) -> Result<()> {
    let unreachable = (
        "DOORSTEP__DESTINATIONS__HIGHWAYS__URL",
        "http://127.0.0.1:9/none",
    );
    let settings = [("DOORSTEP__STORE__URL", url), QUIET, unreachable];
    prepare(built, &settings)?;
    measure(built, &settings, name, 1, "")?;
    measure(built, &settings, name, 64, "")
}

fn with_delivery(built: &Built, name: &str, url: &str) -> Result<()> {
    let office = Office::open()?;
    let inbox = office.inbox();
    let reachable = ("DOORSTEP__DESTINATIONS__HIGHWAYS__URL", inbox.as_str());
    let settings = [("DOORSTEP__STORE__URL", url), QUIET, reachable];
    prepare(built, &settings)?;
    measure(built, &settings, name, 64, ", handed over meanwhile")?;
    console::line(&format!(
        "  {} reached the back office in that time",
        office.count()
    ));
    Ok(())
}

/// Measures a server that is started for it.
pub fn measure(
    built: &Built,
    settings: Settings,
    name: &str,
    connections: usize,
    label: &str,
) -> Result<()> {
    let server = Server::start(built, settings)?;
    let round = server.id().to_string();
    let (measured, first) = (round.clone(), format!("warm-{round}"));
    let next = |connection: usize, number: usize| submission(&measured, connection, number);
    let warm_up = |connection: usize, number: usize| submission(&first, connection, number);
    load(
        server.address,
        connections,
        Duration::from_secs(1),
        201,
        &warm_up,
    )?;
    let rate = load(server.address, connections, TIME, 201, &next)?;
    console::line(&format!(
        "{name:<10} {connections:>2} connections{label}: {:>6.0} a second; p50 {:.2} ms, p99 {:.2} ms; {:.1} MB in memory",
        rate.per_second(),
        rate.percentile(0.5),
        rate.percentile(0.99),
        resident(server.id())? as f64 / 1000.0
    ));
    // Deliveries to an unavailable destination are not waited for.
    drop(server);
    Ok(())
}

/// One request under an unused key.
pub fn submission(round: &str, connection: usize, number: usize) -> Vec<u8> {
    let key = format!("{round}-{connection}-{number}");
    let headers = [
        ("content-type", "application/json"),
        ("idempotency-key", key.as_str()),
    ];
    request("POST", "/api/v1/requests", &headers, BODY)
}
