//! The only build tool of Doorstep: `cargo xtask run | test | bench | size | assets`.
//!
//! `setup/` finds or fetches what a machine lacks, `assets/` makes everything a browser
//! loads, and each command is a file or folder of its own name. To add a command, add an
//! arm to [`Task`], one to `main`, and its file.

mod assets;
mod bench;
mod programs;
mod run;
mod say;
mod setup;
mod size;
mod test;
mod workspace;

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
        /// Build the server with optimisation, as it is deployed
        #[arg(long)]
        release: bool,
    },
    /// Run everything that must pass before a change is taken: what `.ci/run` calls
    Test(test::Wanted),
    /// Measure the release build over HTTP and print what was found
    Bench {
        /// Measure only what has one of these names; none means everything
        only: Vec<String>,
    },
    /// Print the size of everything a browser loads; fail when it is over its budget
    Size,
    /// Make the stylesheet, the scripts and the WebAssembly, each under its hashed name
    Assets,
}

fn main() -> ExitCode {
    let task = Arguments::parse().task;
    let done = workspace::Workspace::find().and_then(|workspace| match task {
        Task::Run { release } => run::run(&workspace, release),
        Task::Test(wanted) => test::test(&workspace, &wanted),
        Task::Bench { only } => bench::bench(&workspace, &only),
        Task::Size => size::size(&workspace),
        Task::Assets => assets::build(&workspace).map(|site| {
            say::line(&format!(
                "{} assets in {}",
                site.names.len(),
                site.folder.display()
            ));
        }),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(mistake) => {
            say::mistake(&mistake);
            ExitCode::FAILURE
        }
    }
}
