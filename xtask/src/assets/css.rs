//! Compiles the stylesheet with npm's `sass` and the design system on its load path.

use anyhow::{Context, Result, bail};

use super::{Asset, Inputs};
use crate::programs;
use crate::setup::node;
use crate::workspace::Workspace;

pub fn inputs(workspace: &Workspace) -> Result<Inputs> {
    Inputs::new()
        .text(include_str!("css.rs"))
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
    Ok(vec![Asset {
        name: "main.css",
        bytes: css.into_bytes(),
    }])
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
