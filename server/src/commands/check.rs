//! `doorstep check`: lists every mistake with its file and line, after the settings were checked.

use super::{print_error, print_line};
use crate::catalogue::{BUILT_IN, Known, Mistake, announcements, is_announcements, source};
use crate::config::Config;
use crate::config::destinations::route;
use crate::state::load_vault;
use shared::service::Definition;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub fn run(config: &Config, paths: &[PathBuf]) -> anyhow::Result<ExitCode> {
    let named = if paths.is_empty() {
        config.services.folder().into_iter().collect()
    } else {
        paths.to_vec()
    };
    let mut checked = Checked {
        known: Known::of(config),
        ..Checked::default()
    };
    // The compiled-in definitions are published beside any files, but are checked only once.
    if config.services.built_in {
        checked.built_in(paths.is_empty());
    }
    if !paths.is_empty() {
        checked.published(config);
    }
    let (announced, definitions): (Vec<_>, Vec<_>) = files(&named, &mut checked.mistakes)
        .into_iter()
        .partition(|file| is_announcements(file));
    for file in definitions {
        checked.definition(&file);
    }
    for file in announced {
        checked.announcements(&file);
    }
    for mistake in &checked.mistakes {
        print_error(&mistake.to_string());
    }
    let mistakes = checked.mistakes.len();
    if mistakes > 0 {
        let word = if mistakes == 1 { "mistake" } else { "mistakes" };
        print_error(&format!(
            "{mistakes} {word}. A file with a mistake is not published."
        ));
        return Ok(ExitCode::FAILURE);
    }
    for doubt in &checked.doubts {
        print_error(&format!("warning: {doubt}"));
    }
    for line in unrouted(config, checked.sound.values()) {
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
    print_line(&match checked.sound.len() {
        0 => "The settings are sound. There is no definition.".to_owned(),
        1 => "The settings and 1 definition are sound.".to_owned(),
        count => format!("The settings and {count} definitions are sound."),
    });
    Ok(ExitCode::SUCCESS)
}

/// What was found in the files checked so far.
#[derive(Default)]
struct Checked {
    known: Known,
    /// Definitions without a mistake, by id.
    sound: BTreeMap<String, Definition>,
    /// The file of each id.
    taken: BTreeMap<String, String>,
    /// The ids of all services.
    services: Vec<String>,
    mistakes: Vec<Mistake>,
    /// What is right but perhaps not meant.
    doubts: Vec<Mistake>,
}

impl Checked {
    fn built_in(&mut self, report: bool) {
        for (file, text) in BUILT_IN {
            match source::read(&format!("(compiled in) {file}"), text, None) {
                Ok(definition) => {
                    self.services.push(definition.id.clone());
                    if report {
                        self.sound.insert(definition.id.clone(), definition);
                    }
                }
                Err(found) if report => self.mistakes.extend(found),
                Err(_) => {}
            }
        }
    }

    /// The services of the folder, which are published beside the files that are checked.
    fn published(&mut self, config: &Config) {
        let folder: Vec<PathBuf> = config.services.folder().into_iter().collect();
        for file in files(&folder, &mut Vec::new()) {
            let text = source::text(&file).unwrap_or_default();
            let read = source::read("", &text, None);
            self.services.extend(read.map(|definition| definition.id));
        }
    }

    fn definition(&mut self, file: &Path) {
        let name = file.display().to_string();
        let read = source::text(file)
            .map_err(|mistake| vec![mistake])
            .and_then(|text| source::read(&name, &text, Some(&self.known)));
        match read {
            Ok(definition) => {
                let id = definition.id.clone();
                if let Some(other) = self.taken.insert(id.clone(), name.clone()) {
                    let message = format!("id `{id}` is used by {other} too");
                    self.mistakes.push(Mistake::of_file(&name, message));
                }
                self.services.push(id.clone());
                self.sound.insert(id, definition);
            }
            Err(found) => self.mistakes.extend(found),
        }
    }

    fn announcements(&mut self, file: &Path) {
        let name = file.display().to_string();
        let read = source::text(file)
            .map_err(|mistake| vec![mistake])
            .and_then(|text| {
                let read = announcements::read(&name, &text, &self.known)?;
                Ok(announcements::doubts(&name, &text, &read, &self.services))
            });
        match read {
            Ok(doubts) => self.doubts.extend(doubts),
            Err(found) => self.mistakes.extend(found),
        }
    }
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
