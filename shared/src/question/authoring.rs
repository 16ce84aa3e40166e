//! What those who write, check and test definitions ask of a kind: the feature `authoring`, which
//! the browser is built without.

use super::Kind;
use crate::answers::Typed;
use crate::condition::Condition;
use crate::date::Date;
use crate::language::{Language, Text};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The most characters a question may allow.
const MAX_LIMIT: u32 = 10_000;

/// The codes the engine gives whatever the kind.
const GENERAL_CODES: [&str; 4] = ["required", "wrong-type", "unknown-question", "not-served"];

/// The part of a kind's rules that never reaches the browser.
pub trait AuthoredKind {
    /// The codes its check can give, besides `required` and `wrong-type`. The general words
    /// of each are `error-{code}`, with `{name}` and, where there is one, `{n}`.
    fn codes(&self) -> &'static [&'static str];

    /// What is wrong with its fields in a definition, each as a sentence without its full stop.
    fn mistakes(&self) -> Vec<String> {
        Vec::new()
    }

    /// Whether its answers are a person's data, so that a question must state `about`.
    fn asks_about(&self) -> bool {
        false
    }

    /// The JSON Schema of an answer in the API's shape.
    fn answer_schema(&self) -> Json;

    /// The kind without its words; `None` when it has none.
    fn wordless(&self) -> Option<Kind> {
        None
    }

    /// A plausible answer, another one for another `turn`.
    fn sample(&self, context: &SampleContext<'_>) -> Typed;

    /// The kind with fields drawn at random, sound in every definition; `None` when it has
    /// no fields.
    fn random(&self, _draw: &mut dyn Draw) -> Option<Kind> {
        None
    }

    /// An answer its check takes, as varied as people's.
    fn random_answer(&self, draw: &mut dyn Draw, today: Date) -> Typed {
        let turn = draw.below(1_000);
        self.sample(&SampleContext {
            areas: &[],
            today,
            turn,
        })
    }
}

/// What a sample answer may depend on.
pub struct SampleContext<'a> {
    /// Where its addresses may lie.
    pub areas: &'a [&'a str],
    pub today: Date,
    pub turn: usize,
}

/// Where generated tests draw from.
pub trait Draw {
    /// A number from 0 up to, but not including, `end`.
    fn below(&mut self, end: usize) -> usize;

    /// A condition about earlier pages or about facts.
    fn condition(&mut self) -> Option<Condition>;
}

/// Every code the engine itself can give, sorted; rules of a definition add their own.
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

/// One of a slice that is not empty.
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

/// The mistake of a limit in characters.
pub(super) fn limit_mistakes(limit: u32) -> Vec<String> {
    if (1..=MAX_LIMIT).contains(&limit) {
        return Vec::new();
    }
    vec![format!(
        "the limit must be from 1 to {MAX_LIMIT} characters"
    )]
}

/// "An example", as far as the limit lets it.
pub(super) fn example(limit: u32) -> String {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    "An example".chars().take(limit).collect()
}

/// A short text of letters, scripts and marks that are easily mishandled.
pub(super) fn random_words(draw: &mut dyn Draw, limit: u32) -> String {
    const LETTERS: [char; 12] = [
        'a', 'b', 'z', 'é', 'ŵ', '李', '🙂', '7', '<', '&', '"', '\'',
    ];
    let limit = limit.min(40) as usize;
    let length = 1 + draw.below(limit);
    (0..length).map(|_| *pick(draw, &LETTERS)).collect()
}

/// Parts of an answer; empty ones are left out.
pub(super) fn typed_parts(parts: &[(&str, &str)]) -> Typed {
    let named = parts.iter().filter(|(_, text)| !text.is_empty());
    Typed::Parts(
        named
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    )
}
