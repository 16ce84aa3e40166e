//! Builds the islands as WebAssembly, with the JavaScript glue that loads them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::{Asset, Inputs, scripts};
use crate::setup::rust::WASM;
use crate::workspace::Workspace;
use crate::{console, programs};

/// The release profile; the browser tests use it too, so that they test what is deployed.
const PROFILE: &str = "wasm-release";

/// Compiles `app/wasm`. Cargo detects changes: it tracks every file it reads.
pub fn compile(workspace: &Workspace) -> Result<PathBuf> {
    let cargo = || {
        let mut cargo = workspace.cargo();
        cargo.args([
            "build",
            "--profile",
            PROFILE,
            "--package",
            "front",
            "--target",
            WASM,
        ]);
        cargo
    };
    console::step("cargo build, WebAssembly", || programs::run(&mut cargo()))?;
    Ok(workspace.target.join(WASM).join(PROFILE).join("front.wasm"))
}

pub fn inputs(workspace: &Workspace, program: &Path) -> Result<Inputs> {
    Inputs::new()
        .text(include_str!("wasm.rs"))
        .text(include_str!("scripts.rs"))
        .file(&workspace.npm().join("package-lock.json"))?
        .file(program)
}

/// Runs wasm-bindgen as a library, so that its version always matches the crate's.
pub fn bind(workspace: &Workspace, program: &Path) -> Result<Vec<Asset>> {
    let folder = workspace.target.join("site-bindgen");
    if folder.exists() {
        fs::remove_dir_all(&folder).context("cannot empty target/site-bindgen")?;
    }
    Bindgen::new()
        .input_path(program)
        .web(true)?
        .typescript(false)
        .out_name("front")
        // `boot.js` always passes the program's URL, so the glue needs no default.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen failed")?;
    Ok(vec![
        Asset {
            name: "front.js",
            // Bundling also includes the snippets that crates provide.
            bytes: scripts::bundle(workspace, &folder.join("front.js"))?,
        },
        Asset {
            name: "front_bg.wasm",
            bytes: fs::read(folder.join("front_bg.wasm"))
                .context("wasm-bindgen wrote no program")?,
        },
    ])
}
