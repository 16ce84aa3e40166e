//! Form field names of a question, and how their values become [`Typed`].

use super::Question;
use super::normalise::{kept, tidy};
use super::rules::Shape;
use crate::answers::Typed;
use std::collections::{BTreeMap, BTreeSet};

impl Question {
    /// The name of a field: `id`, or `id-part`.
    pub fn field(&self, part: Option<&str>) -> String {
        match part {
            Some(part) => [self.id.as_str(), "-", part].concat(),
            None => self.id.clone(),
        }
    }

    /// Every field name this question posts.
    pub fn field_names(&self) -> Vec<String> {
        match self.kind.rules().shape() {
            Shape::One | Shape::Many => vec![self.id.clone()],
            Shape::Parts(parts) => parts.iter().map(|part| self.field(Some(part))).collect(),
        }
    }

    /// A text as typed into one of this question's fields, tidied, as far as it is kept.
    fn text(&self, typed: &str) -> String {
        let limits = self.kind.rules().text_limit();
        kept(tidy(typed, limits.lines), limits.limit)
    }

    /// Reads this question's fields; a question left untouched gives an empty entry.
    pub fn read(&self, pairs: &[(String, String)]) -> Typed {
        let first = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| self.text(value))
                .unwrap_or_default()
        };
        match self.kind.rules().shape() {
            Shape::One => Typed::Text(first(&self.id)),
            Shape::Many => {
                let own = pairs.iter().filter(|(key, _)| *key == self.id);
                distinct(own.map(|(_, value)| self.text(value)))
            }
            Shape::Parts(parts) => {
                // Inserted one by one: collecting into a map would pull sorting code into the
                // browser build.
                let mut read = BTreeMap::new();
                for part in parts {
                    let value = first(&self.field(Some(part)));
                    if !value.is_empty() {
                        read.insert((*part).to_owned(), value);
                    }
                }
                Typed::Parts(read)
            }
        }
    }

    /// The fields a form filled with `typed` posts: the inverse of [`Question::read`].
    pub fn fields(&self, typed: &Typed) -> Vec<(String, String)> {
        match typed {
            Typed::Text(text) => vec![(self.id.clone(), text.clone())],
            Typed::Many(texts) => texts
                .iter()
                .map(|text| (self.id.clone(), text.clone()))
                .collect(),
            Typed::Parts(parts) => parts
                .iter()
                .map(|(part, text)| (self.field(Some(part)), text.clone()))
                .collect(),
        }
    }

    /// Normalises an entry received as JSON (a saved page) to what [`Question::read`] would return:
    /// tidies texts and drops unknown parts. Wrong shapes are kept.
    pub fn tidied(&self, typed: Typed) -> Typed {
        match (self.kind.rules().shape(), typed) {
            (_, Typed::Text(text)) => Typed::Text(self.text(&text)),
            (_, Typed::Many(texts)) => distinct(texts.iter().map(|text| self.text(text))),
            (Shape::Parts(known), Typed::Parts(parts)) => Typed::Parts(
                parts
                    .into_iter()
                    .filter(|(part, _)| known.contains(&part.as_str()))
                    .map(|(part, text)| (part, self.text(&text)))
                    .filter(|(_, text)| !text.is_empty())
                    .collect(),
            ),
            (_, Typed::Parts(_)) => Typed::Parts(BTreeMap::new()),
        }
    }
}

/// The texts that are not empty, each once, in their order.
fn distinct(texts: impl Iterator<Item = String>) -> Typed {
    let mut seen = BTreeSet::new();
    Typed::Many(
        texts
            .filter(|text| !text.is_empty() && seen.insert(text.clone()))
            .collect(),
    )
}
