//! A definition with the answers so far: the next page, what is visible, what is missing.
//!
//! [`Journey`] is the interface. `walk` goes along the pages, `holds` evaluates conditions,
//! [`shown`] knows which pages the person has seen, [`finish`] makes the request, `words` fills
//! texts, and [`example`] makes a request to try out a back office with.
//! Every method walks anew: about as much work as checking the answers once, and nothing that
//! could become stale.
//!
//! To add a condition: a variant in [`crate::condition`], an arm in `holds`, and one in
//! [`crate::service::check`].

#[cfg(feature = "authoring")]
pub mod example;
pub mod finish;
mod holds;
pub mod shown;
mod walk;
mod words;

#[cfg(test)]
mod tests;

use crate::answers::{Answers, FieldError};
use crate::condition::Condition;
use crate::facts::Facts;
use crate::language::{Language, Text, placeholders};
use crate::question::address::AREAS;
use crate::question::{Choice, Question};
use crate::request::ServiceRequest;
use crate::service::block::Block;
use crate::service::{Definition, Outcome, Page, Parameter, Recipient};
use crate::wording::Wording;
use walk::{Pace, Walk};

/// Where a journey is or goes next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step<'a> {
    Page(&'a Page),
    Outcome(&'a Outcome),
    CheckAnswers,
}

/// A definition with answers and facts. Cheap to make; evaluates, never changes.
#[derive(Clone, Copy)]
pub struct Journey<'a> {
    pub definition: &'a Definition,
    pub answers: &'a Answers,
    pub facts: &'a Facts,
}

/// One row of the check answers page and of the staff's view.
#[derive(Clone, PartialEq)]
pub struct SummaryRow {
    pub page: String,
    pub question: String,
    pub name: String,
    /// Lines of the answer as people read it; empty for a question left blank.
    pub lines: Vec<String>,
}

/// A row holds an answer, so it never prints it.
impl std::fmt::Debug for SummaryRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: [redacted]", self.question)
    }
}

/// Why answers are not a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Unfinished {
    /// All mistakes of all visible pages, in page order, each with its page id.
    Problems(Vec<(String, FieldError)>),
    /// The answers lead to an outcome, by id.
    Outcome(String),
}

impl<'a> Journey<'a> {
    pub fn new(definition: &'a Definition, answers: &'a Answers, facts: &'a Facts) -> Journey<'a> {
        Journey {
            definition,
            answers,
            facts,
        }
    }

    fn walk(&self) -> Walk<'a> {
        Walk::new(*self, Pace::ToFirstMistake)
    }

