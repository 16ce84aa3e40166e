//! Licences: each package has one that the policy allows.

use spdx::{Expression, ParseMode};

use super::packages::Packages;
use super::policy::Policy;

/// What is wrong, a line each.
pub fn check(packages: &Packages, policy: &Policy) -> Vec<String> {
    let crates = packages.crates.iter().filter(|one| one.source.is_some());
    let crates = crates.map(|one| (&one.name, &one.version, &one.licence));
    let npm = packages.npm.iter();
    let npm = npm.map(|one| (&one.name, &one.version, &one.licence));
    crates
        .chain(npm)
        .filter_map(|(name, version, licence)| {
            let why = refused(policy, name, licence.as_deref())?;
            Some(format!("{name} {version}: {why}"))
        })
        .collect()
}

/// Why the licence of a package is not allowed.
fn refused(policy: &Policy, name: &str, licence: Option<&str>) -> Option<String> {
    let Some(text) = licence else {
        let accepted = policy.accepts("no licence", name);
        return (!accepted).then(|| "names no licence".to_owned());
    };
    let Ok(expression) = Expression::parse_mode(text, ParseMode::LAX) else {
        return Some(format!("`{text}` is not an SPDX expression"));
    };
    let allowed = expression.evaluate(|one| {
        let id = one.license.to_string();
        policy.licences.contains(&id) || policy.accepts(&id, name)
    });
    (!allowed).then(|| format!("the licence `{text}` is not allowed"))
}

#[cfg(test)]
mod tests {
    use super::super::policy::tests::POLICY;
    use super::*;

    #[test]
    fn one_allowed_licence_of_a_choice_and_every_one_of_a_sum_is_enough() {
        let policy = Policy::of(POLICY).expect("it is a policy");
        let refused = |name, licence| refused(&policy, name, licence).is_some();
        for good in [
            "MIT",
            "MIT OR GPL-3.0-only",
            "MIT/Apache-2.0",
            "Apache-2.0 AND MIT",
        ] {
            assert!(!refused("a", Some(good)), "{good}");
        }
        for bad in [
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "see LICENSE",
            "MPL-2.0",
        ] {
            assert!(refused("a", Some(bad)), "{bad}");
        }
        assert!(!refused("cssparser", Some("MPL-2.0")));
        assert!(refused("a", None));
    }
}
