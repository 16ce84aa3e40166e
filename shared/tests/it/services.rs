//! Tests of the services we ship.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the function that reads the files is not a test"
)]

use shared::language::Language;
use shared::service::Definition;
use shared::service::check::check;
use shared::service::version::{canonical, shape};
use std::path::Path;

fn shipped() -> Vec<(String, Definition)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("services");
    let services: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "toml"))
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let definition = toml::from_str(&text)
                .unwrap_or_else(|error| panic!("{name} cannot be read: {error}"));
            (name, definition)
        })
        .collect();
    assert!(!services.is_empty(), "there are no services");
    services
}

fn load(id: &str) -> Definition {
    let mut all = shipped().into_iter();
    all.find(|(name, _)| name == id).unwrap().1
}

#[test]
fn every_shipped_service_is_valid() {
    for (name, definition) in shipped() {
        assert_eq!(check(&definition), [], "{name}");
        assert_eq!(definition.id, name);
    }
}

#[test]
fn a_service_survives_serialisation() {
    for (name, definition) in shipped() {
        let text = canonical(&definition);
        let again: Definition = serde_json::from_str(&text).unwrap();
        assert_eq!(again, definition, "{name}");
        assert_eq!(canonical(&again), text, "{name}");
        assert!(shape(&definition).len() < text.len(), "{name}");
    }
}

#[test]
fn every_required_question_has_its_own_error_message() {
    for (id, definition) in shipped() {
        for (_, question) in definition.questions() {
            assert!(
                question.optional || question.errors.contains_key("required"),
                "{id}: {}",
                question.id
            );
        }
    }
}

/// The check rejects a text without its Welsh translation.
#[test]
fn the_missed_bin_service_is_in_welsh() {
    assert!(load("missed-bin").speaks(Language::Cy));
}

#[test]
fn danger_to_life_shows_999_and_how_to_reach_it_without_hearing_or_speaking() {
    let definition = load("pothole");
    let outcome = definition.outcome("call-999").unwrap();
    assert!(outcome.pass.is_none());
    let numbers: Vec<_> = outcome
        .body
        .iter()
        .filter_map(|block| block.phone.as_ref())
        .map(|phone| phone.number.get(Language::En))
        .collect();
    assert_eq!(numbers, ["999"]);
    let links = outcome.body.iter().filter_map(|block| block.link.as_ref());
    let links: Vec<_> = links.map(|link| link.href.as_str()).collect();
    assert_eq!(links, ["https://999bsl.co.uk"]);
    let ways = outcome.body.iter().flat_map(|block| &block.list);
    let ways: Vec<_> = ways.map(|way| way.get(Language::En)).collect();
    for way in ["18000", "999 BSL", "registered", "‘register’ to 999"] {
        assert!(ways.iter().any(|words| words.contains(way)), "{way}");
    }
}
