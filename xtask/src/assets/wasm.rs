//! The islands as WebAssembly, with the glue that loads it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

use super::{Asset, Inputs, scripts};
use crate::setup::rust::WASM;
use crate::workspace::Workspace;
use crate::{programs, say};

/// The profile that ships; the tests use it too, so that they test what ships.
const PROFILE: &str = "wasm-release";

/// Compiles `app/wasm`. What is unchanged is cargo's to know: it sees every file that was read.
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
    say::step("cargo build, WebAssembly", || programs::run(&mut cargo()))?;
    Ok(workspace.target.join(WASM).join(PROFILE).join("front.wasm"))
}

pub fn inputs(workspace: &Workspace, program: &Path) -> Result<Inputs> {
    Inputs::new()
        .text(include_str!("wasm.rs"))
        .text(include_str!("scripts.rs"))
        .file(&workspace.npm().join("package-lock.json"))?
        .file(program)
}

/// Runs wasm-bindgen as a library of the same version as the crate, so no other can be met.
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
        // `boot.js` always says where the program is; the glue need not guess.
        .omit_default_module_path(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(&folder)
        .context("wasm-bindgen failed")?;
    Ok(vec![
        Asset {
            name: "front.js",
            // Bundling also takes in the snippets that crates bring along.
            bytes: scripts::bundle(workspace, &folder.join("front.js"))?,
        },
        Asset {
            name: "front_bg.wasm",
            bytes: fs::read(folder.join("front_bg.wasm"))
                .context("wasm-bindgen wrote no program")?,
        },
    ])
}
