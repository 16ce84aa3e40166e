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
use crate::say;
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
    alone(built, "SQLite", &url)?;
    handed_over(built, "SQLite", &url)?;
    for measure in [alone, handed_over] {
        match Cluster::start() {
            Ok(cluster) => measure(built, "PostgreSQL", &cluster.url)?,
            Err(why) => say::line(&format!("not measured on PostgreSQL: {why:#}")),
        }
    }
    Ok(())
}

fn alone(built: &Built, name: &str, url: &str) -> Result<()> {
    let away = (
        "DOORSTEP__DESTINATIONS__HIGHWAYS__URL",
        "http://127.0.0.1:9/none",
    );
    let settings = [("DOORSTEP__STORE__URL", url), QUIET, away];
    prepare(built, &settings)?;
    measured(built, &settings, name, 1, "")?;
    measured(built, &settings, name, 64, "")
}

fn handed_over(built: &Built, name: &str, url: &str) -> Result<()> {
    let office = Office::open()?;
    let inbox = office.inbox();
    let present = ("DOORSTEP__DESTINATIONS__HIGHWAYS__URL", inbox.as_str());
    let settings = [("DOORSTEP__STORE__URL", url), QUIET, present];
    prepare(built, &settings)?;
    measured(built, &settings, name, 64, ", handed over meanwhile")?;
    say::line(&format!(
        "  {} reached the back office in that time",
        office.count()
    ));
    Ok(())
}

fn measured(
    built: &Built,
    settings: Settings,
    name: &str,
    connections: usize,
    how: &str,
) -> Result<()> {
    let server = Server::start(built, settings)?;
    let round = server.id().to_string();
    let (measured, first) = (round.clone(), format!("warm-{round}"));
    let next = |connection: usize, number: usize| submission(&measured, connection, number);
    let warm = |connection: usize, number: usize| submission(&first, connection, number);
    load(
        server.address,
        connections,
        Duration::from_secs(1),
        201,
        &warm,
    )?;
    let rate = load(server.address, connections, TIME, 201, &next)?;
    say::line(&format!(
        "{name:<10} {connections:>2} connections{how}: {:>6.0} a second; p50 {:.2} ms, p99 {:.2} ms; {:.1} MB in memory",
        rate.each_second(),
        rate.within(0.5),
        rate.within(0.99),
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
