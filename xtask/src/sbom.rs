//! `cargo xtask sbom`: a software bill of materials of what is delivered, as CycloneDX 1.5 JSON.
//!
//! It lists the crates of the server and of the browser's program, and the npm packages whose
//! code reaches the browser, with licence and checksum. Macros, which run in the compiler only,
//! are marked `excluded`. The same lock files give the same bytes.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use cyclonedx_bom::models::bom::{Bom, SpecVersion};
use cyclonedx_bom::models::component::{Classification, Component, Components, Scope};
use cyclonedx_bom::models::dependency::{Dependencies, Dependency};
use cyclonedx_bom::models::hash::{Hash, HashAlgorithm, HashValue, Hashes};
use cyclonedx_bom::models::license::{LicenseChoice, Licenses};
use cyclonedx_bom::models::metadata::Metadata;
use cyclonedx_bom::prelude::{Purl, SpdxExpression, Validate as _};

use crate::audit::packages::{Crate, Npm, Packages};
use crate::console;
use crate::workspace::Workspace;

/// The npm packages whose code reaches the browser: scripts and styles.
const IN_THE_BROWSER: [&str; 1] = ["govuk-frontend"];

/// The crate of the server.
const SERVER: &str = "server";

pub fn sbom(workspace: &Workspace, out: Option<&Path>) -> Result<()> {
    let bom = bom(&Packages::read(workspace)?)?;
    let validated = bom.validate();
    if !validated.passed() {
        bail!("the bill is not valid CycloneDX: {validated:?}");
    }
    let count = bom.components.as_ref().map_or(0, |all| all.0.len());
    let mut json = Vec::new();
    bom.output_as_json_v1_5(&mut json)?;
    let file = out.map_or_else(|| workspace.target.join("sbom.cdx.json"), Path::to_owned);
    fs::write(&file, json).with_context(|| format!("{}", file.display()))?;
    console::line(&format!("{count} components in {}", file.display()));
    Ok(())
}

fn bom(packages: &Packages) -> Result<Bom> {
    let delivered = |one: &&Crate| one.delivered;
    let of_crates = packages.crates.iter().filter(delivered);
    let mut components: Vec<Component> = of_crates.map(of_crate).collect::<Result<_>>()?;
    let of_npm = packages.npm.iter();
    let of_npm = of_npm.filter(|one| IN_THE_BROWSER.contains(&one.name.as_str()));
    let of_npm: Vec<Component> = of_npm.map(of_npm_package).collect::<Result<_>>()?;
    if of_npm.len() != IN_THE_BROWSER.len() {
        bail!("package-lock.json lacks one of {IN_THE_BROWSER:?}");
    }
    let server = packages.crates.iter().find(|one| one.name == SERVER);
    let server = server.context("there is no crate `server`")?;
    let mut dependencies = dependencies(packages)?;
    for component in &of_npm {
        let reference = component.bom_ref.clone().unwrap_or_default();
        // The server delivers it to the browser.
        let serves = dependencies
            .iter_mut()
            .find(|one| one.dependency_ref == reference_of(server));
        if let Some(server) = serves {
            server.dependencies.push(reference.clone());
        }
        dependencies.push(Dependency {
            dependency_ref: reference,
            dependencies: Vec::new(),
        });
    }
    components.extend(of_npm);
    components.retain(|one| one.bom_ref != Some(reference_of(server)));
    let mut product = of_crate(server)?;
    product.component_type = Classification::Application;
    Ok(Bom {
        spec_version: SpecVersion::V1_5,
        metadata: Some(Metadata {
            component: Some(product),
            ..Metadata::default()
        }),
        components: Some(Components(components)),
        dependencies: Some(Dependencies(dependencies)),
        ..Bom::default()
    })
}

fn dependencies(packages: &Packages) -> Result<Vec<Dependency>> {
    let delivered = packages.crates.iter().filter(|one| one.delivered);
    delivered
        .map(|one| {
            let needed = one.needs.iter().filter_map(|at| packages.crates.get(*at));
            let needed = needed.filter(|one| one.delivered);
            Ok(Dependency {
                dependency_ref: reference_of(one),
                dependencies: needed.map(reference_of).collect(),
            })
        })
        .collect()
}

