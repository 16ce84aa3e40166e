//! Known vulnerabilities: the lock file against a copy of the RustSec database.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use flate2::read::GzDecoder;
use rustsec::advisory::{Informational, Metadata};
use rustsec::database::Query;
use rustsec::{Database, Lockfile};
use tempfile::TempDir;

use super::policy::Policy;
use crate::console;
use crate::workspace::Workspace;

/// What is wrong, a line each.
pub fn check(workspace: &Workspace, database: &Path, policy: &Policy) -> Result<Vec<String>> {
    let database = Copy::open(database)?;
    let newest = database
        .advisories
        .iter()
        .map(|one| one.metadata.date.as_str());
    console::line(&format!(
        "advisories: {} in the database, the newest of {}",
        database.advisories.iter().count(),
        newest.max().unwrap_or("no date")
    ));
    let lock = Lockfile::load(workspace.root.join("Cargo.lock"))?;
    Ok(findings(&database.advisories, &lock, policy))
}

/// Advisories of every kind that apply to a locked package and are not accepted.
fn findings(database: &Database, lock: &Lockfile, policy: &Policy) -> Vec<String> {
    let serious = database.query_vulnerabilities(lock, &Query::crate_scope());
    let notices = database.query_vulnerabilities(lock, &Query::crate_scope().informational(true));
    let mut lines: Vec<String> = serious
        .iter()
        .chain(&notices)
        .filter(|found| !policy.accepts(found.advisory.id.as_str(), found.package.name.as_str()))
        .map(|found| {
            let Metadata { id, title, .. } = &found.advisory;
            let (name, version) = (&found.package.name, &found.package.version);
            let patched: Vec<String> = found
                .versions
                .patched()
                .iter()
                .map(ToString::to_string)
                .collect();
            let patched = match patched.is_empty() {
                true => "no patched version".to_owned(),
                false => format!("patched in {}", patched.join(" or ")),
            };
            let kind = kind(&found.advisory);
            format!("{id} {kind}: {name} {version}: {title} ({patched})")
        })
        .collect();
    lines.sort();
    lines.dedup();
    lines
}

fn kind(advisory: &Metadata) -> &str {
    let informational = advisory.informational.as_ref();
    informational.map_or("vulnerability", Informational::as_str)
}

/// A database and, if it came from an archive, the folder it was unpacked into.
struct Copy {
    advisories: Database,
    _unpacked: Option<TempDir>,
}

impl Copy {
    /// Opens a folder, with or without git, or a `.tar.gz` of one.
    fn open(path: &Path) -> Result<Copy> {
        if path.is_dir() {
            return Ok(Copy {
                advisories: open(path)?,
                _unpacked: None,
            });
        }
        let folder = tempfile::tempdir()?;
        let file = File::open(path).with_context(|| format!("{}", path.display()))?;
        tar::Archive::new(GzDecoder::new(file))
            .unpack(folder.path())
            .with_context(|| format!("{} is no .tar.gz", path.display()))?;
        Ok(Copy {
            advisories: open(folder.path())?,
            _unpacked: Some(folder),
        })
    }
}

fn open(folder: &Path) -> Result<Database> {
    let Some(root) = root(folder)? else {
        bail!("{} has no folder `crates` of advisories", folder.display());
    };
    let database = Database::open(&root)?;
    if database.iter().next().is_none() {
        bail!("{} has no advisory", root.display());
    }
    Ok(database)
}

/// The folder itself, or the only one in it, as in an archive.
fn root(folder: &Path) -> Result<Option<PathBuf>> {
    let inside = fs::read_dir(folder)?;
    let inside = inside.map(|entry| Ok(entry?.path()));
    let mut inside = inside.collect::<Result<Vec<PathBuf>>>()?;
    inside.push(folder.to_owned());
    Ok(inside.into_iter().find(|one| one.join("crates").is_dir()))
}

#[cfg(test)]
mod tests {
    use super::super::policy::tests::POLICY;
    use super::*;
    use flate2::Compression;
    use flate2::write::GzEncoder;

    const ADVISORY: &str = "```toml\n[advisory]\nid = \"RUSTSEC-2026-0001\"\n\
        package = \"leaky\"\ndate = \"2026-08-01\"\n\n[versions]\npatched = [\">= 1.2.0\"]\n```\n\n\
        # It leaks\n\nAll of it.\n";

    fn lock(version: &str) -> Lockfile {
        let text = format!(
            "version = 4\n\n[[package]]\nname = \"leaky\"\nversion = \"{version}\"\n\
             source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
        );
        text.parse().expect("it is a lock file")
    }

    fn folder() -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let advisories = folder.path().join("crates/leaky");
        fs::create_dir_all(&advisories).expect("it is new");
        fs::write(advisories.join("RUSTSEC-2026-0001.md"), ADVISORY).expect("it is new");
        folder
    }

    fn archive(folder: &Path) -> PathBuf {
        let path = folder.join("db.tar.gz");
        let gzip = GzEncoder::new(File::create(&path).expect("it is new"), Compression::fast());
        let mut tar = tar::Builder::new(gzip);
        tar.append_dir_all("advisory-db-main/crates", folder.join("crates"))
            .expect("the folder exists");
        let gzip = tar.into_inner().expect("it is written");
        gzip.finish().expect("it is written");
        path
    }

    #[test]
    fn a_folder_and_an_archive_give_the_same_finding() {
        let folder = folder();
        let policy = Policy::of(POLICY).expect("it is a policy");
        for path in [folder.path().to_owned(), archive(folder.path())] {
            let database = Copy::open(&path).expect("it is a database").advisories;
            let found = findings(&database, &lock("1.1.9"), &policy);
            let expected = "RUSTSEC-2026-0001 vulnerability: leaky 1.1.9: It leaks (patched in \
                            >=1.2.0)";
            assert_eq!(found, [expected]);
            assert!(findings(&database, &lock("1.2.0"), &policy).is_empty());
        }
    }

    #[test]
    fn an_accepted_advisory_is_no_finding() {
        let folder = folder();
        let database = Copy::open(folder.path())
            .expect("it is a database")
            .advisories;
        let accepted = POLICY
            .replace("MPL-2.0", "RUSTSEC-2026-0001")
            .replace("cssparser", "leaky");
        let policy = Policy::of(&accepted).expect("it is a policy");
        assert!(findings(&database, &lock("1.1.9"), &policy).is_empty());
    }

    #[test]
    fn a_folder_without_advisories_is_an_error() {
        let empty = tempfile::tempdir().expect("a folder");
        assert!(Copy::open(empty.path()).is_err());
        fs::create_dir(empty.path().join("crates")).expect("it is new");
        assert!(Copy::open(empty.path()).is_err());
    }
}
