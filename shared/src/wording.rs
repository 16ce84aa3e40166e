//! The interface texts of one language, ready to render.
//!
//! The server reads them from Fluent files at start-up; the browser gets the part it needs as data.
//! Placeholders are `{name}`; a plural has up to six forms, chosen by the Unicode CLDR rules of the
//! language.

use crate::language::Language;
use crate::untagged::{self, Untagged, untagged};
use serde::de::MapAccess;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All phrases of one language by key.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Wording {
    pub language: Language,
    pub phrases: BTreeMap<String, Phrase>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Phrase {
    Plain(String),
    /// By plural category; `other` is always present.
    Plural(BTreeMap<Category, String>),
}

untagged!(Phrase);

impl Untagged for Phrase {
    const SHAPES: &'static str = "a text, or a table of texts by plural category";

    fn from_text(text: String) -> Option<Phrase> {
        Some(Phrase::Plain(text))
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Phrase, A::Error> {
        untagged::map(map).map(Phrase::Plural)
    }
}

/// The plural categories of Unicode CLDR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    /// CLDR 46, cardinal rules: English has one and other; Welsh has all six.
    pub fn of(language: Language, number: i64) -> Category {
        match (language, number) {
            (Language::En, 1) => Category::One,
            (Language::En, _) => Category::Other,
            (Language::Cy, 0) => Category::Zero,
            (Language::Cy, 1) => Category::One,
            (Language::Cy, 2) => Category::Two,
            (Language::Cy, 3) => Category::Few,
            (Language::Cy, 6) => Category::Many,
            (Language::Cy, _) => Category::Other,
        }
    }
}

impl Wording {
    /// The phrase for a key without placeholders. A missing key is returned as the text, so that it
    /// is visible in tests; the server's tests fail on any missing key.
    pub fn say(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The phrase with `{name}` placeholders replaced.
    pub fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        match self.phrases.get(key) {
            Some(Phrase::Plain(text)) => fill(text, values),
            Some(Phrase::Plural(forms)) => forms
                .get(&Category::Other)
                .map(|text| fill(text, values))
                .unwrap_or_default(),
            None => key.to_owned(),
        }
    }

    /// The plural form for `number`. `{n}` is `number`, with commas, unless `values` sets it.
    pub fn count(&self, key: &str, number: i64, values: &[(&str, &str)]) -> String {
        let shown = with_commas(number);
        let mut all = values.to_vec();
        all.push(("n", shown.as_str()));
        match self.phrases.get(key) {
            Some(Phrase::Plural(forms)) => forms
                .get(&Category::of(self.language, number))
                .or_else(|| forms.get(&Category::Other))
                .map(|text| fill(text, &all))
                .unwrap_or_default(),
            _ => self.with(key, &all),
        }
    }

    pub fn has(&self, key: &str) -> bool {
        self.phrases.contains_key(key)
    }

    /// The phrases whose keys start with one of `prefixes`, for an island.
    pub fn part(&self, prefixes: &[&str]) -> Wording {
        Wording {
            language: self.language,
            phrases: self
                .phrases
                .iter()
                .filter(|(key, _)| prefixes.iter().any(|prefix| key.starts_with(prefix)))
                .map(|(key, phrase)| (key.clone(), phrase.clone()))
                .collect(),
        }
    }
}

/// Replaces `{name}` with its value; unknown placeholders are left as they are.
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let known = after.find('}').and_then(|close| {
            values
                .iter()
                .find(|(name, _)| *name == &after[..close])
                .map(|v| (close, v.1))
        });
        match known {
            Some((close, value)) => {
                out.push_str(value);
                rest = &after[close + 1..];
            }
            None => {
                out.push('{');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// `1,200`, as the GOV.UK style guide writes numbers.
pub fn with_commas(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        text.push('-');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// The text with a capital at its start, for a name that begins a sentence.
pub fn capitalised(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => [upper(first)].into_iter().chain(characters).collect(),
        None => String::new(),
    }
}

/// The text without a capital at its start, for a name within a sentence: `Your name` becomes
/// `your name`; `NHS number` and `I am not sure` are unchanged.
pub fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    let (first, second) = (characters.next(), characters.clone().next());
    match first {
        Some('I') if second == Some(' ') => text.to_owned(),
        Some(first) if second.is_none_or(|second| lower(second) == second) => {
            [lower(first)].into_iter().chain(characters).collect()
        }
        _ => text.to_owned(),
    }
}

/// Lowercases the letters used in English and Welsh only: Unicode tables for all scripts would
/// outweigh the rest of the engine in the browser.
fn lower(letter: char) -> char {
    match letter {
        'Ŵ' => 'ŵ',
        'Ŷ' => 'ŷ',
        'À'..='Ö' | 'Ø'..='Þ' => char::from_u32(letter as u32 + 32).unwrap_or(letter),
        other => other.to_ascii_lowercase(),
    }
}

/// The inverse of `lower`.
fn upper(letter: char) -> char {
    match letter {
        'ŵ' => 'Ŵ',
        'ŷ' => 'Ŷ',
        'à'..='ö' | 'ø'..='þ' => char::from_u32(letter as u32 - 32).unwrap_or(letter),
        other => other.to_ascii_uppercase(),
    }
}
