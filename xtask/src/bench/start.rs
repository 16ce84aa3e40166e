//! The time from start to the first 200, and the memory in use then.

use std::fs;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

use super::{Built, served};
use crate::console;

/// Starts a prepared server five times and prints the median.
pub fn start(built: &Built) -> Result<()> {
    let mut times = Vec::new();
    let mut idle = 0;
    served::prepare(built, &[])?;
    for _ in 0..5 {
        let began = Instant::now();
        let server = served::Server::start(built, &[])?;
        times.push(began.elapsed());
        // Connection pools and definitions settle shortly after start.
        std::thread::sleep(Duration::from_millis(500));
        idle = resident(server.id())?;
        server.stop()?;
    }
    times.sort();
    if let Some(middle) = times.get(times.len() / 2) {
        console::line(&format!(
            "first 200 after {} ms (the middle of 5)",
            middle.as_millis()
        ));
    }
    console::line(&format!("{:.1} MB in memory, idle", idle as f64 / 1000.0));
    Ok(())
}

/// Resident memory of a process in kB, as the kernel counts it.
pub fn resident(process: u32) -> Result<u64> {
    fs::read_to_string(format!("/proc/{process}/status"))?
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))
        .and_then(|rest| rest.split_whitespace().next())
        .and_then(|number| number.parse().ok())
        .context("the kernel does not say how much memory the server holds")
}
