//! The words by which one service is found.

use super::spelling::{alike, holds, same, splits, words};
use shared::language::Language;
use shared::service::{Definition, Synonyms};

/// How much a word counts, by where it stands.
const TITLE: u32 = 4;
const KEYWORD: u32 = 2;
const SUMMARY: u32 = 1;

/// The words of one service in one language.
#[derive(Debug, Clone, Default)]
pub struct Index {
    words: Vec<Word>,
    /// Each two neighbouring words as one, as people write them without a space.
    joined: Vec<Word>,
}

#[derive(Debug, Clone)]
struct Word {
    text: String,
    weight: u32,
}

impl Index {
    pub fn of(definition: &Definition, language: Language) -> Index {
        let mut index = Index::default();
        index.add(definition.title.get(language), TITLE);
        for keyword in &definition.keywords {
            index.add(keyword.get(language), KEYWORD);
        }
        index.add(definition.summary.get(language), SUMMARY);
        // A service that is not in this language is found by its English words.
        let own = match definition.speaks(language) {
            true => language,
            false => Language::En,
        };
        for group in definition.synonyms.iter().filter(|one| one.language == own) {
            index.add_synonyms(group);
        }
        index
    }

    fn add(&mut self, text: &str, weight: u32) {
        let words: Vec<String> = words(text).collect();
        for pair in words.windows(2) {
            self.joined.push(Word {
                text: pair.concat(),
                weight,
            });
        }
        let words = words.into_iter();
        self.words.extend(words.map(|text| Word { text, weight }));
    }

    /// Each word of a group counts as much as the one of them that counts most.
    fn add_synonyms(&mut self, group: &Synonyms) {
        let weight = |phrase: &String| words(phrase).map(|word| self.exact(&word)).min();
        let weight = group.words.iter().filter_map(weight).max();
        let weight = weight.unwrap_or_default().max(KEYWORD);
        for phrase in &group.words {
            self.add(phrase, weight);
        }
    }

    /// The points of a word that is spelt as here; 0 if it is not here.
    pub fn exact(&self, typed: &str) -> u32 {
        heaviest(&self.words, |word| holds(word, typed))
    }

    /// The points of a word with one wrong letter or without its space.
    pub fn forgiven(&self, typed: &str) -> u32 {
        let near = heaviest(&self.words, |word| alike(word, typed));
        let joined = heaviest(&self.joined, |word| same(word, typed) || alike(word, typed));
        let split = splits(typed).map(|(one, other)| self.equal(one).min(self.equal(other)));
        forgiven(near.max(joined).max(split.max().unwrap_or_default()))
    }

    /// The points of two words that are one here.
    pub fn rejoined(&self, typed: &str) -> u32 {
        forgiven(self.equal(typed))
    }

    /// The points of a whole word, not a part of one.
    fn equal(&self, typed: &str) -> u32 {
        heaviest(&self.words, |word| same(word, typed))
    }
}

fn heaviest(words: &[Word], fits: impl Fn(&str) -> bool) -> u32 {
    let fitting = words.iter().filter(|word| fits(&word.text));
    fitting.map(|word| word.weight).max().unwrap_or_default()
}

/// A forgiven word counts less than any that is spelt as here.
fn forgiven(weight: u32) -> u32 {
    match weight {
        0 => 0,
        SUMMARY => 1,
        KEYWORD => 2,
        _ => 3,
    }
}
