//! strace, used by the test that nothing is acknowledged before it is on disk.

use std::process::Command;

use anyhow::{Context, Result};

use super::debian;
use crate::programs;

/// Checks that strace is installed and permitted to trace.
///
/// # Errors
/// If it is not; the message says what to install or permit.
pub fn find() -> Result<()> {
    if programs::on_path(&["strace"]).is_none() {
        debian::install("strace").context("there is no strace on PATH")?;
    }
    programs::output(Command::new("strace").args(["-f", "-e", "trace=fdatasync", "true"]))
        .map(|_| ())
        .context("strace is here but may not trace: allow ptrace in this container or kernel")
}
