//! A single walk along the pages decides order, visibility and errors.
//!
//! Conditions depend only on earlier answers (the definition's check enforces this), so one pass in
//! page order, which collects values as it goes, is enough. Questions it does not reach are hidden
//! and their answers ignored.

use super::acknowledged::{Said, Stop};
use super::{Journey, Step};
use crate::answers::FieldError;
use crate::question::Value;
use crate::question::rules::Fault;
use crate::question::{Choice, Question};
use crate::service::one_of::OneOf;
use crate::service::{OutcomeKind, Page, Turn};

/// How far to walk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    /// To the first page with an error, as a person would.
    FirstError,
    /// Over every page, to collect all errors.
    End,
    /// As a person would, but stopping before this index.
    Before(usize),
    /// Likewise, including the answers at this index.
    Through(usize),
}

/// A question that is asked, with its value when valid.
pub(super) struct VisibleQuestion<'a> {
    pub page: &'a Page,
    pub question: &'a Question,
    pub value: Option<Value>,
}

pub(super) struct Walk<'a> {
    pub journey: Journey<'a>,
    /// The pages on the path.
    pub pages: Vec<&'a Page>,
    /// Their visible questions, in page order.
    pub visible: Vec<VisibleQuestion<'a>>,
    /// Errors, in page order.
    pub errors: Vec<(&'a Page, FieldError)>,
    /// What was said by continuing past outcomes and notices, in page order.
    pub said: Vec<Said<'a>>,
    /// The outcome or notice where the walk ended, or several notices where it waits for none.
    pub stops: Vec<Stop<'a>>,
    pub end: Step<'a>,
}

