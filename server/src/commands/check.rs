//! `doorstep check`: lists every mistake with its file and line, after the settings were checked.

use super::{print_error, print_line};
use crate::catalogue::{BUILT_IN, Mistake, source};
use crate::config::Config;
use crate::config::destinations::route;
use crate::state::load_vault;
use shared::service::Definition;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub fn run(config: &Config, paths: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let authorities: Vec<String> = config.authorities.iter().map(|a| a.id.clone()).collect();
    let mut mistakes = Vec::new();
    let mut sound: BTreeMap<String, Definition> = BTreeMap::new();
    if paths.is_empty() && config.services.built_in {
        for (file, text) in BUILT_IN {
            match source::read(&format!("(compiled in) {file}"), text, None) {
                Ok(definition) => {
                    sound.insert(definition.id.clone(), definition);
                }
                Err(found) => mistakes.extend(found),
            }
        }
    }
    let named = if paths.is_empty() {
        config.services.folder().into_iter().collect()
    } else {
        paths.to_vec()
    };
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for file in files(&named, &mut mistakes) {
        let name = file.display().to_string();
        match source::text(&file) {
            Ok(text) => match source::read(&name, &text, Some(&authorities)) {
                Ok(definition) => {
                    if let Some(other) = taken.insert(definition.id.clone(), name.clone()) {
                        let message = format!("id `{}` is used by {other} too", definition.id);
                        mistakes.push(Mistake::of_file(&name, message));
                    }
                    sound.insert(definition.id.clone(), definition);
                }
                Err(found) => mistakes.extend(found),
            },
            Err(mistake) => mistakes.push(mistake),
        }
    }
    for mistake in &mistakes {
        print_error(&mistake.to_string());
    }
    if !mistakes.is_empty() {
        let word = if mistakes.len() == 1 {
            "mistake"
        } else {
            "mistakes"
        };
        print_error(&format!(
            "{} {word}. A definition with a mistake is not published.",
            mistakes.len()
        ));
        return Ok(ExitCode::FAILURE);
    }
    for line in unrouted(config, sound.values()) {
        // With only some files given, the list of services is incomplete.
        if paths.is_empty() || !line.starts_with('[') {
            print_error(&format!("warning: {line}"));
        }
    }
    if paths.is_empty()
        && let Err(error) = load_vault(config)
    {
        print_error(&format!(
            "warning: `doorstep serve` does not start without a key file: {error}"
        ));
    }
    print_line(&match sound.len() {
        0 => "The settings are sound. There is no definition.".to_owned(),
        1 => "The settings and 1 definition are sound.".to_owned(),
        count => format!("The settings and {count} definitions are sound."),
    });
    Ok(ExitCode::SUCCESS)
}

/// Services without a destination, and routes of unknown services.
pub fn unrouted<'a>(
    config: &Config,
    definitions: impl Iterator<Item = &'a Definition>,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut routed: Vec<&String> = config.routing.keys().collect();
    for definition in definitions {
        let id = &definition.id;
        routed.retain(|service| *service != id);
        let known = |authority: &&String| config.authority(authority).is_some();
        for authority in definition.authorities.iter().filter(known) {
            if route(&config.routing, id, authority).is_none() {
                lines.push(format!(
                    "requests for `{id}` to `{authority}` have no destination: add \
                     `{authority} = \"NAME\"` or `all = \"NAME\"` to [routing.{id}]"
                ));
            }
        }
    }
    lines.extend(routed.into_iter().map(|service| {
        format!("[routing.{service}] routes a service that does not exist: there is no definition `{service}`")
    }));
    lines
}

fn files(paths: &[PathBuf], mistakes: &mut Vec<Mistake>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            match toml_files(path) {
                Ok(files) => found.extend(files),
                Err(error) => mistakes.push(Mistake::of_file(
                    &path.display().to_string(),
                    format!("cannot be read: {error}"),
                )),
            }
        } else {
            found.push(path.clone());
        }
    }
    found
}

fn toml_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
