//! `cargo xtask fuzz`: generated hostile input, as long as one likes. The targets are the tests
//! of `server/tests/it/fuzz/`, which also run for at least two seconds each in `cargo xtask test`.

use std::fs;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, bail};
use clap::Args;

use crate::setup::postgres::Cluster;
use crate::workspace::Workspace;
use crate::{console, programs};

const TARGETS: [&str; 6] = ["form", "json", "callback", "definition", "csv", "settings"];

/// What to run.
#[derive(Args)]
pub struct Selection {
    /// form, json, callback, definition, csv or settings; all of them by default
    target: Option<String>,
    /// How long each runs
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// The seed of the generator, to repeat a run; another one each time by default
    #[arg(long)]
    seed: Option<u64>,
}

pub fn fuzz(workspace: &Workspace, selection: &Selection) -> Result<()> {
    let targets: Vec<&str> = match selection.target.as_deref() {
        None => TARGETS.to_vec(),
        Some(one) if TARGETS.contains(&one) => vec![one],
        Some(other) => bail!(
            "there is no target `{other}`; there are: {}",
            TARGETS.join(", ")
        ),
    };
    let seed = match selection.seed {
        Some(seed) => seed,
        None => SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .context("the clock of this machine is before 1970")?
            .as_secs(),
    };
    let folder = workspace.target.join("fuzz");
    fs::create_dir_all(&folder)?;
    console::line(&format!(
        "· the newest input of each is in {}",
        folder.display()
    ));
    let cluster = Cluster::start();
    if let Err(why) = &cluster {
        console::line(&format!("· on SQLite only: {why:#}"));
    }
    for target in targets {
        let name = format!("{target} for {} s with seed {seed}", selection.seconds);
        console::step(&name, || {
            let mut cargo = workspace.cargo();
            cargo.args(["test", "--package", "server", "--test", "it", "--"]);
            cargo.args([
                &format!("fuzz::{target}::{target}"),
                "--exact",
                "--nocapture",
            ]);
            cargo.env("DOORSTEP_FUZZ_SECONDS", selection.seconds.to_string());
            cargo.env("DOORSTEP_FUZZ_SEED", seed.to_string());
            cargo.env("DOORSTEP_FUZZ_FOLDER", &folder);
            match &cluster {
                Ok(cluster) => cargo.env("DOORSTEP_TEST_POSTGRES", &cluster.url),
                Err(_) => cargo.env_remove("DOORSTEP_TEST_POSTGRES"),
            };
            programs::run(&mut cargo)
        })?;
    }
    Ok(())
}
