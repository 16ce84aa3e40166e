//! Checks that every declared dependency is used: by its crate and, for
//! `[workspace.dependencies]`, by at least one crate.
//!
//! cargo-machete checks the dependencies of each crate. It ignores dev-dependencies and the
//! workspace table, which are checked here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::count::Count;
use crate::programs;
use crate::setup::machete;
use crate::workspace::Workspace;

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `dev`, `build`, or `None` for an ordinary dependency.
    kind: Option<String>,
}

/// Fails if a dependency is unused, and names it.
pub fn check(workspace: &Workspace) -> Result<Count> {
    let machete = machete::find(workspace)?;
    programs::run(Command::new(machete).arg(&workspace.root))?;

    let metadata =
        programs::output(
            workspace
                .cargo()
                .args(["metadata", "--no-deps", "--format-version=1"]),
        )?;
    let metadata: Metadata =
        serde_json::from_str(&metadata).context("cannot read what cargo metadata printed")?;
    let manifest = fs::read_to_string(workspace.root.join("Cargo.toml"))
        .context("cannot read the workspace's Cargo.toml")?;
    let mut unused = Vec::new();
    for package in &metadata.packages {
        let folder = package.manifest_path.parent().context("no folder")?;
        for name in unused_in_tests(package, &sources(folder)?) {
            unused.push(format!("{name} in the tests of {}", package.name));
        }
    }
    for name in unused_lines(&manifest, &metadata)? {
        unused.push(format!("{name} in [workspace.dependencies]"));
    }
    if !unused.is_empty() {
        bail!("unused dependencies: {}", unused.join(", "));
    }
    Ok(Count::PASSED)
}

/// The `[dev-dependencies]` that the sources do not mention.
fn unused_in_tests<'p>(package: &'p Package, sources: &str) -> Vec<&'p str> {
    package
        .dependencies
        .iter()
        .filter(|dependency| dependency.kind.as_deref() == Some("dev"))
        .map(|dependency| dependency.name.as_str())
        .filter(|name| !sources.contains(&name.replace('-', "_")))
        .collect()
}

/// The names in `[workspace.dependencies]` that no package depends on.
fn unused_lines(manifest: &str, metadata: &Metadata) -> Result<Vec<String>> {
    let manifest: toml::Table = manifest.parse().context("Cargo.toml is not TOML")?;
    let used: BTreeSet<&str> = metadata
        .packages
        .iter()
        .flat_map(|package| &package.dependencies)
        .map(|dependency| dependency.name.as_str())
        .collect();
    let declared = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("dependencies"))
        .and_then(toml::Value::as_table)
        .context("Cargo.toml has no [workspace.dependencies]")?;
    Ok(declared
        .keys()
        .filter(|name| !used.contains(name.as_str()))
        .cloned()
        .collect())
}

/// The concatenated Rust sources below a folder.
fn sources(folder: &Path) -> Result<String> {
    let mut text = String::new();
    for entry in fs::read_dir(folder).with_context(|| format!("{}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() && !path.ends_with("target") {
            text += &sources(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            text += &fs::read_to_string(&path)?;
        }
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> Metadata {
        serde_json::from_str(
            r#"{"packages": [{"name": "shared", "manifest_path": "shared/Cargo.toml",
                "dependencies": [{"name": "serde", "kind": null},
                    {"name": "any-spawner", "kind": "dev"}, {"name": "proptest", "kind": "dev"}]}]}"#,
        )
        .expect("it is of this shape")
    }

    #[test]
    fn a_dependency_of_tests_that_no_source_names_is_unused() {
        let package = &metadata().packages[0];
        let sources = "use any_spawner::Executor;\n";
        assert_eq!(unused_in_tests(package, sources), ["proptest"]);
    }

    #[test]
    fn a_workspace_dependency_that_no_crate_declares_is_unused() {
        let manifest =
            "[workspace.dependencies]\nserde = \"1\"\nproptest = \"1\"\ntoml_edit = \"0.25\"\n";
        let unused = unused_lines(manifest, &metadata()).expect("it is TOML");
        assert_eq!(unused, ["toml_edit"]);
    }
}