fn reference_of(one: &Crate) -> String {
    format!("pkg:cargo/{}@{}", one.name, one.version)
}

fn of_crate(one: &Crate) -> Result<Component> {
    let reference = reference_of(one);
    let mut component = Component::new(
        Classification::Library,
        &one.name,
        &one.version,
        Some(reference),
    );
    component.purl = Some(Purl::new("cargo", &one.name, &one.version)?);
    component.scope = Some(match one.is_macro {
        true => Scope::Excluded,
        false => Scope::Required,
    });
    component.licenses = licences(one.licence.as_deref());
    component.hashes = one.checksum.as_ref().map(|sum| {
        Hashes(vec![Hash {
            alg: HashAlgorithm::SHA_256,
            content: HashValue(sum.clone()),
        }])
    });
    Ok(component)
}

fn of_npm_package(one: &Npm) -> Result<Component> {
    let purl = Purl::new("npm", &one.name, &one.version)?;
    let reference = Some(format!("pkg:npm/{}@{}", one.name, one.version));
    let mut component = Component::new(Classification::Library, &one.name, &one.version, reference);
    component.purl = Some(purl);
    component.scope = Some(Scope::Required);
    component.licenses = licences(one.licence.as_deref());
    let pinned = one.integrity.as_deref();
    let pinned = pinned.and_then(|integrity| integrity.strip_prefix("sha512-"));
    let pinned = pinned.context("it has no SHA-512 in package-lock.json")?;
    component.hashes = Some(Hashes(vec![Hash {
        alg: HashAlgorithm::SHA_512,
        content: HashValue(hex::encode(BASE64_STANDARD.decode(pinned)?)),
    }]));
    Ok(component)
}

/// The expression, if it is one; else the text as a name.
fn licences(text: Option<&str>) -> Option<Licenses> {
    let text = text?;
    let choice = match SpdxExpression::parse_lax(text.to_owned()) {
        Ok(expression) => LicenseChoice::Expression(expression),
        Err(_) => LicenseChoice::license(text),
    };
    Some(Licenses(vec![choice]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(name: &str, delivered: bool, needs: Vec<usize>) -> Crate {
        Crate {
            name: name.to_owned(),
            version: "1.2.3".to_owned(),
            source: None,
            licence: Some("MIT/Apache-2.0".to_owned()),
            checksum: Some("0".repeat(64)),
            delivered,
            is_macro: name == "derive",
            needs,
        }
    }

    fn packages() -> Packages {
        Packages {
            crates: vec![
                one("server", true, vec![1]),
                one("serde", true, vec![2]),
                one("derive", true, Vec::new()),
                one("proptest", false, Vec::new()),
            ],
            npm: vec![Npm {
                name: "govuk-frontend".to_owned(),
                version: "6.6.0".to_owned(),
                licence: Some("MIT".to_owned()),
                integrity: Some(format!("sha512-{}", BASE64_STANDARD.encode([7; 64]))),
                resolved: None,
            }],
        }
    }

    #[test]
    fn what_is_delivered_is_listed_with_licence_and_checksum() {
        let bom = bom(&packages()).expect("it is complete");
        assert!(bom.validate().passed(), "{:?}", bom.validate());
        let mut json = Vec::new();
        bom.output_as_json_v1_5(&mut json).expect("it is written");
        let json: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
        assert_eq!(json["metadata"]["component"]["name"], "server");
        let components = json["components"].as_array().expect("a list");
        let names: Vec<&str> = components
            .iter()
            .filter_map(|one| one["name"].as_str())
            .collect();
        assert_eq!(names, ["serde", "derive", "govuk-frontend"]);
        assert_eq!(
            components[0]["licenses"][0]["expression"],
            "MIT OR Apache-2.0"
        );
        assert_eq!(components[1]["scope"], "excluded");
        assert_eq!(components[2]["hashes"][0]["content"], "07".repeat(64));
        let needs = &json["dependencies"][0]["dependsOn"];
        assert_eq!(needs[0], "pkg:cargo/serde@1.2.3");
        assert_eq!(needs[1], "pkg:npm/govuk-frontend@6.6.0");
    }

    #[test]
    fn a_missing_npm_package_is_an_error() {
        let mut packages = packages();
        packages.npm.clear();
        assert!(bom(&packages).is_err());
    }
}
