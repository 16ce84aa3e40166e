//! What is allowed, from `xtask/audit.toml`.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context, Result};
use jiff::civil::Date;
use serde::Deserialize;

use crate::workspace::Workspace;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Identifiers of SPDX that every package may have.
    pub licences: BTreeSet<String>,
    /// Where crates may come from, as in `Cargo.lock`.
    pub sources: BTreeSet<String>,
    /// Where npm packages may come from, as the start of an address.
    pub npm_sources: Vec<String>,
    #[serde(default)]
    pub exceptions: Vec<Exception>,
}

/// An accepted finding.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// The id of an advisory, or the identifier of a licence.
    pub of: String,
    pub packages: BTreeSet<String>,
    pub reason: String,
    /// The last day it holds without being looked at again.
    pub review: Date,
}

impl Policy {
    pub fn read(workspace: &Workspace) -> Result<Policy> {
        let path = workspace.root.join("xtask/audit.toml");
        let text = fs::read_to_string(&path).with_context(|| format!("{}", path.display()))?;
        Policy::of(&text).with_context(|| format!("{}", path.display()))
    }

    pub fn of(text: &str) -> Result<Policy> {
        let policy: Policy = toml::from_str(text)?;
        for exception in &policy.exceptions {
            let told = exception.reason.split_whitespace().count() >= 3;
            anyhow::ensure!(told, "the exception of {} needs a reason", exception.of);
        }
        Ok(policy)
    }

    /// Whether a finding about a package is accepted.
    pub fn accepts(&self, of: &str, package: &str) -> bool {
        self.exceptions
            .iter()
            .any(|one| one.of == of && one.packages.contains(package))
    }

    /// The exceptions that are due for review.
    pub fn expired(&self, today: Date) -> Vec<String> {
        let due = self.exceptions.iter().filter(|one| one.review < today);
        due.map(|one| {
            let review = one.review;
            format!("the exception of {} was to be reviewed by {review}", one.of)
        })
        .collect()
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub const POLICY: &str = r#"
licences = ["MIT", "Apache-2.0"]
sources = ["registry+https://github.com/rust-lang/crates.io-index"]
npm_sources = ["https://registry.npmjs.org/"]

[[exceptions]]
of = "MPL-2.0"
packages = ["cssparser"]
reason = "Used by tests only."
review = "2027-06-30"
"#;

    #[test]
    fn an_exception_holds_for_its_packages_until_its_review() {
        let policy = Policy::of(POLICY).expect("it is a policy");
        assert!(policy.accepts("MPL-2.0", "cssparser"));
        assert!(!policy.accepts("MPL-2.0", "selectors"));
        assert!(!policy.accepts("GPL-3.0-only", "cssparser"));
        let day = |day| jiff::civil::date(2027, 6, day);
        assert!(policy.expired(day(30)).is_empty());
        assert_eq!(policy.expired(day(30).tomorrow().expect("a day")).len(), 1);
    }

    #[test]
    fn an_exception_without_reason_or_date_is_refused() {
        for (all, less) in [("Used by tests only.", ""), ("review = \"2027-06-30\"", "")] {
            assert!(Policy::of(&POLICY.replace(all, less)).is_err(), "{all}");
        }
    }
}
