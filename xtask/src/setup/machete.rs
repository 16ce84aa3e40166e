//! cargo-machete, which names the dependencies that a crate does not use.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{programs, say};

/// Another version may judge differently, so every machine uses this one.
const VERSION: &str = "0.9.2";

const PROGRAM: &str = "cargo-machete";

/// The program of this version: the one on `PATH`, else one in the target folder, which is
/// installed when it is missing. What is on `PATH` in another version stays as it is.
///
/// # Errors
/// When it is not here and cannot be installed.
pub fn find(workspace: &Workspace) -> Result<PathBuf> {
    let folder = workspace.target.join("tools");
    let own = folder.join("bin").join(PROGRAM);
    let installed = programs::on_path(&[PROGRAM])
        .into_iter()
        .chain([own.clone()])
        .find(|program| has_version(program));
    if let Some(program) = installed {
        return Ok(program);
    }
    say::step(&format!("cargo install {PROGRAM}"), || {
        // Little optimisation: it builds in half the time, and still runs in a moment.
        let mut install = workspace.cargo();
        install.env("CARGO_PROFILE_DEV_OPT_LEVEL", "1");
        install.args(["install", PROGRAM, "--version", VERSION, "--debug"]);
        programs::output(install.args(["--force", "--root"]).arg(&folder))
    })
    .context("cargo-machete could not be installed: check the network, then run this again")?;
    Ok(own)
}

fn has_version(program: &Path) -> bool {
    programs::output(Command::new(program).arg("--version"))
        .is_ok_and(|version| version.trim() == VERSION)
}
