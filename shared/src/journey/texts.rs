//! Texts with the serving authority's parameters filled in, messages and summary rows.

use super::walk::{Until, Walk};
use super::{Journey, SummaryRow};
use crate::answers::FieldError;
use crate::language::{Language, Text, placeholders};
use crate::question::Question;
use crate::question::rules::ShowContext;
use crate::service::Definition;
use crate::wording::{self, Wording};

/// Replaces `{parameter}` with its value. Other placeholders are left for the caller.
pub(super) fn fill(
    definition: &Definition,
    serving: Option<&str>,
    text: &Text,
    language: Language,
) -> String {
    let text = text.get(language);
    let values: Vec<(&str, String)> = placeholders(text)
        .filter_map(|name| Some((name, definition.parameter(serving, name)?.words(language)?)))
        .collect();
    let values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, shown)| (*name, shown.as_str()))
        .collect();
    wording::fill(text, &values)
}

pub(super) fn message(
    journey: Journey<'_>,
    error: &FieldError,
    language: Language,
    wording: &Wording,
) -> String {
    let question = journey.definition.question(&error.question);
    let own = question.and_then(|question| {
        question.errors.get(&error.code).or_else(|| {
            question
                .rules
                .iter()
                .find(|rule| rule.code == error.code)
                .map(|rule| &rule.error)
        })
    });
    let number = error.number.map(|number| match question {
        Some(question) => question.kind.rules().show_number(number),
        None => number.to_string(),
    });
    let number = number.as_deref().unwrap_or_default();
    if let Some(own) = own {
        let filled = journey.fill(own, language);
        return match error.number {
            Some(_) => wording::fill(&filled, &[("n", number)]),
            None => filled,
        };
    }
    let name = question.map_or_else(
        || error.question.clone(),
        |question| lower_first(&journey.fill(name_of(question), language)),
    );
    let key = ["error-", &error.code].concat();
    upper_first(&match error.number {
        Some(n) => wording.count(&key, n, &[("n", number), ("name", &name)]),
        None => wording.with(&key, &[("name", &name)]),
    })
}

/// Capitalises a message that begins with the name of a question.
fn upper_first(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => [upper(first)].into_iter().chain(characters).collect(),
        None => String::new(),
    }
}

fn name_of(question: &Question) -> &Text {
    question.short.as_ref().unwrap_or(&question.label)
}

/// Lowercases a name for use within a sentence: `Your name` becomes `your name`, `NHS number` is
/// unchanged.
pub(super) fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let (first, second) = (characters.next(), characters.clone().next());
    match first {
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

pub(super) fn summary(
    journey: Journey<'_>,
    language: Language,
    wording: &Wording,
) -> Vec<SummaryRow> {
    let walk = Walk::new(journey, Until::FirstError);
    let serving = walk.serving();
    let fill = |text: &Text| fill(journey.definition, serving, text, language);
    let context = ShowContext {
        language,
        wording,
        fill: &fill,
    };
    let mut rows: Vec<SummaryRow> = walk
        .visible
        .iter()
        .filter(|one| walk.pages.iter().any(|page| page.id == one.page.id))
        .map(|one| SummaryRow {
            page: one.page.id.clone(),
            question: one.question.id.clone(),
            name: fill(name_of(one.question)),
            lines: one
                .value
                .as_ref()
                .map_or_else(Vec::new, |value| one.question.lines(value, &context)),
        })
        .collect();
    for page in &walk.pages {
        // Continuing past an outcome asserts that it does not apply, so it is part of what the
        // person confirms.
        let passed = page.then.iter().filter_map(|turn| {
            let outcome = journey.definition.outcome(turn.outcome.as_deref()?)?;
            let passed = journey.answers.acknowledged_outcomes.contains(&outcome.id);
            (passed && walk.holds(&turn.when)).then_some(outcome.pass.as_ref()?)
        });
        let lines: Vec<String> = passed.map(&fill).collect();
        if let Some(row) = rows.iter_mut().rfind(|row| row.page == page.id) {
            row.lines.extend(lines);
        }
    }
    rows
}
