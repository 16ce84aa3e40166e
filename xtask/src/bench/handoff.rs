//! The delay between the caller's receipt and the delivery to the back office.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::Built;
use super::client::Connection;
use super::office::Office;
use super::served::{Server, prepare};
use super::submissions::submission;
use crate::say;

/// The number of requests, sent one after the other.
const FOLLOWED: usize = 400;

/// Prints the median and the 99th percentile.
pub fn time(built: &Built) -> Result<()> {
    let office = Office::open()?;
    let inbox = office.inbox();
    let settings = [
        ("DOORSTEP__DESTINATIONS__HIGHWAYS__URL", inbox.as_str()),
        ("DOORSTEP__LOG__FILTER", "warn"),
    ];
    prepare(built, &settings)?;
    let server = Server::start(built, &settings)?;
    let mut connection = Connection::open(server.address)?;
    let round = format!("handoff-{}", server.id());
    let mut took = Vec::new();
    for number in 0..FOLLOWED {
        let answer = connection.ask(&submission(&round, 0, number))?;
        let acknowledged = Instant::now();
        let receipt: serde_json::Value = serde_json::from_slice(&answer.body)?;
        let reference = receipt["reference"].as_str().context("no reference")?;
        let arrived = office
            .arrival(reference, Duration::from_secs(20))
            .with_context(|| format!("{reference} never reached the back office"))?;
        took.push(arrived.saturating_duration_since(acknowledged));
    }
    took.sort_unstable();
    let at = |share: f64| {
        let index = ((took.len().saturating_sub(1)) as f64 * share).round() as usize;
        took.get(index)
            .map_or(0.0, |took| took.as_secs_f64() * 1000.0)
    };
    say::line(&format!(
        "p50 {:.1} ms, p99 {:.1} ms after the acknowledgement ({FOLLOWED} requests, one after the other)",
        at(0.5),
        at(0.99)
    ));
    server.stop()
}
