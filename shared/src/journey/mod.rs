//! A definition with the answers so far: the next page, what is visible and what is missing.
//!
//! [`Journey`] is the interface. `walk` follows the pages, `holds` evaluates conditions, [`shown`]
//! tracks which pages the person has seen, [`acknowledged`] which outcomes and notices they have
//! continued past, [`navigation`] decides what a button does and where it leads, [`finish`] builds
//! the request, `texts` fills in texts, [`councils`] names councils in them, `naming` says what a
//! request is called and by when it is done, `example_date` finds the example of a date, and
//! [`example`] builds a sample request for testing a back office.
//! Every method walks again: this costs about as much as checking the answers once, and there is no
//! cache to go stale.
//!
//! To add a condition: a variant in [`crate::condition`], an arm in `holds`, and one in
//! [`crate::service::check`].

pub mod acknowledged;
pub mod councils;
#[cfg(feature = "authoring")]
pub mod example;
mod example_date;
pub mod finish;
pub mod form_fields;
mod holds;
mod naming;
pub mod navigation;
pub mod shown;
mod texts;
mod walk;

#[cfg(test)]
mod tests;

use crate::answers::{Answers, FieldError};
use crate::condition::Condition;
use crate::council::{AUTHORITY, Councils};
use crate::facts::Facts;
use crate::language::{Language, Text, placeholders};
use crate::question::address::AREAS;
use crate::question::{Choice, Question};
use crate::request::ServiceRequest;
use crate::service::notice::PageNotice;
use crate::service::{Definition, Outcome, Page, Parameter, Recipient};
use crate::wording::Wording;
#[cfg(feature = "authoring")]
pub use naming::Reader;
use walk::{Until, Walk};

/// The current or next step of a journey.
#[derive(Debug, Clone, Copy)]
pub enum Step<'a> {
    Page(&'a Page),
    Outcome(&'a Outcome),
    Notice(&'a PageNotice),
    CheckAnswers,
}

/// Ids are unique in a definition.
impl PartialEq for Step<'_> {
    fn eq(&self, other: &Step<'_>) -> bool {
        match (self, other) {
            (Step::Page(one), Step::Page(other)) => one.id == other.id,
            (Step::Outcome(one), Step::Outcome(other)) => one.id == other.id,
            (Step::Notice(one), Step::Notice(other)) => one.id == other.id,
            (Step::CheckAnswers, Step::CheckAnswers) => true,
            _ => false,
        }
    }
}

/// A definition with answers and facts. Cheap to construct and immutable.
#[derive(Clone, Copy)]
pub struct Journey<'a> {
    pub definition: &'a Definition,
    pub answers: &'a Answers,
    pub facts: &'a Facts,
    /// For texts that name councils.
    councils: Option<&'a Councils>,
    /// The authority whose name and parameters texts show, in place of the serving one.
    shown_for: Option<&'a str>,
}

/// One row of the check answers page.
#[derive(Clone, PartialEq)]
pub struct SummaryRow {
    pub page: String,
    /// The id of the question; `None` for what the person said by continuing past an outcome or a
    /// notice.
    pub question: Option<String>,
    pub name: String,
    /// The answer as displayed, line by line; empty for a question left blank.
    pub lines: Vec<String>,
}

/// Redacted: rows hold answers.
impl std::fmt::Debug for SummaryRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: [redacted]", self.page)
    }
}

/// The reason answers do not make a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Unfinished {
    /// All errors on all visible pages, in page order, each with its page id.
    Errors(Vec<(String, FieldError)>),
    /// The answers lead to an outcome, by id.
    Outcome(String),
}

impl<'a> Journey<'a> {
    pub fn new(definition: &'a Definition, answers: &'a Answers, facts: &'a Facts) -> Journey<'a> {
        Journey {
            definition,
            answers,
            facts,
            councils: None,
            shown_for: None,
        }
    }

    fn walk(&self) -> Walk<'a> {
        Walk::new(*self, Until::FirstError)
    }

