//! Every crate and every npm package of the lock files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};
use rustsec::Lockfile;
use serde::Deserialize;

use crate::programs;
use crate::setup::rust::WASM;
use crate::workspace::Workspace;

/// Where the server runs.
const LINUX: &str = "x86_64-unknown-linux-gnu";

/// The programs that are delivered, and where they run.
const DELIVERED: [(&str, &str); 2] = [("server", LINUX), ("front", WASM)];

/// Everything that comes from elsewhere.
pub struct Packages {
    pub crates: Vec<Crate>,
    pub npm: Vec<Npm>,
}

/// A crate that is compiled for the server or the browser, for a program or a test.
pub struct Crate {
    pub name: String,
    pub version: String,
    /// `None` for a crate of this workspace.
    pub source: Option<String>,
    /// An SPDX expression.
    pub licence: Option<String>,
    /// SHA-256, hexadecimal.
    pub checksum: Option<String>,
    /// Whether it is part of a delivered program, and not only of its making or its tests.
    pub delivered: bool,
    /// Whether it runs only in the compiler.
    pub is_macro: bool,
    /// The positions of the crates it needs.
    pub needs: Vec<usize>,
}

/// An npm package.
pub struct Npm {
    pub name: String,
    pub version: String,
    pub licence: Option<String>,
    /// As in the lock file: `sha512-` and base64.
    pub integrity: Option<String>,
    /// The address it is fetched from, if the lock file names one.
    pub resolved: Option<String>,
}

impl Packages {
    /// Reads both lock files. Cargo needs no network for it once the workspace was built.
    pub fn read(workspace: &Workspace) -> Result<Packages> {
        let targets = [LINUX, WASM].map(|target| format!("--filter-platform={target}"));
        let metadata = MetadataCommand::new()
            .current_dir(&workspace.root)
            .other_options([&["--locked".to_owned()], targets.as_slice()].concat())
            .exec()?;
        let lock = Lockfile::load(workspace.root.join("Cargo.lock"))?;
        Ok(Packages {
            crates: crates(&metadata, &lock, &delivered(workspace)?)?,
            npm: npm(&fs::read_to_string(
                workspace.npm().join("package-lock.json"),
            )?)?,
        })
    }
}

fn crates(
    metadata: &Metadata,
    lock: &Lockfile,
    delivered: &BTreeSet<(String, String)>,
) -> Result<Vec<Crate>> {
    let needs = needs(metadata)?;
    let place: BTreeMap<&PackageId, usize> = metadata
        .packages
        .iter()
        .enumerate()
        .map(|(place, package)| (&package.id, place))
        .collect();
    let made = |package: &Package| Crate {
        name: package.name.to_string(),
        version: package.version.to_string(),
        source: package.source.as_ref().map(|source| source.repr.clone()),
        licence: package.license.clone(),
        checksum: checksum(lock, package),
        delivered: delivered.contains(&(package.name.to_string(), package.version.to_string())),
        is_macro: package.targets.iter().any(|target| target.is_proc_macro()),
        needs: needs
            .get(&package.id)
            .into_iter()
            .flatten()
            .filter_map(|id| place.get(id).copied())
            .collect(),
    };
    Ok(metadata.packages.iter().map(made).collect())
}

fn checksum(lock: &Lockfile, package: &Package) -> Option<String> {
    let locked = lock.packages.iter().find(|locked| {
        locked.name.as_str() == package.name.as_str() && locked.version == package.version
    });
    locked?.checksum.as_ref().map(|sum| format!("{sum:x}"))
}

type Needs<'m> = BTreeMap<&'m PackageId, Vec<&'m PackageId>>;

/// What each crate needs when it runs: not to be built or tested.
fn needs(metadata: &Metadata) -> Result<Needs<'_>> {
    let resolve = metadata.resolve.as_ref();
    let nodes = &resolve.context("cargo metadata resolved nothing")?.nodes;
    let ordinary = |kinds: &[cargo_metadata::DepKindInfo]| {
        kinds.iter().any(|one| one.kind == DependencyKind::Normal)
    };
    Ok(nodes
        .iter()
        .map(|node| {
            let needed = node.deps.iter().filter(|one| ordinary(&one.dep_kinds));
            (&node.id, needed.map(|one| &one.pkg).collect())
        })
        .collect())
}

/// Names and versions of the crates in the delivered programs. Cargo's metadata also has those
/// that only a feature of another program needs.
fn delivered(workspace: &Workspace) -> Result<BTreeSet<(String, String)>> {
    let mut found = BTreeSet::new();
    for (program, target) in DELIVERED {
        let tree = programs::output(workspace.cargo().args([
            "tree",
            "--locked",
            "--edges=normal",
            "--prefix=none",
            "--format={p}",
            "--package",
            program,
            "--target",
            target,
        ]))?;
        found.extend(tree.lines().filter_map(in_tree));
    }
    Ok(found)
}

/// `serde v1.0.0 (proc-macro) (*)`
fn in_tree(line: &str) -> Option<(String, String)> {
    let mut words = line.split(' ');
    let (name, version) = (words.next()?, words.next()?);
    Some((name.to_owned(), version.strip_prefix('v')?.to_owned()))
}

#[derive(Deserialize)]
struct NpmLock {
    packages: BTreeMap<String, NpmEntry>,
}

#[derive(Deserialize)]
struct NpmEntry {
    version: Option<String>,
    license: Option<String>,
    integrity: Option<String>,
    resolved: Option<String>,
}

fn npm(text: &str) -> Result<Vec<Npm>> {
    let lock: NpmLock = serde_json::from_str(text).context("package-lock.json cannot be read")?;
    let entries = lock.packages.into_iter().filter_map(|(path, entry)| {
        // The project itself has an empty path; a package inside another has the longer one.
        let (_, name) = path.rsplit_once("node_modules/")?;
        Some(Npm {
            name: name.to_owned(),
            version: entry.version.unwrap_or_default(),
            licence: entry.license,
            integrity: entry.integrity,
            resolved: entry.resolved,
        })
    });
    Ok(entries.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_is_a_name_and_a_version() {
        let some = |name: &str, version: &str| Some((name.to_owned(), version.to_owned()));
        assert_eq!(in_tree("serde v1.0.229 (*)"), some("serde", "1.0.229"));
        assert_eq!(in_tree("app v0.1.0 (/src/app)"), some("app", "0.1.0"));
        assert_eq!(in_tree(""), None);
    }

    #[test]
    fn npm_packages_are_read_wherever_they_are_installed() {
        let lock = r#"{"packages": {"": {"name": "e2e", "license": "MIT"},
            "node_modules/@a/b": {"version": "1.0.0", "license": "MIT", "integrity": "sha512-x"},
            "node_modules/@a/b/node_modules/c": {"version": "2.0.0",
                "resolved": "https://elsewhere.example/c.tgz"}}}"#;
        let found = npm(lock).expect("it is a lock file");
        let names: Vec<&str> = found.iter().map(|one| one.name.as_str()).collect();
        assert_eq!(names, ["@a/b", "c"]);
        assert_eq!(found[1].licence, None);
        assert!(found[1].resolved.is_some());
    }
}
