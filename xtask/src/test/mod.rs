//! `cargo xtask test`: every check a change must pass, the quickest to fail first.
//!
//! `steps` implements the steps; `dependencies` finds unused dependencies; `count` counts the
//! tests a program ran; `engine` compares the form engine natively and as WebAssembly. To add a
//! step, write its function in `steps` (or in a file of its own) and add it to [`STEPS`].

mod count;
mod dependencies;
mod engine;
mod steps;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;

use crate::workspace::Workspace;
use crate::{audit, console};
use count::Count;

/// Which tests to run.
#[derive(Args)]
pub struct Selection {
    /// Leave out PostgreSQL, WebAssembly and the browser
    #[arg(long)]
    fast: bool,
    /// Run one step only: format, dependencies, licences, clippy, wasm, rust, engine or browser
    #[arg(long)]
    step: Option<String>,
    /// Run only the tests whose name contains this
    filter: Option<String>,
}

/// One step.
struct Step {
    /// The name used by `--step`.
    name: &'static str,
    /// A description for the output.
    what: &'static str,
    /// Whether `--fast` includes it.
    fast: bool,
    /// Whether it runs named tests, which a filter can select.
    named: bool,
    /// Runs it and returns how many tests passed and failed.
    work: fn(&Workspace, &Selection) -> Result<Count>,
}

const STEPS: &[Step] = &[
    Step {
        name: "format",
        what: "format",
        fast: true,
        named: false,
        work: |workspace, _| steps::format(workspace),
    },
    Step {
        name: "dependencies",
        what: "unused dependencies",
        fast: true,
        named: false,
        work: |workspace, _| dependencies::check(workspace),
    },
    Step {
        name: "licences",
        what: "licences and sources",
        fast: true,
        named: false,
        work: |workspace, _| {
            audit::check_licences_and_sources(workspace)?;
            Ok(Count::PASSED)
        },
    },
    Step {
        name: "clippy",
        what: "clippy",
        fast: true,
        named: false,
        work: |workspace, _| steps::clippy(workspace),
    },
    Step {
        name: "wasm",
        what: "clippy, WebAssembly",
        fast: false,
        named: false,
        work: |workspace, _| steps::clippy_wasm(workspace),
    },
    Step {
        name: "rust",
        what: "unit, route and store tests",
        fast: true,
        named: true,
        work: |workspace, selection| {
            steps::rust(workspace, selection.fast, selection.filter.as_deref())
        },
    },
    Step {
        name: "engine",
        what: "the engine in two machines",
        fast: false,
        named: false,
        work: |workspace, _| engine::compare(workspace),
    },
    Step {
        name: "browser",
        what: "browser tests",
        fast: false,
        named: true,
        work: |workspace, selection| steps::browser(workspace, selection.filter.as_deref()),
    },
];

/// Runs the steps until one fails, then prints a summary and, alone on the last line,
/// `N passed, M failed`.
pub fn test(workspace: &Workspace, selection: &Selection) -> Result<()> {
    let mut total = Count::default();
    let mut done: Vec<(&str, Count, Duration)> = Vec::new();
    for step in selected_steps(selection)? {
        console::line(&format!("\n== {}", step.what));
        let began = Instant::now();
        let count = (step.work)(workspace, selection).unwrap_or_else(|why| {
            console::error(&why);
            Count::FAILED
        });
        total += count;
        done.push((step.what, count, began.elapsed()));
        if count.failed > 0 {
            break;
        }
    }
    console::line("");
    for (what, count, taken) in &done {
        let mark = if count.failed > 0 { "FAILED" } else { "ok" };
        let taken = console::seconds(*taken);
        console::line(&format!(
            "{mark:<7} {what:<32} {:>5} {taken:>14}",
            count.passed
        ));
    }
    console::line(&format!("{} passed, {} failed", total.passed, total.failed));
    if total.failed > 0 {
        // The reason is printed above, and the count must be the last line.
        std::process::exit(1);
    }
    Ok(())
}

/// The selected steps in order; with a filter, only those that run named tests.
fn selected_steps(selection: &Selection) -> Result<Vec<&'static Step>> {
    if let Some(name) = &selection.step {
        let Some(step) = STEPS.iter().find(|step| step.name == name) else {
            let names: Vec<_> = STEPS.iter().map(|step| step.name).collect();
            bail!("there is no step `{name}`; there are: {}", names.join(", "));
        };
        return Ok(vec![step]);
    }
    Ok(STEPS
        .iter()
        .filter(|step| step.fast || !selection.fast)
        .filter(|step| step.named || selection.filter.is_none())
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(fast: bool, step: Option<&str>, filter: Option<&str>) -> Vec<&'static str> {
        let selection = Selection {
            fast,
            step: step.map(str::to_owned),
            filter: filter.map(str::to_owned),
        };
        let steps = selected_steps(&selection).expect("known steps");
        steps.into_iter().map(|step| step.name).collect()
    }

    #[test]
    fn every_step_runs_by_default() {
        assert_eq!(names(false, None, None).len(), STEPS.len());
        assert_eq!(
            names(true, None, None),
            ["format", "dependencies", "licences", "clippy", "rust"]
        );
        assert_eq!(names(false, None, Some("bin")), ["rust", "browser"]);
        assert_eq!(names(false, Some("engine"), None), ["engine"]);
    }
}
