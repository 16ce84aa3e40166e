//! libfaketime, used by the test of retention under a moved clock.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::debian;

/// The variant for programs with threads.
const FILE: &str = "faketime/libfaketimeMT.so.1";

/// Returns the library's path.
///
/// # Errors
/// If it is not installed and cannot be; the message says what to install.
pub fn library() -> Result<PathBuf> {
    if let Some(installed) = installed() {
        return Ok(installed);
    }
    debian::install("libfaketime").context("there is no libfaketime")?;
    installed().context("libfaketime is installed, but not in a folder of /usr/lib")
}

/// Debian has a folder for each architecture, other systems have none.
fn installed() -> Option<PathBuf> {
    let folders = fs::read_dir("/usr/lib").ok()?;
    let folders = folders.filter_map(|entry| Some(entry.ok()?.path()));
    let plain = ["/usr/lib", "/usr/local/lib"].map(PathBuf::from);
    folders
        .chain(plain)
        .map(|folder: PathBuf| folder.join(FILE))
        .find(|file: &PathBuf| Path::is_file(file))
}
