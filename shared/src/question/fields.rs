//! How a question's fields are named in a form, and how what they hold becomes [`Typed`].

use super::{Kind, Question, address, date, location};
use crate::answers::Typed;
use std::collections::BTreeMap;

/// How many fields a kind of question has, and so which [`Typed`] it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One value, in the field `id`.
    One,
    /// Any number of values, in the repeated field `id`.
    Many,
    /// Named values, in the fields `id-part`; the first is where a missing answer is pointed at.
    Parts(&'static [&'static str]),
}

impl Kind {
    pub fn shape(&self) -> Shape {
        match self {
            Kind::Text { .. }
            | Kind::Textarea { .. }
            | Kind::Name
            | Kind::Email
            | Kind::Phone
            | Kind::Radios { .. }
            | Kind::YesNo
            | Kind::Declaration { .. } => Shape::One,
            Kind::Checkboxes { .. } => Shape::Many,
            Kind::Date => Shape::Parts(&date::PARTS),
            Kind::Address => Shape::Parts(&address::PARTS),
            Kind::Location { .. } => Shape::Parts(&location::PARTS),
        }
    }
}

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
        match self.kind.shape() {
            Shape::One | Shape::Many => vec![self.id.clone()],
            Shape::Parts(parts) => parts.iter().map(|part| self.field(Some(part))).collect(),
        }
    }

    /// Reads this question's fields; an untouched question reads as an empty entry.
    pub fn read(&self, pairs: &[(String, String)]) -> Typed {
        let first = |name: &str| {
            pairs
                .iter()
                .find(|(key, _)| key == name)
                .map(|(_, value)| tidy(value))
                .unwrap_or_default()
        };
        match self.kind.shape() {
            Shape::One => Typed::Text(first(&self.id)),
            Shape::Many => Typed::Many(
                pairs
                    .iter()
                    .filter(|(key, _)| *key == self.id)
                    .map(|(_, value)| tidy(value))
                    .filter(|value| !value.is_empty())
                    .collect(),
            ),
            Shape::Parts(parts) => {
                // One by one: collecting into a map sorts first, and all that sorting would
                // come along to the browser.
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

    /// What a form filled with `typed` posts: the inverse of [`Question::read`].
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

    /// Makes an entry that came as JSON (a saved page) what [`Question::read`] would have made
    /// of it: texts tidied, parts this kind does not have dropped. A wrong shape stays wrong.
    pub fn tidied(&self, typed: Typed) -> Typed {
        match (self.kind.shape(), typed) {
            (_, Typed::Text(text)) => Typed::Text(tidy(&text)),
            (_, Typed::Many(texts)) => Typed::Many(
                texts
                    .iter()
                    .map(|text| tidy(text))
                    .filter(|text| !text.is_empty())
                    .collect(),
            ),
            (Shape::Parts(known), Typed::Parts(parts)) => Typed::Parts(
                parts
                    .into_iter()
                    .filter(|(part, _)| known.contains(&part.as_str()))
                    .map(|(part, text)| (part, tidy(&text)))
                    .filter(|(_, text)| !text.is_empty())
                    .collect(),
            ),
            (_, Typed::Parts(_)) => Typed::Parts(BTreeMap::new()),
        }
    }
}

/// Trims, makes every line end `\n` and every tab a space. Also trims the invisible marks that
/// copying from a web page or a list of contacts leaves at the ends.
pub fn tidy(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || is_invisible_mark(c));
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\r' => {
                if characters.peek() == Some(&'\n') {
                    characters.next();
                }
                out.push('\n');
            }
            '\t' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}

/// A full-width letter, digit or mark as its ASCII twin (Unicode block FF00): keyboards for
/// Chinese, Japanese and Korean write them.
pub fn narrow(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    }
}

/// Zero-width space, direction marks and the byte order mark. Joiners inside a text are
/// part of how some scripts are written and stay.
fn is_invisible_mark(c: char) -> bool {
    matches!(
        c,
        '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
    )
}
