//! Whether the person has seen a page in its current wording.
//!
//! An answer is only valid for the wording it was given to. "Were the bins out by 7am?" is a
//! different question when the hour is half past six, so when the serving authority changes, and
//! with it a parameter named in a page's questions, the page is asked again. A page that a changed
//! answer adds to the path is also asked once, even when none of its questions is required. Both
//! rely on a fingerprint of each page, stored when the page is saved ([`record`]) and compared by
//! the walk.
//!
//! The fingerprint covers only what defines the question: the page's title, labels and short names,
//! options and statements. Hints and messages may change.

use super::Journey;
use super::walk::{Until, Walk};
use crate::answers::Answers;
use crate::facts::Facts;
use crate::fingerprint::Fnv;
use crate::language::{Language, Text};
use crate::question::Question;
use crate::service::{Definition, Page};

/// Records that a page was shown in the wording it has with these answers. A page that is not on
/// the path (as after a draft expires) is recorded once it is.
pub fn record(definition: &Definition, facts: &Facts, answers: &mut Answers, page: &Page) {
    let words = Journey::new(definition, answers, facts).words_of(page);
    if let Some(words) = words {
        answers.shown_pages.insert(page.id.clone(), words);
    }
}

impl<'a> Journey<'a> {
    /// The answers to show on a page. An answer given to an earlier wording is left out.
    pub fn shown_on(&self, page: &Page) -> Answers {
        let mut answers = self.answers.clone();
        let names = |text: &Text| text.placeholders().next().is_some();
        let title = page.title.as_ref().is_some_and(names);
        let mut naming = page
            .questions
            .iter()
            .filter(|question| title || texts(question).any(names))
            .peekable();
        if naming.peek().is_some() && self.asks_anew(page) {
            for question in naming {
                answers.typed.remove(&question.id);
            }
        }
        answers
    }

    /// Whether the page was last shown in a different wording.
    pub fn asks_anew(&self, page: &Page) -> bool {
        let before = self.answers.shown_pages.get(&page.id);
        before.is_some() && before != self.words_of(page).as_ref()
    }

    /// The fingerprint of a page's wording, when the answers lead to the page.
    fn words_of(&self, page: &Page) -> Option<String> {
        let at = self
            .definition
            .pages
            .iter()
            .position(|one| one.id == page.id)?;
        let walk = Walk::new(*self, Until::Through(at));
        let reached = walk.pages.last().is_some_and(|last| last.id == page.id);
        reached.then(|| walk.words_of(page))
    }
}

impl<'a> Walk<'a> {
    /// Whether the page was shown in its current wording, given the walk so far.
    pub fn was_shown(&self, page: &Page) -> bool {
        let answers = self.journey.answers;
        answers.came_at_once()
            || answers
                .shown_pages
                .get(&page.id)
                .is_some_and(|before| *before == self.words_of(page))
    }

    /// Empty when the texts name no parameter, which is the usual case.
    fn words_of(&self, page: &Page) -> String {
        let questions = page.questions.iter().flat_map(texts);
        let mut named = page
            .title
            .iter()
            .chain(questions)
            .flat_map(Text::placeholders)
            .peekable();
        if named.peek().is_none() {
            return String::new();
        }
        let mut hash = Fnv::default();
        for name in named {
            hash.add(name.as_bytes());
            if let Some(council) = self.named(name) {
                hash.add(council.as_bytes());
            }
            let parameter = self.parameter(name);
            for language in Language::ALL {
                let words = parameter.and_then(|parameter| parameter.words(language));
                hash.add(words.unwrap_or_default().as_bytes());
            }
        }
        hash.hex()
    }
}

/// The texts that define a question.
fn texts(question: &Question) -> impl Iterator<Item = &Text> {
    [&question.label]
        .into_iter()
        .chain(&question.short)
        .chain(question.asked_texts())
}