    /// A walk only as far as the last address that decides who serves: pages have many texts with
    /// parameters, and each asks.
    fn walk_to_serving(&self) -> Walk<'a> {
        let is_deciding = |id: &str| self.definition.served_by.iter().any(|by| by == id);
        let decides = |page: &Page| {
            let mut asked = page.questions.iter();
            asked.any(|one| is_deciding(&one.id) || one.area_of().is_some_and(&is_deciding))
        };
        let last = self.definition.pages.iter().rposition(decides);
        Walk::new(*self, last.map_or(Pace::Before(0), Pace::Through))
    }

    /// The authority that serves this request as far as the answers tell: the area of the first
    /// answered `served_by` address that lies in one of the definition's authorities, else the
    /// authority of the site when it is one of them, else the only one of a definition that has
    /// no `served_by`, else none yet.
    pub fn serving(&self) -> Option<&'a str> {
        self.walk_to_serving().serving()
    }

    /// The serving authority's value of a parameter, else what all share.
    pub fn parameter(&self, name: &str) -> Option<&'a Parameter> {
        self.walk_to_serving().parameter(name)
    }

    /// The text in `language` with `{parameter}` placeholders replaced by the serving
    /// authority's values. Other placeholders stay; callers may fill them with
    /// [`crate::wording::fill`].
    pub fn fill(&self, text: &Text, language: Language) -> String {
        let definition = self.definition;
        // A value that all authorities share depends on no answer.
        let own = |name| definition.has_own(name);
        let serving = placeholders(text.get(language)).any(own);
        let serving = serving.then(|| self.serving()).flatten();
        words::fill(definition, serving, text, language)
    }

    pub fn holds(&self, condition: &Condition) -> bool {
        self.walk().holds(condition)
    }

    /// The blocks whose condition holds.
    pub fn blocks(&self, blocks: &'a [Block]) -> Vec<&'a Block> {
        let conditional = blocks.iter().any(|block| block.when.is_some());
        let walk = conditional.then(|| self.walk());
        blocks
            .iter()
            .filter(|block| match (&block.when, &walk) {
                (Some(when), Some(walk)) => walk.holds(when),
                _ => true,
            })
            .collect()
    }

    /// Whether the page's own condition holds.
    pub fn asks(&self, page: &Page) -> bool {
        Walk::asks_in(*self, page)
    }

    /// The questions of a page that are asked now: a revealed question only when its
    /// option is chosen.
    pub fn visible(&self, page: &'a Page) -> Vec<&'a Question> {
        if page.questions.iter().all(|one| one.when.is_none()) {
            return page.questions.iter().collect();
        }
        self.walk().questions_of(page)
    }

    /// The options a question offers: those whose condition holds. A question that asks whose area an address lies in offers, of the
    /// authorities, those the address's postcode lies in, where that is known.
    pub fn offered<'q>(&self, question: &'q Question) -> Vec<&'q Choice> {
        let typed = question.area_of();
        let typed = typed.and_then(|address| self.answers.typed.get(address));
        let areas = typed.map_or("", |typed| typed.part(AREAS));
        let council = |option: &Choice| self.definition.authorities.contains(&option.id);
        let known =
            |option: &Choice| council(option) && areas.split(' ').any(|area| area == option.id);
        let options = question.options();
        let conditional = options.iter().any(|option| option.when.is_some());
        let walk = conditional.then(|| self.walk());
        let offers = |option: &Choice| walk.as_ref().is_none_or(|walk| walk.offers(option));
        let any = options.iter().any(known);
        options
            .iter()
            .filter(|option| offers(option) && (!any || known(option) || !council(option)))
            .collect()
    }

    /// All mistakes of a page, in page order.
    pub fn check_page(&self, page: &'a Page) -> Vec<FieldError> {
        self.walk().problems_of(page)
    }

    /// The first page that is asked.
    pub fn first(&self) -> Step<'a> {
        self.walk()
            .pages
            .first()
            .map_or(Step::CheckAnswers, |page| Step::Page(page))
    }

    /// Where a page without mistakes leads. (With mistakes: where it would lead by the answers
    /// that are sound; ask [`Journey::check_page`] first.)
    pub fn after(&self, page: &'a Page) -> Step<'a> {
        Walk::after(*self, page)
    }

    /// The pages on the path, from the first to the last one that can be shown now: every
    /// page before it is answered without mistakes.
    pub fn path(&self) -> Vec<&'a Page> {
        self.walk().pages
    }

    /// The person's current step: the first page with something missing or wrong, or not asked
    /// yet in the words it has now, an outcome, or check answers when nothing is missing.
    pub fn standing(&self) -> Step<'a> {
        self.walk().end
    }

    /// Whether a page may be shown: it is on the path.
    pub fn reaches(&self, page: &str) -> bool {
        self.walk().pages.iter().any(|seen| seen.id == page)
    }

    /// The page before this one on the path, for the back link.
    pub fn before(&self, page: &str) -> Option<&'a Page> {
        let path = self.walk().pages;
        let at = path.iter().position(|seen| seen.id == page)?;
        path.get(at.checked_sub(1)?).copied()
    }

    /// The recipients whose conditions hold, each with the authority that answers it, no
    /// authority twice. An address outside every authority adds none; one that the gazetteer does
    /// not know is the serving authority's. When none remains, one without a recipient: the
    /// serving authority, else the site's.
    pub fn recipients(&self) -> Vec<(Option<&'a Recipient>, String)> {
        finish::recipients(&self.walk())
    }

    /// Rows for check answers: visible questions of the path, in page order.
    pub fn summary(&self, language: Language, wording: &Wording) -> Vec<SummaryRow> {
        words::summary(*self, language, wording)
    }

    /// The full check that turns answers into a request.
    pub fn finish(&self) -> Result<ServiceRequest, Unfinished> {
        finish::finish(*self)
    }

    /// The message for a problem: the question's own words for the code, else its rule's, else
    /// the general wording `error-{code}` with `{name}` (the question's short name, ready to
    /// stand inside a sentence) and `{n}`.
    pub fn message(&self, problem: &FieldError, language: Language, wording: &Wording) -> String {
        words::message(*self, problem, language, wording)
    }
}
