//! Searches the services for what people type.

use super::{Service, Services};
use shared::language::Language;
use shared::service::Definition;
use std::sync::Arc;

/// The services that match a query, best first; all of them for an empty query.
pub fn search<'s>(
    services: &'s Services,
    language: Language,
    query: &str,
) -> Vec<&'s Arc<Service>> {
    let mut found: Vec<(u32, &Arc<Service>)> = services
        .all()
        .map(|service| (score(&service.definition, language, query), service))
        .collect();
    found.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    if !query.is_empty() {
        // People type sentences ("my bin was not collected"): a service that scores less than
        // half of the best matched only an incidental word.
        let best = found.first().map_or(0, |(score, _)| *score);
        found.retain(|(score, _)| *score * 2 > best);
    }
    found.into_iter().map(|(_, service)| service).collect()
}

/// The score of a service: the sum over the query's words, with the title weighted above the
/// keywords, and those above the summary. 0 is no match.
fn score(definition: &Definition, language: Language, query: &str) -> u32 {
    let title = definition.title.get(language).to_lowercase();
    let keywords: Vec<String> = definition
        .keywords
        .iter()
        .map(|keyword| keyword.get(language).to_lowercase())
        .collect();
    let summary = definition.summary.get(language).to_lowercase();
    let points = |word: &str| {
        let stem = stem(word);
        if holds(&title, stem) {
            4
        } else if keywords.iter().any(|keyword| holds(keyword, stem)) {
            2
        } else {
            u32::from(holds(&summary, stem))
        }
    };
    query
        .to_lowercase()
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() > 1)
        .map(points)
        .sum()
}

/// A word without its inflection: "bins" finds "bin", "moved" finds "moving". Enough for
/// English and harmless for Welsh.
fn stem(word: &str) -> &str {
    ["ing", "ed", "es", "s", "e"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.len() > 2))
        .unwrap_or(word)
}

/// Long words match anywhere ("hole" in "pothole"), short ones at the start of a word.
fn holds(text: &str, stem: &str) -> bool {
    if stem.len() > 3 {
        return text.contains(stem);
    }
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word.starts_with(stem))
}
