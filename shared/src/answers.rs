//! Answers as typed, valid or not, and the errors found in them.

use crate::untagged::{self, Untagged, untagged};
use serde::de::{MapAccess, SeqAccess};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One question's answer exactly as typed, apart from trimming and line ends made `\n`.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema, utoipa::ToSchema))]
#[serde(untagged)]
pub enum Typed {
    Text(String),
    Many(Vec<String>),
    /// Parts by name: `day`, `month`, `year`; `postcode`, `uprn`, `line1`, `line2`, `town`,
    /// `mode`, `area`, `areas`, `country`; `description`, `lat`, `lon`. Empty parts are left out.
    Parts(BTreeMap<String, String>),
}

untagged!(Typed);

impl Untagged for Typed {
    const SHAPES: &'static str = "a text, a list of texts or a table of texts";

    fn from_text(text: String) -> Option<Typed> {
        Some(Typed::Text(text))
    }

    fn from_list<'de, A: SeqAccess<'de>>(list: A) -> Result<Typed, A::Error> {
        untagged::list(list).map(Typed::Many)
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Typed, A::Error> {
        untagged::map(map).map(Typed::Parts)
    }
}

impl Typed {
    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        match self {
            Typed::Text(text) => text.is_empty(),
            Typed::Many(texts) => texts.iter().all(String::is_empty),
            Typed::Parts(parts) => parts.values().all(String::is_empty),
        }
    }

    /// The text of a single-field kind, or `""`.
    pub fn text(&self) -> &str {
        match self {
            Typed::Text(text) => text,
            _ => "",
        }
    }

    /// One part of a kind with parts, or `""`.
    pub fn part(&self, name: &str) -> &str {
        match self {
            Typed::Parts(parts) => parts.get(name).map(String::as_str).unwrap_or_default(),
            _ => "",
        }
    }

    /// Whether an option is chosen, for radios and checkboxes alike.
    pub fn chose(&self, option: &str) -> bool {
        match self {
            Typed::Text(text) => text == option,
            Typed::Many(texts) => texts.iter().any(|text| text == option),
            Typed::Parts(_) => false,
        }
    }
}

/// The most bytes that the answers of one draft may have together ([`Answers::escaped_size`]).
pub const MOST_KEPT: usize = 64 * 1024;

impl Typed {
    /// The bytes that the answer takes in a page or in JSON at most.
    pub fn escaped_size(&self) -> usize {
        match self {
            Typed::Text(text) => escaped_size(text),
            Typed::Many(texts) => texts.iter().map(|text| OVERHEAD + escaped_size(text)).sum(),
            Typed::Parts(parts) => parts
                .values()
                .map(|text| OVERHEAD + escaped_size(text))
                .sum(),
        }
    }

    /// Truncates the texts so that their escaped size is at most `most` together.
    fn truncate_to(&mut self, most: usize) {
        let mut left = most;
        let mut keeps = |text: &mut String, overhead: usize| {
            left = left.saturating_sub(overhead);
            text.truncate(fitting(text, left).len());
            left -= escaped_size(text);
            !text.is_empty()
        };
        match self {
            Typed::Text(text) => _ = keeps(text, 0),
            Typed::Many(texts) => texts.retain_mut(|text| keeps(text, OVERHEAD)),
            Typed::Parts(parts) => parts.retain(|_, text| keeps(text, OVERHEAD)),
        }
    }
}

/// The bytes around each of several texts.
const OVERHEAD: usize = 16;

fn escaped_size(text: &str) -> usize {
    text.chars().map(escaped_size_of).sum()
}

/// The beginning of a text whose escaped size is at most this.
fn fitting(text: &str, most: usize) -> &str {
    let mut left = most;
    let over = |(_, c): &(usize, char)| {
        let size = escaped_size_of(*c);
        let over = size > left;
        left = left.saturating_sub(size);
        over
    };
    let end = text.char_indices().find(over);
    end.and_then(|(at, _)| text.get(..at)).unwrap_or(text)
}

