//! Pages in a browser on a phone with a slow line: 562 ms, 1,475 kbit/s, a quarter of this
//! machine's speed. `e2e/slow-line.mjs` measures; medians are printed with every value.

use std::process::Command;

use anyhow::{Context, Result};

use super::Built;
use super::served::{Server, prepare};
use crate::programs;
use crate::setup::browser;

/// Prints the first page's bytes and paints, and the island's times.
pub fn times(built: &Built) -> Result<()> {
    prepare(built, &[])?;
    let browser = browser::find(&built.workspace)?;
    let server = Server::start(built, &[])?;
    programs::run(
        Command::new("node")
            .arg("slow-line.mjs")
            .arg(format!("http://localhost:{}", server.address.port()))
            .arg(browser)
            .current_dir(built.workspace.npm()),
    )
    .context("the browser did not get through")?;
    server.stop()
}
