//! What a kind provides for writing, checking and testing definitions. Behind the feature
//! `authoring`, which the browser build leaves out.

use super::Kind;
use crate::answers::Typed;
use crate::condition::Condition;
use crate::date::Date;
use crate::language::{Language, Text};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Maximum character limit a question may set.
const MAX_LIMIT: u32 = 10_000;

/// Error codes common to all kinds.
const GENERAL_CODES: [&str; 5] = [
    "required",
    "wrong-type",
    "unknown-question",
    "not-served",
    "too-much-text",
];

/// The part of a kind's rules that is left out of the browser build.
pub trait AuthoredKind {
    /// The codes its check can return, besides `required` and `wrong-type`. The general message of
    /// each is `error-{code}`, with `{name}` and, where there is one, `{n}`.
    fn codes(&self) -> &'static [&'static str];

    /// Errors in its fields in a definition, each a sentence without its full stop.
    fn mistakes(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether its answers are personal data, so that a question must state `about`.
    fn asks_about(&self) -> bool {
        false
    }

    /// JSON Schema of an answer as sent to the API.
    fn answer_schema(&self) -> Json;

    /// The kind without its texts; `None` when it has none.
    fn wordless(&self) -> Option<Kind> {
        None
    }

    /// A plausible answer, varying with `turn`.
    fn sample(&self, context: &SampleContext<'_>) -> Typed;

    /// The kind with randomly chosen fields, valid in every definition; `None` when it has no
    /// fields.
    fn random(&self, _draw: &mut dyn Draw) -> Option<Kind> {
        None
    }

    /// A valid answer, as varied as real ones.
    fn random_answer(&self, draw: &mut dyn Draw, today: Date) -> Typed {
        let turn = draw.below(1_000);
        self.sample(&SampleContext {
            areas: &[],
            today,
            turn,
        })
    }
}

/// Inputs to a sample answer.
pub struct SampleContext<'a> {
    /// Areas its addresses may lie in.
    pub areas: &'a [&'a str],
    pub today: Date,
    pub turn: usize,
}

/// Source of random values for generated tests.
pub trait Draw {
    /// A number from 0 up to, but not including, `end`.
    fn below(&mut self, end: usize) -> usize;

    /// A condition on earlier pages or on facts.
    fn condition(&mut self) -> Option<Condition>;
}

/// Every code the engine itself can return, sorted; a definition's rules add their own.
pub fn codes() -> &'static [&'static str] {
    static CODES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
        let mut codes = GENERAL_CODES.to_vec();
        for kind in Kind::all() {
            codes.extend(kind.rules().codes());
        }
        codes.sort_unstable();
        codes.dedup();
        codes
    });
    &CODES
}

/// A random element of a non-empty slice.
pub fn pick<'a, T>(draw: &mut dyn Draw, from: &'a [T]) -> &'a T {
    &from[draw.below(from.len())]
}

/// A text in every language.
pub fn bilingual(words: &str) -> Text {
    Text::ByLanguage(BTreeMap::from([
        (Language::En, words.to_owned()),
        (Language::Cy, format!("{words} (cy)")),
    ]))
}

/// The error in a limit in characters, if any.
pub(super) fn limit_mistakes(limit: u32) -> Vec<String> {
    if (1..=MAX_LIMIT).contains(&limit) {
        return Vec::new();
    }
    vec![format!(
        "the limit must be from 1 to {MAX_LIMIT} characters"
    )]
}

/// "An example", cut to the limit.
pub(super) fn example(limit: u32) -> String {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    "An example".chars().take(limit).collect()
}

/// A short text of letters, scripts and marks that are often mishandled.
pub(super) fn random_words(draw: &mut dyn Draw, limit: u32) -> String {
    const LETTERS: [char; 12] = [
        'a', 'b', 'z', 'é', 'ŵ', '李', '🙂', '7', '<', '&', '"', '\'',
    ];
    let limit = limit.min(40) as usize;
    let length = 1 + draw.below(limit);
    (0..length).map(|_| *pick(draw, &LETTERS)).collect()
}

/// An answer of named parts; empty ones are left out.
pub(super) fn typed_parts(parts: &[(&str, &str)]) -> Typed {
    let named = parts.iter().filter(|(_, text)| !text.is_empty());
    Typed::Parts(
        named
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    )
}
