//! Finds pages and outcomes that no answers lead to.
//!
//! Walks every path through the pages, branching on a choice only when a condition first needs it.
//! Anything else (a date, an area, the time of day) may go either way, for each condition
//! independently: an unreachable page may be missed, but a reachable one is never reported. Choices
//! that no later condition needs are forgotten, and a position already visited with the same
//! choices is not walked again.

use super::Found;
use crate::condition::Condition;
use crate::question::rules::Shape;
use crate::question::{Choice, Question};
use crate::service::Definition;
use std::collections::{BTreeMap, BTreeSet};

/// Maximum number of positions to visit; above it, nothing is reported.
const MAX_STEPS: usize = 100_000;

pub(super) fn check(definition: &Definition, found: &mut Found) {
    let mut explorer = Explorer::new(definition);
    let complete = explorer.explore();
    for (at, page) in definition.pages.iter().enumerate() {
        if complete && !explorer.pages.contains(&at) {
            found.add(
                format!("pages[{at}]"),
                format!("no path reaches `{}`", page.id),
            );
        }
    }
    for (at, outcome) in definition.outcomes.iter().enumerate() {
        let named = definition
            .pages
            .iter()
            .flat_map(|page| &page.then)
            .any(|turn| turn.outcome.as_deref() == Some(&outcome.id));
        if !named || (complete && !explorer.outcomes.contains(outcome.id.as_str())) {
            found.add(
                format!("outcomes[{at}]"),
                format!("nothing leads to `{}`", outcome.id),
            );
        }
    }
}

/// Before a page's condition (`turn` is `None`) or before one of its turns.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    page: usize,
    turn: Option<usize>,
    /// The entered pages that later conditions depend on.
    entered: BTreeSet<usize>,
    /// The branch taken at each choice.
    chosen: BTreeMap<String, usize>,
}

/// A choice the path depends on that has not been made, with its number of branches.
struct Undecided {
    point: String,
    ways: usize,
}

struct Explorer<'a> {
    definition: &'a Definition,
    page_of: BTreeMap<&'a str, (usize, &'a Question)>,
    /// The last page whose conditions depend on a choice, or on a page having been entered.
    last_use: BTreeMap<String, usize>,
    last_entry: BTreeMap<usize, usize>,
    pages: BTreeSet<usize>,
    outcomes: BTreeSet<&'a str>,
}

