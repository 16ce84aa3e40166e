//! What each step does.

use anyhow::{Result, bail};

use super::count::{self, Count};
use crate::place::Place;
use crate::setup::{self, node, postgres::Cluster, required, strace};
use crate::{assets, programs, say};

/// Everything but the browser's crate, which is never built together with the server.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "front"];

/// Warnings are mistakes here, though not while one is still writing.
const DENIED: [&str; 3] = ["--", "-D", "warnings"];

pub fn format(place: &Place) -> Result<Count> {
    programs::run(place.cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Count::PASSED)
}

pub fn clippy(place: &Place) -> Result<Count> {
    let mut cargo = place.cargo();
    cargo.arg("clippy").args(NATIVE).arg("--all-targets");
    programs::run(cargo.args(DENIED))?;
    Ok(Count::PASSED)
}

/// What runs in the browser, as it is compiled for the browser.
pub fn clippy_wasm(place: &Place) -> Result<Count> {
    setup::rust::wasm_target()?;
    let mut cargo = place.cargo();
    cargo.args(["clippy", "--package", "front", "--package", "shared"]);
    cargo.args(["--target", setup::rust::WASM]);
    programs::run(cargo.args(DENIED))?;
    Ok(Count::PASSED)
}

/// The Rust tests, with a PostgreSQL of their own where one can be had.
pub fn rust(place: &Place, fast: bool, filter: Option<&str>) -> Result<Count> {
    // The components are held to the fixtures that the design system's package brings.
    node::packages(place)?;
    let cluster = if fast {
        say::line("· without PostgreSQL: --fast");
        None
    } else {
        let traced = strace::find();
        optional(traced, "DOORSTEP_REQUIRE_STRACE", "the strace test")?;
        let cluster = Cluster::start();
        optional(cluster, "DOORSTEP_REQUIRE_POSTGRES", "the PostgreSQL tests")?
    };
    let mut cargo = place.cargo();
    cargo.arg("test").args(NATIVE).arg("--no-fail-fast");
    cargo.args(filter);
    match &cluster {
        Some(cluster) => cargo.env("DOORSTEP_TEST_POSTGRES", &cluster.url),
        None => cargo.env_remove("DOORSTEP_TEST_POSTGRES"),
    };
    count::watch(&mut cargo, count::cargo)
}

/// The journeys in a real browser, against the assets that ship.
pub fn browser(place: &Place, filter: Option<&str>) -> Result<Count> {
    node::packages(place)?;
    let found = setup::browser::find(place);
    let found = optional(found, "DOORSTEP_REQUIRE_BROWSER", "the browser tests")?;
    let Some(browser) = found else {
        return Ok(Count::default());
    };
    let site = assets::build(place)?;
    // The step before built the program in just this shape; then this takes no time.
    let mut cargo = place.cargo();
    programs::run(cargo.arg("test").args(NATIVE).args(["--no-run", "--quiet"]))?;

    let mut playwright = node::tool(place, "playwright");
    playwright.args(["test", "--reporter=list"]);
    if let Some(filter) = filter {
        playwright.args(["--grep", filter, "--pass-with-no-tests"]);
    }
    playwright
        .env("DOORSTEP_BIN", place.doorstep(false))
        .env("DOORSTEP_ROOT", &place.root)
        .env("DOORSTEP_BROWSER", browser)
        .env("DOORSTEP__HTTP__ASSETS", &site.folder);
    let count = count::watch(&mut playwright, count::playwright)?;
    if count == Count::default() && filter.is_none() {
        bail!("playwright ran no test");
    }
    Ok(count)
}

/// What could not be had is a failure where the environment demands it, else a printed reason.
fn optional<T>(found: Result<T>, demand: &str, what: &str) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(why) if required(demand) => Err(why.context(format!("{demand} is set"))),
        Err(why) => {
            say::line(&format!("· SKIPPED {what}: {why:#}"));
            Ok(None)
        }
    }
}
