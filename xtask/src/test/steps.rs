//! The steps of `cargo xtask test`.

use anyhow::{Result, bail};

use super::count::{self, Count};
use crate::setup::{self, faketime, node, postgres::Cluster, required, strace};
use crate::workspace::Workspace;
use crate::{assets, console, programs};

/// Everything except the browser crate, which is never built together with the server.
const NATIVE: [&str; 3] = ["--workspace", "--exclude", "front"];

/// Warnings fail the tests, but not a build during development.
const DENIED: [&str; 3] = ["--", "-D", "warnings"];

pub fn format(workspace: &Workspace) -> Result<Count> {
    programs::run(workspace.cargo().args(["fmt", "--all", "--check"]))?;
    Ok(Count::PASSED)
}

pub fn clippy(workspace: &Workspace) -> Result<Count> {
    let mut cargo = workspace.cargo();
    cargo.arg("clippy").args(NATIVE).arg("--all-targets");
    programs::run(cargo.args(DENIED))?;
    Ok(Count::PASSED)
}

/// Lints the browser code for its own target.
pub fn clippy_wasm(workspace: &Workspace) -> Result<Count> {
    setup::rust::wasm_target()?;
    let mut cargo = workspace.cargo();
    cargo.args(["clippy", "--package", "front", "--package", "shared"]);
    cargo.args(["--target", setup::rust::WASM]);
    programs::run(cargo.args(DENIED))?;
    Ok(Count::PASSED)
}

/// Runs the Rust tests, with a temporary PostgreSQL if one can be started.
pub fn rust(workspace: &Workspace, fast: bool, filter: Option<&str>) -> Result<Count> {
    // The component tests compare with fixtures from the design system's npm package.
    node::packages(workspace)?;
    let (cluster, clock) = if fast {
        console::line("· without PostgreSQL and a moved clock: --fast");
        (None, None)
    } else {
        let traced = strace::find();
        optional(traced, "DOORSTEP_REQUIRE_STRACE", "the strace test")?;
        let clock = faketime::library();
        let clock = optional(clock, "DOORSTEP_REQUIRE_FAKETIME", "the moved clock test")?;
        let cluster = Cluster::start();
        let cluster = optional(cluster, "DOORSTEP_REQUIRE_POSTGRES", "the PostgreSQL tests")?;
        (cluster, clock)
    };
    let mut cargo = workspace.cargo();
    cargo.arg("test").args(NATIVE).arg("--no-fail-fast");
    cargo.args(filter);
    match &cluster {
        Some(cluster) => cargo.env("DOORSTEP_TEST_POSTGRES", &cluster.url),
        None => cargo.env_remove("DOORSTEP_TEST_POSTGRES"),
    };
    match &clock {
        Some(library) => cargo.env("DOORSTEP_TEST_FAKETIME", library),
        None => cargo.env_remove("DOORSTEP_TEST_FAKETIME"),
    };
    count::watch(&mut cargo, count::cargo)
}

/// Runs the browser tests against the release assets.
pub fn browser(workspace: &Workspace, filter: Option<&str>) -> Result<Count> {
    node::packages(workspace)?;
    let found = setup::browser::find(workspace);
    let found = optional(found, "DOORSTEP_REQUIRE_BROWSER", "the browser tests")?;
    let Some(browser) = found else {
        return Ok(Count::default());
    };
    let whole = setup::browser::whole();
    let whole = optional(
        whole,
        "DOORSTEP_REQUIRE_BROWSER",
        "Back to a page in memory",
    )?;
    let site = assets::build(workspace)?;
    // The previous step built the same binary, so this is normally instant.
    let mut cargo = workspace.cargo();
    programs::run(cargo.arg("test").args(NATIVE).args(["--no-run", "--quiet"]))?;

    let mut playwright = node::tool(workspace, "playwright");
    playwright.args(["test", "--reporter=list"]);
    if let Some(filter) = filter {
        playwright.args(["--grep", filter, "--pass-with-no-tests"]);
    }
    playwright
        .env("DOORSTEP_BIN", workspace.doorstep(false))
        .env("DOORSTEP_BACK_OFFICE_BIN", workspace.back_office(false))
        .env("DOORSTEP_ROOT", &workspace.root)
        .env("DOORSTEP_BROWSER", browser)
        .env("DOORSTEP__HTTP__ASSETS", &site.folder);
    if let Some(whole) = whole {
        playwright.env("DOORSTEP_WHOLE_BROWSER", whole);
    }
    let count = count::watch(&mut playwright, count::playwright)?;
    if count == Count::default() && filter.is_none() {
        bail!("playwright ran no test");
    }
    Ok(count)
}

/// A missing prerequisite is an error if the environment requires it, otherwise a printed note.
fn optional<T>(found: Result<T>, demand: &str, what: &str) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(why) if required(demand) => Err(why.context(format!("{demand} is set"))),
        Err(why) => {
            console::line(&format!("· SKIPPED {what}: {why:#}"));
            Ok(None)
        }
    }
}
