//! Whether the person has been shown a page in the words it has now.
//!
//! An answer belongs to the words it was given to. "Were the bins out by 7am?" is another
//! question where the hour is half past six, so when the serving authority changes, and with it
//! a parameter that a page's questions name, the page is asked again. And a page that a changed
//! answer opened is asked once, even when nothing on it has to be answered. Both depend on a
//! fingerprint of each page, stored when the page is saved ([`record`]) and compared by the walk.
//!
//! Only the words that make the question count: the page's title, labels and short names,
//! options, a statement. Hints and messages explain, and what they say may change.

use super::Journey;
use super::walk::{Pace, Walk};
use crate::answers::Answers;
use crate::facts::Facts;
use crate::fingerprint::Fnv;
use crate::language::{Language, Text};
use crate::question::Question;
use crate::service::{Definition, Page};

/// Records that a page was shown, in the words it has with these answers. A page that they do
/// not lead to (as after a draft that expired) is recorded once they do.
pub fn record(definition: &Definition, facts: &Facts, answers: &mut Answers, page: &Page) {
    let words = Journey::new(definition, answers, facts).words_of(page);
    if let Some(words) = words {
        answers.shown_pages.insert(page.id.clone(), words);
    }
}

impl<'a> Journey<'a> {
    /// The answers as a page shows them: an answer to words that have changed since is not
    /// shown as one to the words of now.
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

    /// Whether the page was shown before in other words than it has now.
    pub fn asks_anew(&self, page: &Page) -> bool {
        let before = self.answers.shown_pages.get(&page.id);
        before.is_some() && before != self.words_of(page).as_ref()
    }

    /// The fingerprint of what a page's words name, when the answers lead to the page.
    fn words_of(&self, page: &Page) -> Option<String> {
        let at = self
            .definition
            .pages
            .iter()
            .position(|one| one.id == page.id)?;
        let walk = Walk::new(*self, Pace::Through(at));
        let reached = walk.pages.last().is_some_and(|last| last.id == page.id);
        reached.then(|| walk.words_of(page))
    }
}

impl<'a> Walk<'a> {
    /// Whether the page was shown in the words it has by what is known on it.
    pub fn was_shown(&self, page: &Page) -> bool {
        let shown = &self.journey.answers.shown_pages;
        shown.is_empty()
            || shown
                .get(&page.id)
                .is_some_and(|before| *before == self.words_of(page))
    }

    /// Empty where the words name no parameter, as most do not.
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
            let parameter = self.parameter(name);
            for language in Language::ALL {
                let words = parameter.and_then(|parameter| parameter.words(language));
                hash.add(words.unwrap_or_default().as_bytes());
            }
        }
        hash.hex()
    }
}

/// The words that make a question what it is.
fn texts(question: &Question) -> impl Iterator<Item = &Text> {
    [&question.label]
        .into_iter()
        .chain(&question.short)
        .chain(question.asked_texts())
}
