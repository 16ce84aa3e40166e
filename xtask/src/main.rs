//! Doorstep's only build tool: `cargo xtask run | test | campaign | fuzz | audit | sbom | bench |
//! size | assets`.
//!
//! `setup/` finds or installs what the commands need, `assets/` builds everything the browser
//! loads, and each command has a file or folder of its own name. To add a command, add its
//! file, a variant of [`Task`] and its arm in `main`.

mod assets;
mod audit;
mod bench;
mod campaign;
mod console;
mod fuzz;
mod programs;
mod run;
mod sbom;
mod setup;
mod size;
mod test;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Builds, runs, tests and measures Doorstep.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serve http://localhost:3000 with demonstration councils and a demonstration back office
    Run {
        /// Build the server with optimisations, as deployed
        #[arg(long)]
        release: bool,
    },
    /// Run every check a change must pass; `.ci/run` calls this
    Test(test::Selection),
    /// Run the fault tests at their full size and print their figures
    Campaign {
        /// Run only the campaigns with these names: kills, crowded or unread; all by default
        only: Vec<String>,
    },
    /// Send generated hostile input to the server and its readers of files
    Fuzz(fuzz::Selection),
    /// Check licences and sources of everything used, and known vulnerabilities
    Audit {
        /// A copy of the RustSec advisory database: a folder or a .tar.gz
        database: Option<PathBuf>,
    },
    /// Write a software bill of materials (CycloneDX JSON)
    Sbom {
        /// The file to write; target/sbom.cdx.json by default
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Measure the release build over HTTP and print the results
    Bench {
        /// Run only the measurements with these names; all of them by default
        only: Vec<String>,
    },
    /// Print the size of everything the browser loads; fail if it exceeds a budget
    Size,
    /// Build the stylesheet, scripts and WebAssembly under hashed names
    Assets,
}

fn main() -> ExitCode {
    let task = Arguments::parse().task;
    let done = workspace::Workspace::find().and_then(|workspace| match task {
        Task::Run { release } => run::run(&workspace, release),
        Task::Test(selection) => test::test(&workspace, &selection),
        Task::Campaign { only } => campaign::campaign(&workspace, &only),
        Task::Fuzz(selection) => fuzz::fuzz(&workspace, &selection),
        Task::Audit { database } => audit::audit(&workspace, database.as_deref()),
        Task::Sbom { out } => sbom::sbom(&workspace, out.as_deref()),
        Task::Bench { only } => bench::bench(&workspace, &only),
        Task::Size => size::size(&workspace),
        Task::Assets => assets::build(&workspace).map(|site| {
            console::line(&format!(
                "{} assets in {}",
                site.names.len(),
                site.folder.display()
            ));
        }),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&error);
            ExitCode::FAILURE
        }
    }
}
