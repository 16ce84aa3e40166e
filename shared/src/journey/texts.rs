//! Texts with the serving authority's parameters filled in, messages and summary rows.

use super::walk::{Until, Walk};
use super::{Journey, SummaryRow};
use crate::answers::FieldError;
use crate::language::{Language, Text, placeholders};
use crate::question::rules::ShowContext;
use crate::question::{Question, postcode};
use crate::wording::{self, Wording, capitalised, uncapitalised, with_commas};

/// Replaces `{parameter}` with its value, and the placeholders of councils with their names. Without
/// a walk, only values shared by all authorities are filled in.
pub(super) fn fill(
    journey: Journey<'_>,
    walk: Option<&Walk<'_>>,
    text: &Text,
    language: Language,
) -> String {
    let text = text.get(language);
    let serving = walk.and_then(Walk::serving);
    let value = |name: &str| match walk.and_then(|walk| walk.named(name)) {
        Some(council) => Some(journey.name_of(council)),
        None => journey.definition.parameter(serving, name)?.words(language),
    };
    let values: Vec<(&str, String)> = placeholders(text)
        .filter_map(|name| Some((name, value(name)?)))
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
    let own = own.or_else(|| {
        let mut groups = journey
            .definition
            .pages
            .iter()
            .flat_map(|page| &page.one_of);
        let group = groups.find(|group| group.is_about(error));
        group.map(|group| &group.error)
    });
    let number = error.number.map(|number| match question {
        Some(question) => question.kind.rules().show_number(number),
        None => with_commas(number),
    });
    let number = number.as_deref().unwrap_or_default();
    let typed = journey.answers.typed.get(&error.question);
    let suggestion = question
        .zip(typed)
        .and_then(|(question, typed)| question.kind.rules().suggestion(typed))
        .unwrap_or_default();
    let suggestion = postcode::unbroken(&suggestion);
    if let Some(own) = own {
        let filled = journey.fill(own, language);
        return wording::fill(&filled, &[("n", number), ("suggestion", &suggestion)]);
    }
    let name = question.map_or_else(
        || error.question.clone(),
        |question| uncapitalised(&journey.fill(name_of(question), language)),
    );
    let key = ["error-", &error.code].concat();
    let values: [(&str, &str); 3] = [("n", number), ("name", &name), ("suggestion", &suggestion)];
    capitalised(&match error.number {
        Some(n) => wording.count(&key, n, &values),
        None => wording.with(&key, &values),
    })
}

fn name_of(question: &Question) -> &Text {
    question.short.as_ref().unwrap_or(&question.label)
}

pub(super) fn summary(
    journey: Journey<'_>,
    language: Language,
    wording: &Wording,
) -> Vec<SummaryRow> {
    let walk = Walk::new(journey, Until::FirstError);
    let fill = |text: &Text| fill(journey, Some(&walk), text, language);
    let context = ShowContext {
        language,
        wording,
        fill: &fill,
    };
    let mut rows = Vec::new();
    for page in &walk.pages {
        let asked = walk.visible.iter().filter(|one| one.page.id == page.id);
        rows.extend(asked.map(|one| {
            SummaryRow {
                page: page.id.clone(),
                question: Some(one.question.id.clone()),
                name: fill(name_of(one.question)),
                lines: one
                    .value
                    .as_ref()
                    .map_or_else(Vec::new, |value| one.question.lines(value, &context)),
            }
        }));
        let said = walk.said.iter().filter(|said| said.stop.page.id == page.id);
        rows.extend(said.map(|said| SummaryRow {
            page: page.id.clone(),
            question: None,
            name: said.stop.title().map(fill).unwrap_or_default(),
            lines: vec![fill(said.text)],
        }));
    }
    rows
}