impl<'a> Walk<'a> {
    pub fn new(journey: Journey<'a>, until: Until) -> Walk<'a> {
        let mut walk = Walk {
            journey,
            pages: Vec::new(),
            visible: Vec::new(),
            errors: Vec::new(),
            said: Vec::new(),
            stops: Vec::new(),
            end: Step::CheckAnswers,
        };
        let mut place = walk.next_page(0);
        while let Some((at, page)) = place {
            let too_far = match until {
                Until::Before(end) => at >= end,
                Until::Through(end) => at > end,
                Until::FirstError | Until::End => false,
            };
            if too_far {
                return walk;
            }
            walk.pages.push(page);
            walk.enter(page);
            if until == Until::Through(at) {
                return walk;
            }
            let shown = walk.was_shown(page);
            if until != Until::End && !(shown && walk.errors.is_empty()) {
                walk.end = Step::Page(page);
                return walk;
            }
            if !shown {
                walk.miss(page);
            }
            walk.hear(page);
            place = match walk.leave(at, page, until) {
                Turned::Stop(stop) => {
                    walk.end = stop.step;
                    walk.stops.push(stop);
                    return walk;
                }
                Turned::To(next) => walk.next_page(next),
            };
        }
        if matches!(until, Until::FirstError | Until::End) {
            walk.refuse_unserved(until);
        }
        walk
    }

    /// Checks the visible questions of a page and records their values.
    pub fn enter(&mut self, page: &'a Page) {
        for question in &page.questions {
            if question.when.as_ref().is_some_and(|when| !self.holds(when)) {
                continue;
            }
            let typed = self.journey.answers.typed.get(&question.id);
            let offers = |option: &Choice| self.offers(option);
            let value = match question.check_offered(typed, &offers) {
                Ok(value) => value,
                Err(errors) => {
                    self.errors
                        .extend(errors.into_iter().map(|error| (page, error)));
                    None
                }
            };
            let sound = value.is_some();
            self.visible.push(VisibleQuestion {
                page,
                question,
                value,
            });
            let broken = if sound {
                question
                    .rules
                    .iter()
                    .find(|rule| self.refuses(&rule.fails_when))
            } else {
                None
            };
            if let (Some(rule), Some(one)) = (broken, self.visible.last_mut()) {
                one.value = None;
                self.errors.push((
                    page,
                    FieldError {
                        question: question.id.clone(),
                        part: None,
                        code: rule.code.clone(),
                        number: None,
                    },
                ));
            }
        }
        for group in &page.one_of {
            self.need_one_of(page, group);
        }
    }

    /// Whether one question of a group must be answered, given the values before its page.
    pub fn needs_one_of(&self, group: &OneOf) -> bool {
        group.when.as_ref().is_none_or(|when| self.holds(when))
    }

    /// Adds an error to the first question of a group, unless one of them is answered, right or
    /// wrong.
    fn need_one_of(&mut self, page: &'a Page, group: &OneOf) {
        let of_group = |id: &String| group.questions.contains(id);
        let asked = |one: &&VisibleQuestion<'_>| of_group(&one.question.id);
        let Some(first) = self.visible.iter().find(asked) else {
            return;
        };
        let (first, id) = (first.question, first.question.id.clone());
        let answered = self
            .visible
            .iter()
            .filter(asked)
            .any(|one| one.value.is_some());
        let wrong = self
            .errors
            .iter()
            .any(|(_, error)| of_group(&error.question));
        if answered || wrong || !self.needs_one_of(group) {
            return;
        }
        let before = |id: &str| {
            let mut questions = page.questions.iter();
            questions
                .find(|one| one.id == id || one.id == first.id)
                .is_some_and(|one| one.id == id)
        };
        // In page order: before the errors of later questions.
        let of_page = |of: &Page| of.id == page.id;
        let at = self
            .errors
            .iter()
            .position(|(of, error)| of_page(of) && !before(&error.question));
        let error = FieldError {
            question: id,
            part: None,
            code: group.code.clone(),
            number: None,
        };
        self.errors
            .insert(at.unwrap_or(self.errors.len()), (page, error));
    }

    /// Whether an option's condition holds, given the values so far.
    pub fn offers(&self, option: &Choice) -> bool {
        option.when.as_ref().is_none_or(|when| self.holds(when))
    }

    /// Adds an error for a page that was never shown, unless it already has one.
    fn miss(&mut self, page: &'a Page) {
        if self.errors.last().is_some_and(|(of, _)| of.id == page.id) {
            return;
        }
        let question = page.questions.first().map_or(&page.id, |first| &first.id);
        self.errors.push((
            page,
            FieldError {
                question: question.clone(),
                part: None,
                code: "required".to_owned(),
                number: None,
            },
        ));
    }

    /// The first page at or after an index that is asked.
    fn next_page(&self, from: usize) -> Option<(usize, &'a Page)> {
        self.journey
            .definition
            .pages
            .iter()
            .enumerate()
            .skip(from)
            .find(|(_, page)| self.asks(page))
    }

    fn asks(&self, page: &Page) -> bool {
        page.when.as_ref().is_none_or(|when| self.holds(when))
    }

    /// The way from the page at an index: the first notice that is not answered, or the turn taken.
    /// Only a person's walk waits for notices, because they are not errors.
    fn leave(&mut self, at: usize, page: &'a Page, until: Until) -> Turned<'a> {
        let waits = until != Until::End && !self.journey.answers.came_at_once();
        for notice in &page.notices {
            let stop = Stop::at_notice(page, notice);
            if !self.holds(stop.when) || self.is_passed(&stop) {
                continue;
            }
            if waits {
                return Turned::Stop(stop);
            }
            self.stops.push(stop);
        }
        self.turn(at, page)
    }

    /// The turn taken by the page at an index. Backward turns are definition errors and are not
    /// taken.
    fn turn(&self, at: usize, page: &'a Page) -> Turned<'a> {
        for Turn {
            when,
            outcome,
            page: to,
        } in &page.then
        {
            let outcome = outcome
                .as_deref()
                .and_then(|id| self.journey.definition.outcome(id));
            let holds = match outcome.map(|outcome| outcome.kind) {
                Some(OutcomeKind::TooLate) => self.refuses(when),
                Some(OutcomeKind::TooEarly) => self.refuses_now(when),
                _ => self.holds(when),
            };
            if !holds {
                continue;
            }
            if let Some(outcome) = outcome {
                let stop = Stop::at_outcome(page, outcome, when);
                if !self.is_passed(&stop) {
                    return Turned::Stop(stop);
                }
            } else if let Some(to) = to
                .as_deref()
                .and_then(|id| place_of(self.journey, id))
                .filter(|to| *to > at)
            {
                return Turned::To(to);
            }
        }
        Turned::To(at + 1)
    }

    /// The step after a page without errors, given the values on leaving it. A later address may
    /// change the serving authority, and so the parameters, but not the path to it.
    pub fn after(journey: Journey<'a>, page: &'a Page) -> Step<'a> {
        let Some(at) = place_of(journey, &page.id) else {
            return Step::CheckAnswers;
        };
        let mut walk = Walk::new(journey, Until::Through(at));
        walk.ensure_entered(page);
        match walk.leave(at, page, Until::Through(at)) {
            Turned::Stop(stop) => stop.step,
            Turned::To(next) => walk
                .next_page(next)
                .map_or(Step::CheckAnswers, |(_, page)| Step::Page(page)),
        }
    }

    /// Whether a page's condition holds, given the values before it.
    pub fn asks_in(journey: Journey<'a>, page: &Page) -> bool {
        let until = place_of(journey, &page.id).map_or(Until::FirstError, Until::Before);
        Walk::new(journey, until).asks(page)
    }

    /// The value of a question that is visible and valid.
    pub fn value(&self, id: &str) -> Option<&Value> {
        self.visible
            .iter()
            .find(|one| one.question.id == id)
            .and_then(|one| one.value.as_ref())
    }

    /// The visible questions of a page, entering it now if the walk did not reach it.
    pub fn questions_of(&mut self, page: &'a Page) -> Vec<&'a Question> {
        self.ensure_entered(page);
        self.visible
            .iter()
            .filter(|one| one.page.id == page.id)
            .map(|one| one.question)
            .collect()
    }

    pub fn errors_of(&mut self, page: &'a Page) -> Vec<FieldError> {
        self.ensure_entered(page);
        self.errors
            .iter()
            .filter(|(of, _)| of.id == page.id)
            .map(|(_, error)| error.clone())
            .collect()
    }

    fn ensure_entered(&mut self, page: &'a Page) {
        if !self.pages.iter().any(|known| known.id == page.id) {
            self.enter(page);
        }
    }

    /// Adds an error to the last address that could have decided the serving authority, when no
    /// authority serves the request. Reported only at the end: until then a turn may still lead to
    /// an outcome.
    fn refuse_unserved(&mut self, until: Until) {
        let definition = self.journey.definition;
        if !self.errors.is_empty() || self.serving().is_some() {
            return;
        }
        let deciding = self
            .visible
            .iter()
            .rev()
            .find(|one| definition.served_by.contains(&one.question.id));
        let Some((page, question)) = deciding.map(|one| (one.page, one.question)) else {
            return;
        };
        let fault = Fault::at(Some("postcode"), "not-served");
        self.errors.push((page, question.problem(fault)));
        if until == Until::FirstError {
            self.end = Step::Page(page);
            let upto = self.pages.iter().position(|known| known.id == page.id);
            self.pages.truncate(upto.map_or(0, |at| at + 1));
        }
    }
}

fn place_of(journey: Journey<'_>, id: &str) -> Option<usize> {
    let pages = &journey.definition.pages;
    pages.iter().position(|page| page.id == id)
}

enum Turned<'a> {
    Stop(Stop<'a>),
    /// The index to continue from.
    To(usize),
}
