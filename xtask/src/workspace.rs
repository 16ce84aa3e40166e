//! The paths of the workspace and its build output.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::programs;

/// The folders used by every command, as reported by cargo.
#[derive(Debug, Clone)]
pub struct Workspace {
    pub root: PathBuf,
    /// Cargo's build folder; respects `CARGO_TARGET_DIR`.
    pub target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// Asks cargo, which respects every way of moving the target folder.
    pub fn find() -> Result<Self> {
        let answer = programs::output(Command::new("cargo").args([
            "metadata",
            "--no-deps",
            "--format-version=1",
        ]))?;
        let metadata: Metadata = serde_json::from_str(&answer)
            .context("cargo metadata gave an answer we cannot read")?;
        Ok(Self {
            root: metadata.workspace_root,
            target: metadata.target_directory,
        })
    }

    /// The npm project: the asset tools and the browser tests share one lock file.
    pub fn npm(&self) -> PathBuf {
        self.root.join("e2e")
    }

    /// The built assets under hashed names, with `manifest.json`.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The server binary built by `cargo build`, with or without `--release`.
    pub fn doorstep(&self, release: bool) -> PathBuf {
        self.built("doorstep", release)
    }

    /// The binary of the demonstration back office, built in the same way.
    pub fn back_office(&self, release: bool) -> PathBuf {
        self.built("demo-back-office", release)
    }

    fn built(&self, program: &str, release: bool) -> PathBuf {
        self.target
            .join(if release { "release" } else { "debug" })
            .join(program)
    }

    /// Returns a cargo command that runs in this workspace.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.root);
        cargo
    }
}
