//! The delay between the caller's receipt and the delivery to the back office.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::Built;
use super::client::Connection;
use super::office::Office;
use super::served::{Server, prepare};
use super::submissions::submission;
use crate::console;

/// The number of requests, sent one after the other.
const SAMPLES: usize = 400;

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
    let mut latencies = Vec::new();
    for number in 0..SAMPLES {
        let response = connection.send(&submission(&round, 0, number))?;
        let acknowledged = Instant::now();
        let receipt: serde_json::Value = serde_json::from_slice(&response.body)?;
        let reference = receipt["reference"].as_str().context("no reference")?;
        let delivered_at = office
            .arrival(reference, Duration::from_secs(20))
            .with_context(|| format!("{reference} never reached the back office"))?;
        latencies.push(delivered_at.saturating_duration_since(acknowledged));
    }
    latencies.sort_unstable();
    let at = |share: f64| {
        let index = ((latencies.len().saturating_sub(1)) as f64 * share).round() as usize;
        latencies
            .get(index)
            .map_or(0.0, |latency| latency.as_secs_f64() * 1000.0)
    };
    console::line(&format!(
        "p50 {:.1} ms, p99 {:.1} ms after the acknowledgement ({SAMPLES} requests, one after the other)",
        at(0.5),
        at(0.99)
    ));
    server.stop()
}
