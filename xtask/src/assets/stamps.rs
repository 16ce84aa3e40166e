//! Build stamps: skips a step whose inputs have the same hash as in the last build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Asset, compress};
use crate::console;
use crate::workspace::Workspace;

/// The hash of everything a step reads.
pub struct Inputs(Sha256);

impl Inputs {
    /// Starts with the compression code, which is an input of every step.
    pub fn new() -> Self {
        Self(Sha256::new()).text(include_str!("compress.rs"))
    }

    /// Adds a text: a name, an option or the source of the step itself.
    pub fn text(mut self, text: &str) -> Self {
        self.0.update((text.len() as u64).to_le_bytes());
        self.0.update(text.as_bytes());
        self
    }

    /// Adds a file's content.
    pub fn file(mut self, path: &Path) -> Result<Self> {
        let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        self.0.update((bytes.len() as u64).to_le_bytes());
        self.0.update(&bytes);
        Ok(self)
    }

    /// Adds every file below a folder, with its name.
    pub fn folder(mut self, folder: &Path) -> Result<Self> {
        for path in files_below(folder)? {
            let name = path.strip_prefix(folder).unwrap_or(&path);
            self = self.text(&name.to_string_lossy()).file(&path)?;
        }
        Ok(self)
    }

    fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries =
            fs::read_dir(&next).with_context(|| format!("cannot read {}", next.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

#[derive(Default, Serialize, Deserialize)]
struct Stamp {
    inputs: String,
    /// Plain name to hashed name.
    made: BTreeMap<String, String>,
}

/// The completed steps, stored beside the site.
pub struct Stamps {
    file: PathBuf,
    folder: PathBuf,
    before: BTreeMap<String, Stamp>,
    now: BTreeMap<String, Stamp>,
}

impl Stamps {
    /// Reads the stamps of earlier builds; an unreadable file counts as none.
    pub fn open(workspace: &Workspace) -> Result<Self> {
        let file = workspace.target.join("site-stamps.json");
        let before = fs::read_to_string(&file)
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default();
        Ok(Self {
            file,
            folder: workspace.site(),
            before,
            now: BTreeMap::new(),
        })
    }

    /// Runs a step unless its inputs are unchanged and its files still exist.
    pub fn step(
        &mut self,
        name: &str,
        inputs: Inputs,
        work: impl FnOnce() -> Result<Vec<Asset>>,
    ) -> Result<()> {
        let inputs = inputs.finish();
        let done = self.before.remove(name).filter(|stamp| {
            stamp.inputs == inputs
                && stamp
                    .made
                    .values()
                    .all(|file| self.folder.join(file).exists())
        });
        let stamp = match done {
            Some(stamp) => stamp,
            None => console::step(name, || {
                let mut made = BTreeMap::new();
                for asset in work()? {
                    let hashed = hashed_name(asset.name, &asset.bytes);
                    let path = self.folder.join(&hashed);
                    compress::beside(&path, &asset.bytes)?;
                    fs::write(&path, &asset.bytes)
                        .with_context(|| format!("cannot write {}", path.display()))?;
                    made.insert(asset.name.to_owned(), hashed);
                }
                Ok(Stamp { inputs, made })
            })?,
        };
        self.now.insert(name.to_owned(), stamp);
        Ok(())
    }

    /// Plain name to hashed name, for every step of this build.
    pub fn names(&self) -> BTreeMap<String, String> {
        self.now
            .values()
            .flat_map(|stamp| stamp.made.clone())
            .collect()
    }

    /// Writes the stamps for the next build.
    pub fn close(self) -> Result<()> {
        fs::write(&self.file, serde_json::to_string_pretty(&self.now)?)
            .with_context(|| format!("cannot write {}", self.file.display()))
    }
}

/// `main.css` becomes `main-0a1b2c3d.css`.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let hash = hex::encode(Sha256::digest(bytes));
    let hash = hash.get(..8).unwrap_or(&hash);
    match name.rsplit_once('.') {
        Some((stem, ending)) => format!("{stem}-{hash}.{ending}"),
        None => format!("{name}-{hash}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hashed_name_depends_only_on_the_content() {
        let name = hashed_name("front_bg.wasm", b"one");
        assert_eq!(name, hashed_name("front_bg.wasm", b"one"));
        assert_ne!(name, hashed_name("front_bg.wasm", b"two"));
        assert_eq!(name.len(), "front_bg-12345678.wasm".len());
        assert!(name.starts_with("front_bg-") && name.ends_with(".wasm"));
    }

    #[test]
    fn two_texts_hash_differently_from_their_concatenation() {
        let apart = Inputs::new().text("ab").text("c").finish();
        let other = Inputs::new().text("a").text("bc").finish();
        assert_ne!(apart, other);
    }
}
