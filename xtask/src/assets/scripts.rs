//! Builds the two scripts: `page.js` for every page, `boot.js` for pages with an island.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::{Asset, Inputs};
use crate::programs;
use crate::setup::node;
use crate::workspace::Workspace;

/// The placeholders in `boot.js` and the assets whose hashed names replace them.
const NAMES: [(&str, &str); 2] = [
    ("__FRONT_JS__", "front.js"),
    ("__FRONT_WASM__", "front_bg.wasm"),
];

pub fn page_inputs(workspace: &Workspace) -> Result<Inputs> {
    Inputs::new()
        .text(include_str!("scripts.rs"))
        .file(&workspace.npm().join("package-lock.json"))?
        .file(&workspace.root.join("app/page.js"))?
        .file(&workspace.root.join("app/stay.js"))
}

pub fn page(workspace: &Workspace) -> Result<Vec<Asset>> {
    let bytes = bundle(workspace, &workspace.root.join("app/page.js"))?;
    Ok(vec![Asset {
        name: "page.js",
        bytes,
    }])
}

pub fn boot_inputs(workspace: &Workspace, made: &BTreeMap<String, String>) -> Result<Inputs> {
    let mut inputs = Inputs::new()
        .text(include_str!("scripts.rs"))
        .file(&workspace.npm().join("package-lock.json"))?
        .file(&workspace.root.join("app/boot.js"))?;
    for (_, plain) in NAMES {
        inputs = inputs.text(made.get(plain).map_or("", String::as_str));
    }
    Ok(inputs)
}

pub fn boot(workspace: &Workspace, made: &BTreeMap<String, String>) -> Result<Vec<Asset>> {
    let bytes = bundle(workspace, &workspace.root.join("app/boot.js"))?;
    let mut text = String::from_utf8(bytes).context("app/boot.js is not UTF-8")?;
    for (mark, plain) in NAMES {
        let hashed = made
            .get(plain)
            .with_context(|| format!("{plain} was not made"))?;
        if !text.contains(mark) {
            bail!("app/boot.js does not name {mark}");
        }
        text = text.replace(mark, hashed);
    }
    Ok(vec![Asset {
        name: "boot.js",
        bytes: text.into_bytes(),
    }])
}

/// Bundles and minifies a module; esbuild resolves packages from the npm project, whatever
/// folder the module is in.
pub fn bundle(workspace: &Workspace, module: &Path) -> Result<Vec<u8>> {
    let made = workspace.target.join("site-bundle.js");
    programs::output(
        node::tool(workspace, "esbuild")
            .arg(module)
            .args(["--bundle", "--minify", "--format=esm", "--target=es2020"])
            .args([
                "--charset=utf8",
                "--legal-comments=none",
                "--log-level=warning",
            ])
            .arg(format!("--outfile={}", made.display())),
    )
    .with_context(|| format!("{} does not bundle", module.display()))?;
    fs::read(&made).with_context(|| format!("cannot read {}", made.display()))
}
