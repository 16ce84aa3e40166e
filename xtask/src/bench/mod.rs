//! `cargo xtask bench`: measures the release build over HTTP on this machine.
//!
//! Each measurement is one file with one function `fn(&Built) -> Result<()>` that starts the
//! server it needs, prints its results and stops it again. To add one, add its file and a line
//! to [`MEASUREMENTS`]. None is a test: a slow machine is not an error. `served` starts a server,
//! `client` sends the requests, and `office` is a back office that answers at once. The client
//! runs on the same machine, so every figure includes its cost.

mod client;
mod cold;
mod disk;
mod filled;
mod forms;
mod handoff;
mod office;
mod served;
mod slow_line;
mod start;
mod submissions;

use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::workspace::Workspace;
use crate::{assets, console, programs};

/// The release build and a folder for its data.
pub struct Built {
    pub workspace: Workspace,
    /// The optimised server program.
    pub doorstep: PathBuf,
    /// The assets it serves.
    pub site: assets::Site,
    /// An empty folder on disk (not in memory, so that syncs have their real cost) for databases,
    /// keys and logs. Recreated for every bench.
    pub data: PathBuf,
}

/// Name, description and function.
type Measurement = (&'static str, &'static str, fn(&Built) -> Result<()>);

/// Measurements that take minutes and run only when they are named.
const ONLY_NAMED: &[&str] = &["filled"];

const MEASUREMENTS: &[Measurement] = &[
    ("disk", "how often this disk can sync", disk::syncs),
    (
        "start",
        "from start to the first 200, and idle memory",
        start::start,
    ),
    ("cold", "the first question page, cold", cold::weight),
    (
        "slow-line",
        "the first page and the island, on a phone with a slow line",
        slow_line::times,
    ),
    (
        "forms",
        "form pages with a live draft, at 16 connections",
        forms::rate,
    ),
    (
        "submissions",
        "durable accepted submissions, at 1 and 64 connections",
        submissions::rates,
    ),
    (
        "handoff",
        "from the acknowledgement to the back office",
        handoff::time,
    ),
    (
        "filled",
        "form pages and submissions on a store of 1,000,000 contacts",
        filled::rates,
    ),
];

/// Builds for release and runs the named measurements, or all of them.
pub fn bench(workspace: &Workspace, only: &[String]) -> Result<()> {
    if let Some(unknown) = only
        .iter()
        .find(|wanted| !MEASUREMENTS.iter().any(|(name, ..)| name == wanted))
    {
        let known: Vec<_> = MEASUREMENTS.iter().map(|(name, ..)| *name).collect();
        bail!(
            "there is no measurement `{unknown}`; there are: {}",
            known.join(", ")
        );
    }
    let built = build(workspace)?;
    for (name, what, measure) in MEASUREMENTS {
        let runs = match only {
            [] => !ONLY_NAMED.contains(name),
            only => only.iter().any(|wanted| wanted == name),
        };
        if runs {
            console::line(&format!("\n== {name}: {what}"));
            measure(&built)?;
        }
    }
    Ok(())
}

fn build(workspace: &Workspace) -> Result<Built> {
    let site = assets::build(workspace)?;
    console::step("cargo build, server, release", || {
        programs::run(workspace.cargo().args([
            "build",
            "--release",
            "--package",
            "server",
            "--bin",
            "doorstep",
        ]))
    })?;
    let data = workspace.target.join("bench");
    if data.exists() {
        std::fs::remove_dir_all(&data)?;
    }
    std::fs::create_dir_all(&data)?;
    Ok(Built {
        workspace: workspace.clone(),
        doorstep: workspace.doorstep(true),
        site,
        data,
    })
}
