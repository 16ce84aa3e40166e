//! What it suggests to write to residents.

use anyhow::Context as _;
use serde::Deserialize;
use std::collections::BTreeMap;

const NOTES: &str = include_str!("../notes.toml");

/// The most characters of a text for the resident, as published.
pub(super) const MOST: usize = 500;

/// One text for each thing it reports.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Notes {
    pub start: String,
    pub finish: String,
    pub ask: String,
    pub refuse: String,
}

/// By service and language.
pub(super) struct Phrasebook(BTreeMap<String, BTreeMap<String, Notes>>);

impl Phrasebook {
    /// # Errors
    /// When the file that is compiled in is not of this shape.
    pub fn load() -> anyhow::Result<Phrasebook> {
        toml::from_str(NOTES)
            .map(Phrasebook)
            .context("notes.toml cannot be read")
    }

    /// In the language of the request, else in English.
    pub fn of(&self, service: &str, language: &str) -> Notes {
        let find = |service: &str, language: &str| self.0.get(service)?.get(language);
        find(service, language)
            .or_else(|| find(service, "en"))
            .or_else(|| find("any", "en"))
            .cloned()
            .unwrap_or_default()
    }
}

/// A text that may be sent to the resident: on one line and not too long.
///
/// # Errors
/// What is wrong, in words.
pub(super) fn tidy(text: &str) -> Result<String, &'static str> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let text = words.join(" ");
    if text.chars().count() > MOST {
        return Err("Write at most 500 characters");
    }
    if text.chars().any(char::is_control) {
        return Err("Write text without control characters");
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings;

    #[test]
    fn every_service_has_notes_in_its_languages() {
        let phrasebook = Phrasebook::load().unwrap();
        for (_, destination) in settings::demonstration().unwrap() {
            for service in destination.services {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/services");
                let file = std::fs::read_to_string(format!("{folder}/{service}.toml")).unwrap();
                let definition: toml::Table = file.parse().unwrap();
                let languages = match definition.get("languages") {
                    Some(languages) => languages.as_array().unwrap().clone(),
                    None => vec!["en".into()],
                };
                for language in languages {
                    let language = language.as_str().unwrap();
                    assert!(phrasebook.0[&service].contains_key(language), "{service}");
                    let notes = phrasebook.of(&service, language);
                    for note in [notes.start, notes.finish, notes.ask, notes.refuse] {
                        assert_eq!(tidy(&note).as_ref(), Ok(&note), "{service}");
                        assert!(!note.is_empty());
                    }
                }
            }
        }
        let any = phrasebook.of("nothing-known", "cy");
        assert_eq!(any.start, phrasebook.of("any", "en").start);
    }

    #[test]
    fn a_note_is_one_line_of_at_most_500_characters() {
        assert_eq!(tidy(" One\r\ntwo\t three "), Ok("One two three".to_owned()));
        assert!(tidy(&"ŵ".repeat(500)).is_ok());
        assert!(tidy(&"ŵ".repeat(501)).is_err());
        assert!(tidy("a\u{7}b").is_err());
    }
}
