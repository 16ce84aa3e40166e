//! Sources: everything comes from a named registry and has a checksum.

use super::packages::{Crate, Npm, Packages};
use super::policy::Policy;

/// What is wrong, a line each.
pub fn check(packages: &Packages, policy: &Policy) -> Vec<String> {
    let crates = packages.crates.iter();
    let crates = crates.filter_map(|one| wrong_crate(one, policy));
    let npm = packages.npm.iter().filter_map(|one| wrong_npm(one, policy));
    crates.chain(npm).collect()
}

fn wrong_crate(one: &Crate, policy: &Policy) -> Option<String> {
    let (name, version) = (&one.name, &one.version);
    match (&one.source, &one.checksum) {
        // A crate of this workspace.
        (None, _) => None,
        (Some(source), _) if !policy.sources.contains(source) => {
            Some(format!("{name} {version} comes from {source}"))
        }
        (Some(_), None) => Some(format!("{name} {version} has no checksum in Cargo.lock")),
        (Some(_), Some(_)) => None,
    }
}

fn wrong_npm(one: &Npm, policy: &Policy) -> Option<String> {
    let (name, version) = (&one.name, &one.version);
    let elsewhere = one.resolved.as_ref().filter(|resolved| {
        let mut known = policy.npm_sources.iter();
        !known.any(|start| resolved.starts_with(start))
    });
    if let Some(resolved) = elsewhere {
        return Some(format!("{name} {version} comes from {resolved}"));
    }
    let pinned = one.integrity.as_ref();
    let pinned = pinned.is_some_and(|integrity| integrity.starts_with("sha512-"));
    (!pinned).then(|| format!("{name} {version} has no SHA-512 in package-lock.json"))
}

#[cfg(test)]
mod tests {
    use super::super::policy::tests::POLICY;
    use super::*;

    fn one(source: Option<&str>, checksum: Option<&str>) -> Crate {
        Crate {
            name: "serde".to_owned(),
            version: "1.0.0".to_owned(),
            source: source.map(str::to_owned),
            licence: None,
            checksum: checksum.map(str::to_owned),
            delivered: true,
            is_macro: false,
            needs: Vec::new(),
        }
    }

    #[test]
    fn a_crate_comes_from_the_registry_with_a_checksum() {
        let policy = Policy::of(POLICY).expect("it is a policy");
        let registry = Some("registry+https://github.com/rust-lang/crates.io-index");
        assert_eq!(wrong_crate(&one(registry, Some("00")), &policy), None);
        assert_eq!(wrong_crate(&one(None, None), &policy), None);
        assert!(wrong_crate(&one(registry, None), &policy).is_some());
        let git = Some("git+https://github.com/serde-rs/serde");
        assert!(wrong_crate(&one(git, Some("00")), &policy).is_some());
    }

    #[test]
    fn an_npm_package_comes_from_the_registry_with_a_checksum() {
        let policy = Policy::of(POLICY).expect("it is a policy");
        let wrong = |resolved: Option<&str>, integrity: Option<&str>| {
            let one = Npm {
                name: "sass".to_owned(),
                version: "1.0.0".to_owned(),
                licence: None,
                integrity: integrity.map(str::to_owned),
                resolved: resolved.map(str::to_owned),
            };
            wrong_npm(&one, &policy).is_some()
        };
        let registry = Some("https://registry.npmjs.org/sass/-/sass-1.0.0.tgz");
        assert!(!wrong(registry, Some("sha512-x")));
        assert!(!wrong(None, Some("sha512-x")));
        assert!(wrong(None, None));
        assert!(wrong(None, Some("sha1-x")));
        assert!(wrong(
            Some("git+ssh://git@github.com/a/b"),
            Some("sha512-x")
        ));
    }
}
