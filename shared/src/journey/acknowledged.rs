//! Continuing past an outcome or a notice, and mending the answers that led to a notice.
//!
//! What the person has read and continued past is stored as a fingerprint of its id and of the
//! answers that its condition depends on. It therefore lapses when one of them changes: a notice
//! about a place is shown again for another place, once. What the person said by it, the label of
//! the button, stands on check answers and in the request ([`Journey::statements`]).

use super::walk::{Until, VisibleQuestion, Walk};
use super::{Journey, Step, texts};
use crate::answers::{Answers, Typed};
use crate::condition::Condition;
use crate::fingerprint::Fnv;
use crate::language::{Language, Text};
use crate::question::Question;
use crate::question::rules::Shape;
use crate::request::Statement;
use crate::service::notice::{Mend, PageNotice};
use crate::service::outcome::Chosen;
use crate::service::reading::add_answer;
use crate::service::{Outcome, Page};
use std::collections::BTreeMap;

/// An outcome or a notice that a page leads to.
#[derive(Clone, Copy)]
pub(super) struct Stop<'a> {
    pub page: &'a Page,
    pub step: Step<'a>,
    pub when: &'a Condition,
}

/// What the person said by continuing past an outcome or a notice.
pub(super) struct Said<'a> {
    pub stop: Stop<'a>,
    pub text: &'a Text,
    fingerprint: String,
}

impl<'a> Stop<'a> {
    pub fn at_notice(page: &'a Page, notice: &'a PageNotice) -> Stop<'a> {
        Stop {
            page,
            step: Step::Notice(notice),
            when: &notice.when,
        }
    }

    pub fn at_outcome(page: &'a Page, outcome: &'a Outcome, when: &'a Condition) -> Stop<'a> {
        Stop {
            page,
            step: Step::Outcome(outcome),
            when,
        }
    }

    pub fn id(&self) -> &'a str {
        match self.step {
            Step::Outcome(outcome) => &outcome.id,
            Step::Notice(notice) => &notice.id,
            Step::Page(_) | Step::CheckAnswers => "",
        }
    }

    /// The label of the button that continues past it, if it can be passed.
    fn way_on(&self) -> Option<&'a Text> {
        match self.step {
            Step::Outcome(outcome) => outcome.pass.as_ref(),
            Step::Notice(notice) => notice.go_on.as_ref(),
            Step::Page(_) | Step::CheckAnswers => None,
        }
    }

    fn means(&self) -> Option<&'a Chosen> {
        match self.step {
            Step::Outcome(outcome) => outcome.means.as_ref(),
            _ => None,
        }
    }

    /// Its heading.
    pub fn title(&self) -> Option<&'a Text> {
        match self.step {
            Step::Outcome(outcome) => Some(&outcome.title),
            Step::Notice(notice) => notice.heading(self.page),
            Step::Page(_) | Step::CheckAnswers => None,
        }
    }
}

impl<'a> Walk<'a> {
    /// Collects what was said by continuing past the notices and outcomes of a page.
    pub fn hear(&mut self, page: &'a Page) {
        if self.journey.answers.acknowledged.is_empty() {
            return;
        }
        for stop in stops_of(self.journey, page) {
            if let (Some(text), true) = (stop.way_on(), self.is_passed(&stop)) {
                let fingerprint = self.fingerprint(&stop);
                self.said.push(Said {
                    stop,
                    text,
                    fingerprint,
                });
            }
        }
    }

    /// Whether the person continued past it, with the answers given now.
    pub fn is_passed(&self, stop: &Stop<'_>) -> bool {
        let acknowledged = &self.journey.answers.acknowledged;
        !acknowledged.is_empty()
            && stop.way_on().is_some()
            && acknowledged.contains(&self.fingerprint(stop))
    }

    /// A fingerprint of an outcome or notice and of the answers that its condition depends on, given
    /// the questions asked so far.
    fn fingerprint(&self, stop: &Stop<'_>) -> String {
        let mut hash = Fnv::default();
        hash.add(stop.id().as_bytes());
        stop.when.each_leaf(&mut |leaf| {
            for id in leaf.questions() {
                for VisibleQuestion { question, .. } in &self.visible {
                    // An area may be the answer to a question of its own.
                    if question.id == id || question.area_of() == Some(id) {
                        add_answer(&mut hash, question, self.journey.answers);
                    }
                }
            }
        });
        hash.hex()
    }
}

