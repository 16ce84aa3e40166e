//! cargo-machete, which reports unused dependencies.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::workspace::Workspace;
use crate::{console, programs};

/// Versions report different findings, so every machine uses this one.
const VERSION: &str = "0.9.2";

const PROGRAM: &str = "cargo-machete";

/// Finds this version on `PATH` or in the target folder, and installs it in the latter if it is
/// missing. Leaves another version on `PATH` alone.
///
/// # Errors
/// If it cannot be installed.
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
    console::step(&format!("cargo install {PROGRAM}"), || {
        // A low optimisation level halves the build time and is fast enough.
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
