//! Checks that the form engine gives the same results natively and as WebAssembly, on the same
//! generated definitions and answers.
//!
//! `shared` has two examples with one body. `engine-cases SEED BLOCKS` prints one hexadecimal
//! digest per line, each for a block of 1,000 cases. `engine-cases-wasm` is its WebAssembly
//! build and exports `digest(seed: u64, block: u32) -> u64`; `#[wasm_bindgen]` exports it without
//! `unsafe` code of our own.

use std::process::Command;

use anyhow::{Context, Result, bail};
use wasm_bindgen_cli_support::Bindgen;

use super::count::Count;
use crate::setup::rust::{self, WASM};
use crate::workspace::Workspace;
use crate::{console, programs};

/// The seed is fixed, so that any difference can be reproduced.
const SEED: &str = "20261122";

/// Blocks of 1,000 cases each.
const BLOCKS: &str = "20";

/// Prints the digest of each block, whether the export has glue or not. `digest` takes and
/// returns 64-bit numbers, hence BigInt.
const SCRIPT: &str = "
const [glue, seed, blocks] = process.argv.slice(1);
const { digest, __wasm } = require(glue);
const made = digest ?? __wasm.digest;
for (let block = 0; block < Number(blocks); block++) {
  console.log(BigInt.asUintN(64, made(BigInt(seed), block)).toString(16));
}";

/// Runs both and compares them block by block; each block counts as one test.
pub fn compare(workspace: &Workspace) -> Result<Count> {
    rust::wasm_target()?;
    let native = console::step("natively", || {
        programs::output(
            workspace
                .cargo()
                .args([
                    "run",
                    "--quiet",
                    "--package",
                    "shared",
                    "--example",
                    "engine-cases",
                ])
                .args(["--", SEED, BLOCKS]),
        )
    })?;
    console::step("cargo build, WebAssembly", || {
        programs::run(
            workspace
                .cargo()
                .args([
                    "build",
                    "--package",
                    "shared",
                    "--example",
                    "engine-cases-wasm",
                ])
                .args(["--target", WASM]),
        )
    })?;
    let folder = workspace.target.join("engine-cases");
    Bindgen::new()
        .input_path(
            workspace
                .target
                .join(WASM)
                .join("debug/examples/engine_cases_wasm.wasm"),
        )
        .nodejs(true)?
        .typescript(false)
        .out_name("engine_cases")
        .generate(&folder)
        .context("wasm-bindgen failed")?;
    let wasm = console::step("as WebAssembly in Node", || {
        programs::output(
            Command::new("node")
                .args(["--eval", SCRIPT, "--"])
                .arg(folder.join("engine_cases.js"))
                .args([SEED, BLOCKS]),
        )
    })?;
    count(&native, &wasm)
}

fn count(native: &str, wasm: &str) -> Result<Count> {
    let (native, wasm) = (digests(native)?, digests(wasm)?);
    if native.is_empty() || native.len() != wasm.len() {
        bail!(
            "{} blocks natively, {} as WebAssembly",
            native.len(),
            wasm.len()
        );
    }
    let mut count = Count::default();
    for (block, (here, there)) in native.iter().zip(&wasm).enumerate() {
        if here == there {
            count.passed += 1;
        } else {
            console::line(&format!(
                "block {block} of seed {SEED}: {here:016x} natively, {there:016x} as WebAssembly"
            ));
            count.failed += 1;
        }
    }
    Ok(count)
}

fn digests(text: &str) -> Result<Vec<u64>> {
    text.split_whitespace()
        .map(|line| Ok(u64::from_str_radix(line, 16)?))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_block_that_differs_is_one_failure() {
        let same = count("0a\n0b\n", "000a\n000b\n").expect("both are digests");
        assert_eq!(
            same,
            Count {
                passed: 2,
                failed: 0
            }
        );
        let differs = count("0a\n0b\n", "0a\n0c\n").expect("both are digests");
        assert_eq!(
            differs,
            Count {
                passed: 1,
                failed: 1
            }
        );
    }

    #[test]
    fn no_block_is_a_failure() {
        assert!(count("", "").is_err());
        assert!(count("0a\n", "").is_err());
    }
}
