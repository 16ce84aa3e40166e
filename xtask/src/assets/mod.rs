//! Builds everything the browser loads into `target/site`:
//!
//! | file here | output |
//! |---|---|
//! | `css` | `main-….css` from `style/main.scss` |
//! | `critical` | `critical-….css`, the part of it that pages carry, from `style/critical.txt` |
//! | `scripts` | `page-….js` and `boot-….js` from `app/page.js` and `app/boot.js` |
//! | `wasm` | `front-….js` and `front_bg-….wasm` from `app/wasm` |
//! | `compress` | the `.br` and `.gz` beside each of them |
//! | `stamps` | records the inputs of each step, so that an unchanged step is skipped |
//!
//! Names include the first eight hex digits of the content's SHA-256, so the server can have them
//! cached for ever; `manifest.json` maps plain names to hashed ones. To add an asset, add a step
//! to [`build`] that returns its plain name and bytes.

mod compress;
mod critical;
mod css;
mod scripts;
mod stamps;
mod wasm;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::setup::{node, rust};
use crate::workspace::Workspace;
use stamps::{Inputs, Stamps};

/// One file for the browser, under its plain name.
pub struct Asset {
    /// For example `main.css`.
    pub name: &'static str,
    /// The content as served, uncompressed.
    pub bytes: Vec<u8>,
}

/// The result of a build.
#[derive(Debug)]
pub struct Site {
    /// The folder with the files.
    pub folder: PathBuf,
    /// Plain name to hashed name: the content of `manifest.json`.
    pub names: BTreeMap<String, String>,
}

/// Builds every asset that is missing or whose sources have changed.
///
/// # Errors
/// If a tool is missing or a source is invalid; the last good `manifest.json` is left in place.
pub fn build(workspace: &Workspace) -> Result<Site> {
    rust::wasm_target()?;
    node::packages(workspace)?;

    let folder = workspace.site();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    // Two concurrent builds would remove each other's files. The lock is released on exit.
    let lock =
        File::create(workspace.target.join("site.lock")).context("cannot make target/site.lock")?;
    lock.lock().context("cannot lock target/site.lock")?;

    let mut stamps = Stamps::open(workspace)?;
    let favicon = Inputs::new().file(&workspace.root.join("style/assets/favicon.svg"))?;
    stamps.step("favicon", favicon, || {
        let bytes = fs::read(workspace.root.join("style/assets/favicon.svg"))?;
        Ok(vec![Asset {
            name: "favicon.svg",
            bytes,
        }])
    })?;
    stamps.step("stylesheet", css::inputs(workspace)?, || {
        css::build(workspace)
    })?;
    stamps.step("page script", scripts::page_inputs(workspace)?, || {
        scripts::page(workspace)
    })?;
    let program = wasm::compile(workspace)?;
    stamps.step("WebAssembly", wasm::inputs(workspace, &program)?, || {
        wasm::bind(workspace, &program)
    })?;
    let front = stamps.names();
    stamps.step(
        "start script",
        scripts::boot_inputs(workspace, &front)?,
        || scripts::boot(workspace, &front),
    )?;

    let names = stamps.names();
    write_manifest(&folder, &names)?;
    stamps.close()?;
    sweep(&folder, &names)?;
    Ok(Site { folder, names })
}

/// Writes the manifest last and atomically, so that a reader never sees a name without its file.
fn write_manifest(folder: &std::path::Path, names: &BTreeMap<String, String>) -> Result<()> {
    let manifest = folder.join("manifest.json");
    let text = format!("{}\n", serde_json::to_string_pretty(names)?);
    if fs::read_to_string(&manifest).is_ok_and(|found| found == text) {
        return Ok(());
    }
    let fresh = folder.join("manifest.json.new");
    fs::write(&fresh, text).context("cannot write manifest.json")?;
    fs::rename(&fresh, &manifest).context("cannot write manifest.json")
}

/// Removes files that are not in the manifest.
fn sweep(folder: &std::path::Path, names: &BTreeMap<String, String>) -> Result<()> {
    let mut current = BTreeSet::from(["manifest.json".to_owned()]);
    for name in names.values() {
        current.extend([name.clone(), format!("{name}.br"), format!("{name}.gz")]);
    }
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !current.contains(entry.file_name().to_string_lossy().as_ref()) {
            fs::remove_file(entry.path())
                .with_context(|| format!("cannot remove {}", entry.path().display()))?;
        }
    }
    Ok(())
}
