//! Where things are: the workspace and what is built from it.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::programs;

/// The folders every command works with, as cargo itself sees them.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The root of the workspace.
    pub root: PathBuf,
    /// Where cargo builds; it respects `CARGO_TARGET_DIR`.
    pub target: PathBuf,
}

#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    target_directory: PathBuf,
}

impl Workspace {
    /// Asks cargo, so that every way of moving the target folder is respected.
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

    /// The npm project: the assets' tools and the browser tests share one lock file.
    pub fn npm(&self) -> PathBuf {
        self.root.join("e2e")
    }

    /// What a browser loads, under hashed names, with `manifest.json`.
    pub fn site(&self) -> PathBuf {
        self.target.join("site")
    }

    /// The server's program, as built by `cargo build` with or without `--release`.
    pub fn doorstep(&self, release: bool) -> PathBuf {
        self.built("doorstep", release)
    }

    /// The program of the demonstration back office, built likewise.
    pub fn back_office(&self, release: bool) -> PathBuf {
        self.built("demo-back-office", release)
    }

    fn built(&self, program: &str, release: bool) -> PathBuf {
        self.target
            .join(if release { "release" } else { "debug" })
            .join(program)
    }

    /// A cargo command that works on this workspace.
    pub fn cargo(&self) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(&self.root);
        cargo
    }
}
