//! Which page is next, what is visible, what is left: a definition seen with the answers so far.

use crate::answers::{Answers, Problem};
use crate::facts::Facts;
use crate::language::{Language, Text};
use crate::question::Question;
use crate::request::ServiceRequest;
use crate::service::block::Block;
use crate::service::condition::Condition;
use crate::service::{Definition, Outcome, Page, Parameter, Recipient};
use crate::wording::Wording;

/// Where a journey stands or goes.
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
#[derive(Debug, Clone, PartialEq)]
pub struct SummaryRow {
    pub page: String,
    pub question: String,
    pub name: String,
    /// Lines of the answer as people read it; empty for a question left blank.
    pub lines: Vec<String>,
}

/// Why answers are not a request.
#[derive(Debug, Clone, PartialEq)]
pub enum Unfinished {
    /// All mistakes of all visible pages, in page order, each with its page id.
    Problems(Vec<(String, Problem)>),
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

    /// The authority that serves this request as far as the answers tell: the area of the first
    /// answered `served_by` address when it is one of the definition's authorities, else the
    /// authority of the door when it is one of them, else nobody yet.
    pub fn serving(&self) -> Option<&'a str> {
        None
    }

    pub fn parameter(&self, _name: &str) -> Option<&'a Parameter> {
        None
    }

    /// The text in `language` with `{parameter}` placeholders replaced by the serving
    /// authority's values (and `{authority}` by its id's display name when `names` has it).
    pub fn fill(&self, text: &Text, language: Language) -> String {
        text.get(language).to_owned()
    }

    pub fn holds(&self, _condition: &Condition) -> bool {
        false
    }

    /// The blocks whose condition holds.
    pub fn blocks(&self, _blocks: &'a [Block]) -> Vec<&'a Block> {
        Vec::new()
    }

    /// Whether the page's own condition holds.
    pub fn asks(&self, _page: &Page) -> bool {
        true
    }

    /// The questions of a page that are asked now: a revealed question only when its
    /// option is chosen.
    pub fn visible(&self, _page: &'a Page) -> Vec<&'a Question> {
        Vec::new()
    }

    /// All mistakes of a page, in page order.
    pub fn check_page(&self, _page: &'a Page) -> Vec<Problem> {
        Vec::new()
    }

    pub fn first(&self) -> Step<'a> {
        Step::CheckAnswers
    }

    /// Where a page without mistakes leads.
    pub fn after(&self, _page: &'a Page) -> Step<'a> {
        Step::CheckAnswers
    }

    /// The pages on the way, from the first to the last one that can be shown now: every
    /// page before it is answered without mistakes.
    pub fn path(&self) -> Vec<&'a Page> {
        Vec::new()
    }

    /// Where the person stands: the first page with something missing or wrong, an
    /// outcome, or check answers when nothing is left.
    pub fn standing(&self) -> Step<'a> {
        Step::CheckAnswers
    }

    /// Whether a page may be shown: it is on the path.
    pub fn reaches(&self, _page: &str) -> bool {
        true
    }

    /// The page before this one on the path, for the back link.
    pub fn before(&self, _page: &str) -> Option<&'a Page> {
        None
    }

    /// The recipients whose conditions hold, each with the authority that answers it,
    /// no authority twice.
    pub fn recipients(&self) -> Vec<(Option<&'a Recipient>, String)> {
        Vec::new()
    }

    /// Rows for check answers: visible questions of the path, in page order.
    pub fn summary(&self, _language: Language, _wording: &Wording) -> Vec<SummaryRow> {
        Vec::new()
    }

    /// The full check that turns answers into a request.
    pub fn finish(&self) -> Result<ServiceRequest, Unfinished> {
        Err(Unfinished::Problems(Vec::new()))
    }

    /// The message for a problem: the question's own words for the code, else the general
    /// wording `error-{code}` with `{name}` and `{n}`.
    pub fn message(&self, problem: &Problem, _language: Language, _wording: &Wording) -> String {
        problem.code.clone()
    }
}
