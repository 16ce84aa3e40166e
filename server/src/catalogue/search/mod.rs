//! Searches the services for what people type.
//!
//! | File | Holds |
//! |---|---|
//! | [`index`] | the words of one service, each with its weight |
//! | [`spelling`] | the words of a text, their stems, and which two spellings are alike |
//!
//! A word that no service has is forgiven one wrong letter, and a space that is missing or too
//! many. So a forgiven word never competes with one that was spelt as a service spells it.

mod index;
mod spelling;

pub use index::Index;

use super::{Service, Services};
use shared::language::Language;
use std::cmp::Reverse;
use std::sync::Arc;

/// How well a service fits a query. What was spelt right counts before what was forgiven.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Score {
    exact: u32,
    forgiven: u32,
}

impl Score {
    /// One number, in which a word spelt right counts as much as four forgiven ones.
    fn total(self) -> u32 {
        self.exact * 4 + self.forgiven
    }
}

/// The services that match a query, best first; all of them for an empty query.
pub fn search<'s>(
    services: &'s Services,
    language: Language,
    query: &str,
) -> Vec<&'s Arc<Service>> {
    let all: Vec<(&Arc<Service>, &Index)> = services
        .all()
        .map(|service| (service, service.index(language)))
        .collect();
    if query.is_empty() {
        return all.into_iter().map(|(service, _)| service).collect();
    }
    let typed: Vec<String> = spelling::words(query)
        .filter(|word| word.chars().count() > 1)
        .collect();
    let is_known = |word: &&String| all.iter().any(|(_, index)| index.exact(word) > 0);
    let (known, unknown): (Vec<&String>, Vec<&String>) = typed.iter().partition(is_known);
    // Two unknown words in a row may be one word with a space too many.
    let pairs = typed.windows(2).filter(|pair| match pair {
        [one, other] => unknown.contains(&one) || unknown.contains(&other),
        _ => false,
    });
    let joined: Vec<String> = pairs.map(|pair| pair.concat()).collect();
    let mut found: Vec<(Score, &Arc<Service>)> = all
        .iter()
        .map(|(service, index)| {
            let forgiven = unknown.iter().map(|word| index.forgiven(word));
            let rejoined = joined.iter().map(|word| index.rejoined(word));
            let score = Score {
                exact: known.iter().map(|word| index.exact(word)).sum(),
                forgiven: forgiven.chain(rejoined).sum(),
            };
            (score, *service)
        })
        .collect();
    found.sort_by_key(|(score, _)| Reverse(*score));
    // People type sentences ("my bin was not collected"): a service that scores less than half of
    // the best matched only an incidental word.
    let best = found.iter().map(|(score, _)| score.total()).max();
    let best = best.unwrap_or_default();
    found.retain(|(score, _)| score.total() * 2 > best);
    found.into_iter().map(|(_, service)| service).collect()
}

#[cfg(test)]
mod tests;
