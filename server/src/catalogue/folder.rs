//! The operator's folder: reads changed files and retains the last valid version of each.

use super::announcements::{self, Announcements};
use super::service::Service;
use super::source::{self, Known, Mistake};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

/// Modification time and size, which show that a file changed.
type Stamp = (Option<SystemTime>, u64);

pub(super) struct Folder {
    path: PathBuf,
    stamps: BTreeMap<PathBuf, Stamp>,
    /// The last valid version of each file.
    good: BTreeMap<PathBuf, Arc<Service>>,
    announcements: Announcements,
    read_before: bool,
    unreadable: bool,
}

/// What the folder publishes, and every mistake in it.
pub(super) struct Contents {
    /// In file order.
    pub services: Vec<Arc<Service>>,
    pub announcements: Announcements,
    pub mistakes: Vec<Mistake>,
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Folder {
        Folder {
            path,
            stamps: BTreeMap::new(),
            good: BTreeMap::new(),
            announcements: Announcements::default(),
            read_before: false,
            unreadable: false,
        }
    }

    /// `None` if nothing changed since the last read.
    pub(super) fn read(&mut self, known: &Known) -> Option<Contents> {
        let stamps = match stamps(&self.path) {
            Ok(stamps) => stamps,
            Err(error) => {
                // Reported once. The definitions read before are still served.
                if self.unreadable {
                    return None;
                }
                self.unreadable = true;
                // Once it can be read again, its mistakes are reported again.
                self.read_before = false;
                let file = self.path.display().to_string();
                let mistake = Mistake::of_file(&file, format!("cannot be read: {error}"));
                return Some(self.contents(vec![mistake]));
            }
        };
        self.unreadable = false;
        if self.read_before && stamps == self.stamps {
            return None;
        }
        self.read_before = true;
        self.good.retain(|file, _| stamps.contains_key(file));
        let mut mistakes = Vec::new();
        let mut taken: BTreeMap<String, PathBuf> = BTreeMap::new();
        let (announced, definitions): (Vec<_>, Vec<_>) =
            stamps.keys().partition(|file| is_announcements(file));
        mistakes.extend(self.announce(announced.first().copied(), known));
        for file in definitions {
            let name = file.display().to_string();
            let found = source::text(file)
                .map_err(|mistake| vec![mistake])
                .and_then(|text| source::read(&name, &text, Some(known)));
            match found {
                Ok(definition) => match taken.get(&definition.id) {
                    Some(other) => mistakes.push(Mistake::of_file(
                        &name,
                        format!("id `{}` is used by {} too", definition.id, other.display()),
                    )),
                    None => {
                        taken.insert(definition.id.clone(), file.clone());
                        self.good
                            .insert(file.clone(), Arc::new(Service::new(definition)));
                    }
                },
                Err(found) => {
                    mistakes.extend(found);
                    // Its last valid version is still served, so its id is taken.
                    if let Some(good) = self.good.get(file) {
                        let id = good.definition.id.clone();
                        taken.entry(id).or_insert_with(|| file.clone());
                    }
                }
            }
        }
        self.good
            .retain(|file, service| taken.get(&service.definition.id) == Some(file));
        self.stamps = stamps;
        Some(self.contents(mistakes))
    }

    fn contents(&self, mistakes: Vec<Mistake>) -> Contents {
        Contents {
            services: self.good.values().cloned().collect(),
            announcements: self.announcements.clone(),
            mistakes,
        }
    }

    /// Reads the announcements; those of a file with a mistake stay as they were.
    fn announce(&mut self, file: Option<&PathBuf>, known: &Known) -> Vec<Mistake> {
        let Some(file) = file else {
            self.announcements = Announcements::default();
            return Vec::new();
        };
        let name = file.display().to_string();
        let read = source::text(file)
            .map_err(|mistake| vec![mistake])
            .and_then(|text| announcements::read(&name, &text, known));
        match read {
            Ok(announcements) => {
                self.announcements = announcements;
                Vec::new()
            }
            Err(mistakes) => mistakes,
        }
    }
}

/// Whether a file holds the announcements and not a definition.
pub fn is_announcements(file: &Path) -> bool {
    file.file_name()
        .is_some_and(|name| name == announcements::FILE)
}

fn stamps(folder: &Path) -> std::io::Result<BTreeMap<PathBuf, Stamp>> {
    let mut stamps = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let stamp = std::fs::metadata(&path)
                .map(|data| (data.modified().ok(), data.len()))
                .unwrap_or((None, 0));
            stamps.insert(path, stamp);
        }
    }
    Ok(stamps)
}
