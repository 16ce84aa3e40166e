//! `cargo xtask test`: everything that must pass, in the order in which it is cheapest to fail.
//!
//! `count` reads how many tests a program ran; `engine` compares the form engine in both
//! machines. To add a step, add a line to [`steps`] or a file here that it calls.

mod count;
mod engine;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::place::Place;
use crate::setup::{browser, node, postgres::Cluster, required, rust, strace};
use crate::{assets, programs, say};
use count::Count;

/// What a step does: its name, and the work, which says how many tests passed and failed.
type Step<'a> = (&'static str, Box<dyn FnOnce() -> Result<Count> + 'a>);

/// Everything but the browser's crate, which is never built together with the server.
const TESTED: [&str; 4] = ["test", "--workspace", "--exclude", "front"];

/// Runs the steps until one fails, then prints what was done and, alone on the last line,
/// `N passed, M failed`.
pub fn test(place: &Place, fast: bool, filter: Option<&str>) -> Result<()> {
    let mut total = Count::default();
    let mut done: Vec<(&str, Count, Duration)> = Vec::new();
    let mut mistake = None;
    for (name, work) in steps(place, fast, filter) {
        say::line(&format!("\n== {name}"));
        let began = Instant::now();
        let count = work().unwrap_or_else(|why| {
            mistake = Some(why.context(format!("step \"{name}\"")));
            Count {
                passed: 0,
                failed: 1,
            }
        });
        total += count;
        done.push((name, count, began.elapsed()));
        if count.failed > 0 {
            break;
        }
    }
    say::line("");
    for (name, count, taken) in &done {
        let mark = if count.failed > 0 { "FAILED" } else { "ok" };
        say::line(&format!(
            "{mark:<7} {name:<40} {:>5} {:>14}",
            count.passed,
            say::seconds(*taken)
        ));
    }
    if let Some(mistake) = &mistake {
        say::mistake(mistake);
    }
    say::line(&format!("{} passed, {} failed", total.passed, total.failed));
    if total.failed > 0 {
        // The reason is printed above, and the count must be the last line.
        std::process::exit(1);
    }
    Ok(())
}

/// The steps in order. With a filter only those that run named tests are left.
fn steps<'a>(place: &'a Place, fast: bool, filter: Option<&'a str>) -> Vec<Step<'a>> {
    let mut steps: Vec<Step<'a>> = Vec::new();
    if filter.is_none() {
        steps.push((
            "format",
            one(move || cargo(place, &["fmt", "--all", "--check"])),
        ));
        steps.push((
            "clippy",
            one(move || {
                let workspace = [
                    "clippy",
                    "--workspace",
                    "--exclude",
                    "front",
                    "--all-targets",
                ];
                cargo(
                    place,
                    &[workspace.as_slice(), &["--", "-D", "warnings"]].concat(),
                )
            }),
        ));
    }
    if filter.is_none() && !fast {
        steps.push((
            "clippy, WebAssembly",
            one(move || {
                rust::wasm_target()?;
                let front = [
                    "clippy",
                    "--package",
                    "front",
                    "--package",
                    "shared",
                    "--target",
                    rust::WASM,
                ];
                cargo(
                    place,
                    &[front.as_slice(), &["--", "-D", "warnings"]].concat(),
                )
            }),
        ));
    }
    steps.push((
        "unit, route and store tests",
        Box::new(move || native(place, fast, filter)),
    ));
    if filter.is_none() && !fast {
        steps.push((
            "the engine in two machines",
            Box::new(move || engine::compare(place)),
        ));
    }
    if !fast {
        steps.push(("browser tests", Box::new(move || browsers(place, filter))));
    }
    steps
}

/// A step that is one check: it passes or it fails.
fn one<'a>(work: impl FnOnce() -> Result<()> + 'a) -> Box<dyn FnOnce() -> Result<Count> + 'a> {
    Box::new(move || {
        work().map(|()| Count {
            passed: 1,
            failed: 0,
        })
    })
}

fn cargo(place: &Place, words: &[&str]) -> Result<()> {
    programs::run(place.cargo().args(words))
}

/// The Rust tests, with a PostgreSQL of their own where one can be had.
fn native(place: &Place, fast: bool, filter: Option<&str>) -> Result<Count> {
    // The components are held to the fixtures that the design system's package brings.
    node::packages(place)?;
    let cluster = if fast {
        say::line("· without PostgreSQL and strace: --fast");
        None
    } else {
        optional(strace::find(), "DOORSTEP_REQUIRE_STRACE", "the strace test")?;
        optional(
            Cluster::start(),
            "DOORSTEP_REQUIRE_POSTGRES",
            "the PostgreSQL tests",
        )?
    };
    let mut cargo = place.cargo();
    cargo.args(TESTED).arg("--no-fail-fast");
    cargo.args(filter);
    match &cluster {
        Some(cluster) => cargo.env("DOORSTEP_TEST_POSTGRES", &cluster.url),
        None => cargo.env_remove("DOORSTEP_TEST_POSTGRES"),
    };
    count::watch(&mut cargo, count::cargo)
}

/// The journeys in a real browser, against the assets that ship.
fn browsers(place: &Place, filter: Option<&str>) -> Result<Count> {
    node::packages(place)?;
    let Some(browser) = optional(
        browser::find(place),
        "DOORSTEP_REQUIRE_BROWSER",
        "the browser tests",
    )?
    else {
        return Ok(Count::default());
    };
    let site = assets::build(place)?;
    // The step before built the program in just this shape; then this takes no time.
    cargo(
        place,
        &[TESTED.as_slice(), &["--no-run", "--quiet"]].concat(),
    )?;
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
