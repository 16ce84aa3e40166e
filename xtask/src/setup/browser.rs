//! Finds or installs a Chromium for the browser tests.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, anyhow};

use super::{debian, node};
use crate::workspace::Workspace;
use crate::{console, programs};

/// Headless Chromium renders the same pages with a third less work, which is most of the time
/// the tests take.
const SHELL: &str = "chromium-headless-shell";

/// The names under which Chromium is installed.
const NAMES: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Finds a browser that starts: the headless shell if it installs at once; otherwise one on
/// `PATH`, then Playwright's own, then one from apt.
///
/// # Errors
/// If none can be found; the message says what to install.
pub fn find(workspace: &Workspace) -> Result<PathBuf> {
    if let Some(found) = shell()
        .or_else(installed)
        .or_else(|| playwright_browser(workspace))
    {
        return Ok(found);
    }
    let downloaded = console::step("playwright install chromium", || {
        let mut install = node::tool(workspace, "playwright");
        install.args(["install", "chromium"]);
        if debian::root() {
            install.arg("--with-deps");
        }
        programs::output(&mut install)
    });
    if downloaded.is_ok()
        && let Some(found) = playwright_browser(workspace)
    {
        return Ok(found);
    }
    let installing = debian::install("chromium");
    installed().ok_or_else(|| {
        let why = installing
            .err()
            .map(|error| format!(" ({error:#})"))
            .unwrap_or_default();
        anyhow!(
            "there is no browser for the tests: install Chromium so that `chromium` is on PATH{why}"
        )
    })
}

/// Finds Chromium itself, for what the headless shell does not have: pages kept in memory.
///
/// # Errors
/// If it is not on `PATH` and apt cannot install it.
pub fn whole() -> Result<PathBuf> {
    if let Some(found) = installed() {
        return Ok(found);
    }
    debian::install("chromium")?;
    installed().context("Chromium does not start")
}

/// Finds it on `PATH`, or installs it if apt can do so without updating its lists.
fn shell() -> Option<PathBuf> {
    let on_path = || programs::on_path(&[SHELL]).filter(|browser| can_start(browser));
    on_path().or_else(|| {
        debian::install_at_once(SHELL).ok()?;
        on_path()
    })
}

fn installed() -> Option<PathBuf> {
    programs::on_path(&NAMES)
        .or_else(|| Some(PathBuf::from("/usr/bin/chromium")))
        .filter(|browser| can_start(browser))
}

/// Playwright's own browser, if it has been downloaded.
fn playwright_browser(workspace: &Workspace) -> Option<PathBuf> {
    let script = "process.stdout.write(require('playwright-core').chromium.executablePath())";
    programs::output(
        Command::new("node")
            .args(["-e", script])
            .current_dir(workspace.npm()),
    )
    .ok()
    .map(PathBuf::from)
    .filter(|browser| can_start(browser))
}

/// A browser can be installed without its libraries, so it must print its version.
fn can_start(browser: &Path) -> bool {
    browser.is_file() && programs::output(Command::new(browser).arg("--version")).is_ok()
}