/// Shortens displayed lines so that their escaped size is at most this together; an ellipsis
/// stands for what is left out.
pub fn shorten<'a>(lines: impl Iterator<Item = &'a mut String>, most: usize) {
    let mut left = most;
    for line in lines {
        let fits = fitting(line, left).len();
        if fits < line.len() {
            line.truncate(fits);
            line.push('…');
        }
        left = left.saturating_sub(escaped_size(line));
    }
}

/// The bytes of a character where it takes the most: escaped in an attribute or in JSON, or drawn
/// as the end of a line.
fn escaped_size_of(c: char) -> usize {
    match c {
        '"' => "&quot;".len(),
        '&' => "&amp;".len(),
        '<' | '>' => "&lt;".len(),
        '\n' => "<br>".len(),
        '\\' => "\\\\".len(),
        c if c.is_control() => "\\u0000".len(),
        c => c.len_utf8(),
    }
}

/// Redacted: answers hold personal data.
impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// All answers of a draft, by question id.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Answers {
    #[serde(default)]
    pub typed: BTreeMap<String, Typed>,
    /// Fingerprints of the outcomes and notices that the person has read and continued past
    /// ([`crate::journey::acknowledged`]).
    // The old name is that of drafts saved by release 0.1, whose entries no longer match.
    #[cfg_attr(feature = "authoring", serde(alias = "acknowledged_outcomes"))]
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub acknowledged: BTreeSet<String>,
    /// Pages shown to the person, by id, each with a fingerprint of the parameters its text named
    /// then ([`crate::journey::shown`]). Empty for answers that arrived all at once, such as from
    /// the API: every page then counts as shown, and no notice is waited for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shown_pages: BTreeMap<String, String>,
}

impl Answers {
    /// Whether the answers arrived all at once, such as from the API.
    pub fn came_at_once(&self) -> bool {
        self.shown_pages.is_empty()
    }

    /// Whether nothing was answered yet.
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty() && self.acknowledged.is_empty() && self.shown_pages.is_empty()
    }

    /// The bytes that the answers take in a page or in JSON at most.
    pub fn escaped_size(&self) -> usize {
        self.typed.values().map(Typed::escaped_size).sum()
    }

    /// Truncates the longest texts so that the escaped size of all is at most `most` together.
    pub fn truncate_to(&mut self, most: usize) {
        while let Some(over) = self.escaped_size().checked_sub(most + 1) {
            let longest = self
                .typed
                .values_mut()
                .max_by_key(|typed| typed.escaped_size());
            let Some(longest) = longest else { return };
            longest.truncate_to(longest.escaped_size().saturating_sub(over + 1));
        }
    }
}

/// Redacted: answers hold personal data.
impl std::fmt::Debug for Answers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// One error, as a code; [`crate::wording`] has the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    pub question: String,
    /// The part with the error, such as `day`; error links and red borders point to it.
    pub part: Option<String>,
    /// `required`, `too-long`, `not-a-date`, `not-an-email`, …, or a rule's own code.
    pub code: String,
    /// A number for the message, such as the limit exceeded.
    pub number: Option<i64>,
}

impl FieldError {
    /// All answers together are too long to keep.
    pub fn too_much_text(question: String) -> FieldError {
        FieldError {
            question,
            part: None,
            code: "too-much-text".to_owned(),
            number: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_truncated_to_a_size_and_the_longest_lose_most() {
        let many = Typed::Many(vec!["\"".repeat(9), "&".repeat(9)]);
        let parts = BTreeMap::from([("line1".to_owned(), "<".repeat(90))]);
        let mut answers = Answers::default();
        for (id, typed) in [
            ("short", Typed::Text("short".to_owned())),
            ("long", Typed::Text("é\n".repeat(400))),
            ("many", many),
            ("parts", Typed::Parts(parts)),
        ] {
            answers.typed.insert(id.to_owned(), typed);
        }
        for most in [3_000, 700, 300, 20, 5, 0] {
            answers.truncate_to(most);
            assert!(
                answers.escaped_size() <= most,
                "{most}: {}",
                answers.escaped_size()
            );
            let short = answers.typed["short"].text();
            assert_eq!(short == "short", most >= 5, "{most}: {short}");
        }
    }
}
