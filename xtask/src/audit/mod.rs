//! `cargo xtask audit`: what Doorstep is made of, and whether it may be: licences, sources and
//! known vulnerabilities of all crates, licences and checksums of all npm packages.
//!
//! `packages` lists them, `policy` reads what is allowed (`xtask/audit.toml`), `licences`,
//! `sources` and `advisories` check one thing each. The advisories need a copy of the RustSec
//! database, which is not fetched; the rest needs no network and is a step of `cargo xtask test`.

mod advisories;
mod licences;
pub mod packages;
mod policy;
mod sources;

use std::path::Path;

use anyhow::{Result, bail};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::console;
use crate::workspace::Workspace;
use packages::Packages;
use policy::Policy;

/// Checks everything; the advisories only with a database, and the dates of exceptions.
pub fn audit(workspace: &Workspace, database: Option<&Path>) -> Result<()> {
    let policy = Policy::read(workspace)?;
    let mut wrong = licences_and_sources(workspace, &policy)?;
    match database {
        Some(database) => wrong.extend(advisories::check(workspace, database, &policy)?),
        None => console::line(
            "advisories: not checked. Name a copy of https://github.com/rustsec/advisory-db, a \
             folder or a .tar.gz: `cargo xtask audit PATH`",
        ),
    }
    wrong.extend(policy.expired(today()));
    console::line(
        "not covered: advisories of npm packages (`npm audit` in e2e/), yanked crates, and C \
         sources that crates bundle",
    );
    for line in &wrong {
        console::line(&format!("WRONG  {line}"));
    }
    match wrong.len() {
        0 => Ok(()),
        count => bail!("{count} findings; an exception with its reason goes to xtask/audit.toml"),
    }
}

/// The step of `cargo xtask test`, whose result depends on neither date nor network.
pub fn check_licences_and_sources(workspace: &Workspace) -> Result<()> {
    let wrong = licences_and_sources(workspace, &Policy::read(workspace)?)?;
    if !wrong.is_empty() {
        bail!("{}", wrong.join("\n"));
    }
    Ok(())
}

fn licences_and_sources(workspace: &Workspace, policy: &Policy) -> Result<Vec<String>> {
    let packages = Packages::read(workspace)?;
    let mut wrong = licences::check(&packages, policy);
    wrong.extend(sources::check(&packages, policy));
    console::line(&format!(
        "licences and sources: {} crates, {} npm packages",
        packages.crates.len(),
        packages.npm.len()
    ));
    Ok(wrong)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the date of exceptions is that of this machine"
)]
fn today() -> Date {
    jiff::Timestamp::now().to_zoned(TimeZone::UTC).date()
}
