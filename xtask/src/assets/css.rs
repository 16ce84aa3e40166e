//! Compiles the stylesheet with npm's `sass` and the design system on its load path, and takes from
//! it what a page carries itself.

use std::fs;

use anyhow::{Context, Result, bail};

use super::{Asset, Inputs, compress, critical};
use crate::programs;
use crate::setup::node;
use crate::workspace::Workspace;

/// Limit for what every first page carries, brotli, in bytes.
const CRITICAL_LIMIT: usize = 4 * 1024;

pub fn inputs(workspace: &Workspace) -> Result<Inputs> {
    Inputs::new()
        .text(include_str!("css.rs"))
        .text(include_str!("critical.rs"))
        .file(&workspace.npm().join("package-lock.json"))?
        .folder(&workspace.root.join("style"))
}

pub fn build(workspace: &Workspace) -> Result<Vec<Asset>> {
    let css = programs::output(
        node::tool(workspace, "sass")
            .args(["--style=compressed", "--no-source-map", "--quiet-deps"])
            .arg("--load-path=node_modules")
            .arg(workspace.root.join("style/main.scss")),
    )
    .context("style/main.scss does not compile")?;
    check(&css)?;
    let list = fs::read_to_string(workspace.root.join("style/critical.txt"))
        .context("cannot read style/critical.txt")?;
    let critical = critical(&css, &list)?;
    let asset = |name, css: String| Asset {
        name,
        bytes: css.into_bytes(),
    };
    Ok(vec![
        asset("critical.css", critical),
        asset("main.css", css),
    ])
}

fn critical(css: &str, list: &str) -> Result<String> {
    let classes = critical::classes(list);
    if let Some(unknown) = classes
        .iter()
        .find(|class| !css.contains(&format!(".{class}")))
    {
        bail!("style/critical.txt lists {unknown}, which has no style");
    }
    // Sass begins with a byte order mark.
    let critical = critical::of(css.trim_start_matches('\u{feff}'), &classes);
    let size = compress::brotli(critical.as_bytes())?.len();
    if size > CRITICAL_LIMIT {
        bail!(
            "what pages carry of the stylesheet is {size} bytes, more than {CRITICAL_LIMIT}: \
             shorten style/critical.txt"
        );
    }
    Ok(critical)
}

/// GDS Transport is licensed to central government services only.
fn check(css: &str) -> Result<()> {
    if css.contains("GDS Transport") {
        bail!(
            "the stylesheet names GDS Transport, which is not ours to use: set $govuk-font-family and \
             $govuk-include-default-font-face in style/main.scss"
        );
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stylesheet_with_the_typeface_of_gov_uk_is_refused() {
        assert!(check("body{font-family:\"GDS Transport\",arial}").is_err());
        assert!(check("body{font-family:Arial,sans-serif}").is_ok());
    }
}
