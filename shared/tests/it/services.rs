//! The services we ship.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "reading the files stands outside of test functions"
)]

use shared::service::Definition;
use shared::service::check::check;
use shared::service::version::{canonical, shape};
use std::path::Path;

fn shipped() -> Vec<(String, Definition)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    let Ok(files) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    files
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            let name = path.display().to_string();
            let text = std::fs::read_to_string(&path).unwrap();
            let definition = toml::from_str(&text)
                .unwrap_or_else(|error| panic!("{name} cannot be read: {error}"));
            (name, definition)
        })
        .collect()
}

#[test]
fn every_service_we_ship_is_without_mistakes() {
    for (name, definition) in shipped() {
        assert_eq!(check(&definition), [], "{name}");
    }
}

#[test]
fn a_service_survives_being_written_and_read_again() {
    for (name, definition) in shipped() {
        let text = canonical(&definition);
        let again: Definition = serde_json::from_str(&text).unwrap();
        assert_eq!(again, definition, "{name}");
        assert_eq!(canonical(&again), text, "{name}");
        assert!(shape(&definition).len() < text.len(), "{name}");
    }
}