impl<'a> Journey<'a> {
    /// The answers after continuing past the outcome or notice with this id; `None` if these answers
    /// do not lead to it, or it cannot be passed.
    pub fn passed(&self, id: &str) -> Option<Answers> {
        let walk = Walk::new(*self, Until::FirstError);
        let mut stops = walk.stops.iter();
        let stop = stops.find(|stop| stop.id() == id && stop.way_on().is_some())?;
        let mut answers = self.answers.clone();
        if let Some(means) = stop.means()
            && let Some(question) = self.definition.question(&means.question)
        {
            let typed = chosen(question, &means.option);
            answers.typed.insert(question.id.clone(), typed);
        }
        let after = Journey::new(self.definition, &answers, self.facts);
        let mut pages = self.definition.pages.iter();
        let at = pages.position(|page| page.id == stop.page.id)?;
        let fingerprint = Walk::new(after, Until::Through(at)).fingerprint(stop);
        answers.acknowledged.insert(fingerprint);
        // Only what still stands is kept, so that there is an end to it.
        let after = Journey::new(self.definition, &answers, self.facts);
        let standing = Walk::new(after, Until::End).said.into_iter();
        let standing: Vec<String> = standing.map(|said| said.fingerprint).collect();
        answers.acknowledged.clear();
        for fingerprint in standing {
            answers.acknowledged.insert(fingerprint);
        }
        Some(answers)
    }

    /// The answers after continuing past those of these outcomes and notices that they lead to.
    #[cfg(feature = "authoring")]
    pub fn all_passed(&self, ids: &[String]) -> Answers {
        let mut answers = self.answers.clone();
        let stops = |page: &Page| page.notices.len() + page.then.len();
        for _ in 0..self.definition.pages.iter().map(stops).sum::<usize>() {
            let journey = Journey::new(self.definition, &answers, self.facts);
            let Some(after) = ids.iter().find_map(|id| journey.passed(id)) else {
                break;
            };
            answers = after;
        }
        answers
    }

    /// What the person said by continuing past outcomes and notices, in page order.
    pub fn statements(&self, language: Language) -> Vec<Statement> {
        let walk = Walk::new(*self, Until::FirstError);
        let fill = |text| texts::fill(*self, Some(&walk), text, language);
        walk.said
            .iter()
            .map(|said| Statement {
                id: said.stop.id().to_owned(),
                page: said.stop.page.id.clone(),
                about: said.stop.title().map(fill).unwrap_or_default(),
                text: fill(said.text),
            })
            .collect()
    }

    /// The notices that hold and were not answered, each with its page: none stops answers that
    /// came all at once.
    pub fn open_notices(&self) -> Vec<(&'a Page, &'a PageNotice)> {
        let walk = Walk::new(*self, Until::FirstError);
        let notice = |stop: &Stop<'a>| match stop.step {
            Step::Notice(notice) => Some((stop.page, notice)),
            _ => None,
        };
        walk.stops.iter().filter_map(notice).collect()
    }

    /// What a mend saves, page by page in this order: the option it chooses, then the answers that
    /// other questions take over. An answer that is not asked for now is not taken over.
    pub fn mended(&self, mend: &Mend) -> Vec<(&'a Page, BTreeMap<String, Typed>)> {
        let walk = Walk::new(*self, Until::FirstError);
        let mut saves = Vec::new();
        for page in &self.definition.pages {
            if let Some(question) = page.question(&mend.question) {
                let typed = chosen(question, &mend.option);
                let mut chosen = BTreeMap::new();
                chosen.insert(question.id.clone(), typed);
                saves.push((page, chosen));
            }
        }
        for page in &self.definition.pages {
            let mut taken = BTreeMap::new();
            for (from, to) in &mend.carry {
                if page.question(to).is_some()
                    && walk.value(from).is_some()
                    && let Some(typed) = self.answers.typed.get(from)
                {
                    taken.insert(to.clone(), typed.clone());
                }
            }
            if !taken.is_empty() {
                saves.push((page, taken));
            }
        }
        saves
    }
}

/// The notices of a page and the outcomes it may lead to.
fn stops_of<'a>(journey: Journey<'a>, page: &'a Page) -> impl Iterator<Item = Stop<'a>> {
    let notices = page.notices.iter();
    let notices = notices.map(move |notice| Stop::at_notice(page, notice));
    let outcomes = page.then.iter().filter_map(move |turn| {
        let outcome = journey.definition.outcome(turn.outcome.as_deref()?)?;
        Some(Stop::at_outcome(page, outcome, &turn.when))
    });
    notices.chain(outcomes)
}

/// An option as typed.
fn chosen(question: &Question, option: &str) -> Typed {
    match question.kind.rules().shape() {
        Shape::Many => Typed::Many(vec![option.to_owned()]),
        Shape::One | Shape::Parts(_) => Typed::Text(option.to_owned()),
    }
}