impl<'a> Explorer<'a> {
    fn new(definition: &'a Definition) -> Explorer<'a> {
        let mut explorer = Explorer {
            definition,
            page_of: BTreeMap::new(),
            last_use: BTreeMap::new(),
            last_entry: BTreeMap::new(),
            pages: BTreeSet::new(),
            outcomes: BTreeSet::new(),
        };
        for (at, page) in definition.pages.iter().enumerate() {
            for question in &page.questions {
                explorer.page_of.insert(&question.id, (at, question));
            }
        }
        for (at, page) in definition.pages.iter().enumerate() {
            let turns = page.then.iter().map(|turn| &turn.when);
            for condition in page.when.iter().chain(turns) {
                explorer.note(condition, at);
            }
        }
        explorer
    }

    /// Records that the page at `at` uses a condition, and with it the conditions of the questions
    /// it names. Those depend only on earlier questions, so the recursion ends.
    fn note(&mut self, condition: &'a Condition, at: usize) {
        let mut leaves = Vec::new();
        condition.each_leaf(&mut |leaf| leaves.push(leaf));
        for leaf in leaves {
            for point in self.points(leaf) {
                if self.last_use.insert(point, at) == Some(at) {
                    continue;
                }
                for id in leaf.questions() {
                    if let Some((page, question)) = self.page_of.get(id).copied() {
                        self.last_entry.insert(page, at);
                        let options = question.options().iter();
                        let options = options.filter_map(|option| option.when.as_ref());
                        for when in question.when.iter().chain(options) {
                            self.note(when, at);
                        }
                    }
                }
            }
        }
    }

    fn points(&self, leaf: &Condition) -> Vec<String> {
        match leaf {
            Condition::Chose { question, any_of } if self.takes_several(question) => any_of
                .iter()
                .map(|option| format!("{question}#{option}"))
                .collect(),
            Condition::Chose { question, .. } => vec![question.clone()],
            _ => vec![serde_json::to_string(leaf).unwrap_or_default()],
        }
    }

    fn takes_several(&self, question: &str) -> bool {
        let found = self.page_of.get(question);
        found.is_some_and(|(_, question)| question.kind.rules().shape() == Shape::Many)
    }

    /// Returns false when the limit of positions was reached.
    fn explore(&mut self) -> bool {
        let start = Position {
            page: 0,
            turn: None,
            entered: BTreeSet::new(),
            chosen: BTreeMap::new(),
        };
        let mut known = BTreeSet::new();
        let mut open = vec![start];
        while let Some(position) = open.pop() {
            if known.len() >= MAX_STEPS {
                return false;
            }
            if !known.insert(position.clone()) {
                continue;
            }
            match self.step(&position) {
                Ok(next) => open.extend(next),
                Err(point) => open.extend((0..point.ways).map(|way| {
                    let mut position = position.clone();
                    position.chosen.insert(point.point.clone(), way);
                    position
                })),
            }
        }
        true
    }

    fn step(&mut self, position: &Position) -> Result<Vec<Position>, Undecided> {
        let definition = self.definition;
        let Some(page) = definition.pages.get(position.page) else {
            return Ok(Vec::new());
        };
        let Some(turn) = position.turn else {
            let shown = match &page.when {
                Some(when) => self.holds(when, position)?,
                None => true,
            };
            if !shown {
                return Ok(vec![self.go(position, position.page + 1)]);
            }
            self.pages.insert(position.page);
            let mut next = position.clone();
            next.entered.insert(position.page);
            next.turn = Some(0);
            return Ok(vec![next]);
        };
        let Some(rule) = page.then.get(turn) else {
            return Ok(vec![self.go(position, position.page + 1)]);
        };
        let mut further = position.clone();
        further.turn = Some(turn + 1);
        if !self.holds(&rule.when, position)? {
            return Ok(vec![further]);
        }
        if let Some(outcome) = rule
            .outcome
            .as_deref()
            .and_then(|id| definition.outcome(id))
        {
            self.outcomes.insert(&outcome.id);
            return Ok(outcome.pass.iter().map(|_| further.clone()).collect());
        }
        let to = rule
            .page
            .as_deref()
            .and_then(|id| definition.pages.iter().position(|page| page.id == id))
            .filter(|to| *to > position.page);
        Ok(vec![match to {
            Some(to) => self.go(position, to),
            None => further,
        }])
    }

    /// Moves to a page, keeping only the choices needed from there on.
    fn go(&self, position: &Position, page: usize) -> Position {
        let later = |last: Option<&usize>| last.is_some_and(|last| *last >= page);
        Position {
            page,
            turn: None,
            entered: position
                .entered
                .iter()
                .copied()
                .filter(|page| later(self.last_entry.get(page)))
                .collect(),
            chosen: position
                .chosen
                .iter()
                .filter(|(point, _)| later(self.last_use.get(*point)))
                .map(|(point, way)| (point.clone(), *way))
                .collect(),
        }
    }

    fn holds(&self, condition: &Condition, position: &Position) -> Result<bool, Undecided> {
        match condition {
            Condition::All(all) => {
                for one in all {
                    if !self.holds(one, position)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            Condition::Any(any) => {
                for one in any {
                    if self.holds(one, position)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Condition::Not(one) => Ok(!self.holds(one, position)?),
            leaf => self.leaf_holds(leaf, position),
        }
    }

    fn leaf_holds(&self, leaf: &Condition, position: &Position) -> Result<bool, Undecided> {
        for id in leaf.questions() {
            let Some((page, question)) = self.page_of.get(id) else {
                return Ok(false);
            };
            let visible = position.entered.contains(page)
                && match &question.when {
                    Some(when) => self.holds(when, position)?,
                    None => true,
                };
            if !visible {
                return Ok(false);
            }
        }
        let way = |point: String, ways: usize| match position.chosen.get(&point) {
            Some(way) => Ok(*way),
            None => Err(Undecided { point, ways }),
        };
        match leaf {
            Condition::Chose { question, any_of } if self.takes_several(question) => {
                for (point, option) in self.points(leaf).into_iter().zip(any_of) {
                    if way(point, 2)? == 1 && self.offers(question, option, position)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Condition::Chose { question, any_of } => {
                let Some((_, found)) = self.page_of.get(question.as_str()) else {
                    return Ok(false);
                };
                let choices = found.kind.rules().choices();
                let ways = choices.len() + usize::from(found.optional);
                let chosen = way(question.clone(), ways)?;
                match choices.get(chosen) {
                    Some(id) if any_of.iter().any(|one| one == id) => {
                        self.offers(question, id, position)
                    }
                    _ => Ok(false),
                }
            }
            Condition::Answered(question)
                if self
                    .page_of
                    .get(question.as_str())
                    .is_some_and(|(_, found)| !found.optional) =>
            {
                Ok(true)
            }
            _ => {
                let point = self.points(leaf).pop().unwrap_or_default();
                Ok(way(point, 2)? == 1)
            }
        }
    }

    /// Whether an option can be chosen at a position.
    fn offers(&self, question: &str, option: &str, position: &Position) -> Result<bool, Undecided> {
        let found = self.page_of.get(question);
        let options = found.map(|(_, question)| question.options());
        let mut options = options.unwrap_or_default().iter();
        match options.find(|one| one.id == option) {
            Some(Choice {
                when: Some(when), ..
            }) => self.holds(when, position),
            _ => Ok(true),
        }
    }
}