    /// Walks only as far as the last address that decides the serving authority. Called once per
    /// text with parameters, so it must be cheap.
    fn walk_to_serving(&self) -> Walk<'a> {
        let is_deciding = |id: &str| self.definition.served_by.iter().any(|by| by == id);
        let decides = |page: &Page| {
            let mut questions = page.questions.iter();
            questions.any(|one| is_deciding(&one.id) || one.area_of().is_some_and(&is_deciding))
        };
        let last = self.definition.pages.iter().rposition(decides);
        Walk::new(*self, last.map_or(Until::Before(0), Until::Through))
    }

    /// The serving authority as far as the answers determine it: the area of the first answered
    /// `served_by` address that lies in one of the definition's authorities, else the authority of
    /// the site if it is one of them, else the only authority of a definition without `served_by`,
    /// else `None`.
    pub fn serving(&self) -> Option<&'a str> {
        self.walk_to_serving().serving()
    }

    /// The serving authority's value of a parameter, else the shared value.
    pub fn parameter(&self, name: &str) -> Option<&'a Parameter> {
        self.walk_to_serving().parameter(name)
    }

    /// The text in `language`, with `{parameter}` placeholders replaced by the serving authority's
    /// values, `{authority}` by its name and `{authority:QUESTION}` by the name of the council that
    /// an address lies in. Other placeholders are left for callers to fill with
    /// [`crate::wording::fill`].
    pub fn fill(&self, text: &Text, language: Language) -> String {
        let plain = text.get(language);
        let names_council = |name: &str| name.starts_with(AUTHORITY);
        // A value shared by all authorities does not depend on the answers.
        let walk = if placeholders(plain).any(names_council) {
            Some(self.walk())
        } else if placeholders(plain).any(|name| self.definition.has_own(name)) {
            Some(self.walk_to_serving())
        } else {
            None
        };
        texts::fill(*self, walk.as_ref(), text, language)
    }

    pub fn holds(&self, condition: &Condition) -> bool {
        self.walk().holds(condition)
    }

    /// Whether the page's own condition holds.
    pub fn asks(&self, page: &Page) -> bool {
        Walk::asks_in(*self, page)
    }

    /// The questions of a page that are asked now. A revealed question is included only when its
    /// option is chosen.
    pub fn visible(&self, page: &'a Page) -> Vec<&'a Question> {
        if page.questions.iter().all(|one| one.when.is_none()) {
            return page.questions.iter().collect();
        }
        self.walk().questions_of(page)
    }

    /// The options a question offers: those whose condition holds. A question that asks for the
    /// area of an address offers only the authorities that the address's postcode lies in, where
    /// known.
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

    /// Whether a question may be left blank now: it is optional, and not the last way to answer one
    /// of a group ([`crate::service::one_of::OneOf`]).
    pub fn is_optional(&self, page: &Page, question: &Question) -> bool {
        let mut groups = page.one_of.iter();
        let walk = (!page.one_of.is_empty()).then(|| self.walk());
        question.optional
            && !groups.any(|group| {
                let applies = walk.as_ref().is_some_and(|walk| walk.needs_one_of(group));
                applies && group.questions.contains(&question.id)
            })
    }

    /// All errors on a page, in page order.
    pub fn check_page(&self, page: &'a Page) -> Vec<FieldError> {
        self.walk().errors_of(page)
    }

    /// The first page that is asked.
    pub fn first(&self) -> Step<'a> {
        self.walk()
            .pages
            .first()
            .map_or(Step::CheckAnswers, |page| Step::Page(page))
    }

    /// The step after a page without errors. (With errors, the step its valid answers would lead
    /// to; call [`Journey::check_page`] first.)
    pub fn after(&self, page: &'a Page) -> Step<'a> {
        Walk::after(*self, page)
    }

    /// The pages on the path, up to the last one that can be shown now: all pages before it are
    /// answered without errors.
    pub fn path(&self) -> Vec<&'a Page> {
        self.walk().pages
    }

    /// The current step: the first page with a missing or invalid answer, or not yet shown in its
    /// current wording; an outcome or a notice; or check answers when nothing is missing.
    pub fn current_step(&self) -> Step<'a> {
        self.walk().end
    }

    /// Whether a page is on the path, so that it may be shown.
    pub fn reaches(&self, page: &str) -> bool {
        self.walk().pages.iter().any(|known| known.id == page)
    }

    /// Whether the answers may still lead to a page: nothing answered so far leads past it. Unlike
    /// [`Journey::reaches`], this ignores that earlier answers are missing or wrong.
    pub fn may_reach(&self, page: &str) -> bool {
        let walk = Walk::new(*self, Until::End);
        walk.pages.iter().any(|known| known.id == page)
    }

    /// The previous page on the path, for the back link.
    pub fn before(&self, page: &str) -> Option<&'a Page> {
        let path = self.walk().pages;
        let at = path.iter().position(|known| known.id == page)?;
        path.get(at.checked_sub(1)?).copied()
    }

    /// The recipients whose conditions hold, each with the authority that handles it; no authority
    /// appears twice. An address outside every authority adds none; one missing from the gazetteer
    /// goes to the serving authority. When no recipient is left, a single entry without one: for
    /// the serving authority, else the site's.
    pub fn recipients(&self) -> Vec<(Option<&'a Recipient>, String)> {
        finish::recipients(&self.walk())
    }

    /// Rows for check answers: the visible questions on the path, in page order, each page followed
    /// by what was said beside its answers.
    pub fn summary(&self, language: Language, wording: &Wording) -> Vec<SummaryRow> {
        texts::summary(*self, language, wording)
    }

    /// The full check that turns answers into a request.
    pub fn finish(&self) -> Result<ServiceRequest, Unfinished> {
        finish::finish(*self)
    }

    /// The message for an error: the question's own for the code, else its rule's or that of its
    /// group, else the general
    /// wording `error-{code}` with `{name}` (the question's short name, as used within a sentence)
    /// and `{n}`.
    pub fn message(&self, error: &FieldError, language: Language, wording: &Wording) -> String {
        texts::message(*self, error, language, wording)
    }
}
