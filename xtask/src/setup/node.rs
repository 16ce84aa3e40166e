//! Node and the npm packages of the only lock file, `e2e/package-lock.json`.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::workspace::Workspace;
use crate::{console, programs};

/// The oldest Node version that the stylesheet compiler supports.
const MIN_VERSION: (u32, u32) = (20, 19);

/// Installs exactly the packages of the lock file, unless they are already installed.
pub fn packages(workspace: &Workspace) -> Result<()> {
    version()?;
    let lock = fs::read(workspace.npm().join("package-lock.json"))
        .context("e2e/package-lock.json is missing: take it from the repository")?;
    let wanted = hex::encode(Sha256::digest(&lock));
    let stamp = workspace.npm().join("node_modules/.doorstep-lock");
    if fs::read_to_string(&stamp).is_ok_and(|found| found == wanted) {
        return Ok(());
    }
    console::step("npm ci", || {
        programs::run(
            Command::new("npm")
                .args(["ci", "--loglevel=error"])
                .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
                .current_dir(workspace.npm()),
        )
    })
    .context("the npm packages could not be installed: check the network, then run this again")?;
    fs::write(&stamp, wanted).context("cannot note that the npm packages are installed")
}

/// Returns a command for one of the installed npm programs, run in the npm project.
pub fn tool(workspace: &Workspace, name: &str) -> Command {
    let program: PathBuf = workspace.npm().join("node_modules/.bin").join(name);
    let mut command = Command::new(program);
    command
        .current_dir(workspace.npm())
        .env("NODE_PATH", workspace.npm().join("node_modules"));
    command
}

fn version() -> Result<()> {
    let installed = programs::output(Command::new("node").arg("--version"))
        .context("Node is missing: install Node 20 (20.19 or later) with npm")?;
    if new_enough(installed.trim()) {
        return Ok(());
    }
    bail!(
        "Node {} is too old: install Node {}.{} or later",
        installed.trim(),
        MIN_VERSION.0,
        MIN_VERSION.1
    )
}

/// Reads a version such as `v20.20.2`; an unreadable one is not new enough.
fn new_enough(version: &str) -> bool {
    let mut parts = version
        .trim_start_matches('v')
        .split('.')
        .map(|part| part.parse::<u32>().ok());
    match (parts.next().flatten(), parts.next().flatten()) {
        (Some(major), Some(minor)) => (major, minor) >= MIN_VERSION,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_too_old_node_is_refused() {
        assert!(new_enough("v20.19.0"));
        assert!(new_enough("v22.1.0"));
        assert!(!new_enough("v20.9.0"));
        assert!(!new_enough("v18.20.1"));
        assert!(!new_enough("nonsense"));
    }
}
