//! Evaluates conditions against the facts and the answers a walk has collected so far.

use super::walk::Walk;
use crate::condition::{Amount, Condition, DaysAgo, MAX_DEPTH, minute_of};
use crate::date::Date;
use crate::question::Value;
use crate::question::mentions::{entries, mentions};
use crate::question::value::address::Address;
use crate::service::Parameter;

impl<'a> Walk<'a> {
    pub fn holds(&self, condition: &Condition) -> bool {
        let facts = self.journey.facts;
        self.holds_at(condition, (facts.today, facts.minute), 0)
    }

    /// Whether a limit refuses now. One over time does not if it was met when the draft began.
    pub fn refuses(&self, limit: &Condition) -> bool {
        let began = self.journey.facts.began;
        let at_begin = |at| !limit.is_over_time() || self.holds_at(limit, at, 0);
        self.refuses_now(limit) && began.is_none_or(at_begin)
    }

    /// Whether a limit refuses by the time now, whenever the draft began.
    pub fn refuses_now(&self, limit: &Condition) -> bool {
        let left_to_server = self.journey.facts.lenient && limit.is_over_time();
        !left_to_server && self.holds(limit)
    }

    /// Whether a condition holds on a day, at a minute of it. Below [`MAX_DEPTH`] every condition is false; the definition's check rejects such
    /// conditions.
    fn holds_at(&self, condition: &Condition, at: (Date, u16), depth: usize) -> bool {
        if depth > MAX_DEPTH {
            return false;
        }
        let facts = self.journey.facts;
        match condition {
            Condition::All(all) => all.iter().all(|one| self.holds_at(one, at, depth + 1)),
            Condition::Any(any) => any.iter().any(|one| self.holds_at(one, at, depth + 1)),
            Condition::Not(not) => !self.holds_at(not, at, depth + 1),
            Condition::Chose { question, any_of } => self.chose(question, any_of),
            Condition::Answered(question) => self.value(question).is_some(),
            Condition::Mentions {
                question,
                any_of,
                not_before,
            } => {
                let text = self.words_of_person(question);
                text.is_some_and(|text| mentions(&text, any_of, not_before))
            }
            Condition::Entries {
                question,
                more_than,
            } => {
                let text = self.words_of_person(question);
                text.is_some_and(|text| entries(&text) > *more_than as usize)
            }
            Condition::DaysAgo(limits) => self.days_ago(limits, at.0),
            Condition::Clock { from, before } => self.clock(from.as_ref(), before.as_ref(), at.1),
            Condition::WorkingDay(wanted) => at.0.is_working(&facts.holidays) == *wanted,
            Condition::Area { question, any_of } => self.lies_in(question, any_of),
            Condition::SameArea(one, other) => match (self.area(one), self.area(other)) {
                (Some(one), Some(other)) => one == other,
                _ => false,
            },
            Condition::Same(one, other) => match (self.value(one), self.value(other)) {
                (Some(Value::Address(one)), Some(Value::Address(other))) => one.is_same(other),
                (Some(one), Some(other)) => one == other,
                _ => false,
            },
            Condition::Parameter(name) => {
                matches!(self.parameter(name), Some(Parameter::Yes(true)))
            }
            Condition::Channel(channels) => channels.contains(&facts.channel),
            Condition::SignedIn(wanted) => facts.signed_in == *wanted,
        }
    }

    /// A text, the description of a place, or an address in one line.
    fn words_of_person(&self, question: &str) -> Option<String> {
        match self.value(question)? {
            Value::Text(text) => Some(text.clone()),
            Value::Location(location) => Some(location.description.clone()),
            Value::Address(address) => Some(address.lines().join(", ")),
            _ => None,
        }
    }

    fn chose(&self, question: &str, any_of: &[String]) -> bool {
        match self.value(question) {
            Some(Value::Choice(id)) => any_of.contains(id),
            Some(Value::Choices(ids)) => ids.iter().any(|id| any_of.contains(id)),
            Some(Value::YesNo(yes)) => {
                let id = if *yes { "yes" } else { "no" };
                any_of.iter().any(|one| one == id)
            }
            _ => false,
        }
    }

    fn days_ago(&self, limits: &DaysAgo, today: Date) -> bool {
        let Some(Value::Date(date)) = self.value(&limits.question) else {
            return false;
        };
        let ago = if limits.working {
            date.working_days_until(today, &self.journey.facts.holidays)
        } else {
            today.days() - date.days()
        };
        // A limit whose number is missing (an absent parameter) is never met.
        let keeps = |limit: &Option<Amount>, test: fn(&i64, &i64) -> bool| {
            limit
                .as_ref()
                .is_none_or(|limit| self.number(limit).is_some_and(|n| test(&ago, &n)))
        };
        keeps(&limits.more_than, i64::gt)
            && keeps(&limits.fewer_than, i64::lt)
            && keeps(&limits.exactly, i64::eq)
    }

    fn clock(&self, from: Option<&Amount>, before: Option<&Amount>, minute: u16) -> bool {
        let now = i64::from(minute);
        let (from, before) = (
            from.map(|from| self.minute(from)),
            before.map(|before| self.minute(before)),
        );
        match (from, before) {
            (Some(None), _) | (_, Some(None)) => false,
            (None, None) => true,
            (Some(Some(from)), None) => now >= from,
            (None, Some(Some(before))) => now < before,
            (Some(Some(from)), Some(Some(before))) if from <= before => now >= from && now < before,
            // `17:00` to `09:00` spans midnight.
            (Some(Some(from)), Some(Some(before))) => now >= from || now < before,
        }
    }

    fn lies_in(&self, question: &str, any_of: &[String]) -> bool {
        let Some(address) = self.address(question) else {
            return false;
        };
        let abroad = address.country.is_some();
        let area = self.area(question);
        any_of.iter().any(|wanted| match (area, wanted.as_str()) {
            (Some(area), "served") => self.ours(area).is_some(),
            (None, "unknown") => true,
            (Some(_), "abroad") => abroad,
            (Some(area), wanted) => area == wanted,
            (None, _) => false,
        })
    }

    /// The area of an address question's answer: from the gazetteer, else from the answer to a
    /// question that asks for its area.
    pub fn area(&self, question: &str) -> Option<&str> {
        if let Some(area) = &self.address(question)?.area {
            return Some(area);
        }
        let pages = &self.journey.definition.pages;
        let mut all = pages.iter().flat_map(|page| &page.questions);
        let asks = all.find(|one| one.area_of() == Some(question))?;
        match self.value(&asks.id)? {
            Value::Choice(id) => self.ours(id),
            _ => None,
        }
    }

    fn ours(&self, id: &str) -> Option<&'a str> {
        let authorities = &self.journey.definition.authorities;
        authorities
            .iter()
            .map(String::as_str)
            .find(|authority| *authority == id)
    }

    pub fn address(&self, question: &str) -> Option<&Address> {
        match self.value(question) {
            Some(Value::Address(address)) => Some(address),
            _ => None,
        }
    }

    /// See [`super::Journey::serving`].
    pub fn serving(&self) -> Option<&'a str> {
        if self.journey.shown_for.is_some() {
            return self.journey.shown_for;
        }
        let definition = self.journey.definition;
        let mut areas = definition.served_by.iter();
        let by_answer = areas.find_map(|question| self.ours(self.area(question)?));
        let only = || match definition.authorities.as_slice() {
            [only] if definition.served_by.is_empty() => Some(only.as_str()),
            _ => None,
        };
        by_answer
            .or_else(|| self.ours(&self.journey.facts.authority))
            .or_else(only)
    }

    pub fn parameter(&self, name: &str) -> Option<&'a Parameter> {
        self.journey.definition.parameter(self.serving(), name)
    }

    pub(super) fn number(&self, amount: &Amount) -> Option<i64> {
        match amount {
            Amount::Number(number) => Some(*number),
            Amount::Named(name) => match self.parameter(name) {
                Some(Parameter::Number(number)) => Some(*number),
                _ => None,
            },
        }
    }

    /// Minutes since midnight.
    fn minute(&self, amount: &Amount) -> Option<i64> {
        match amount {
            Amount::Number(number) => Some(*number),
            Amount::Named(named) => minute_of(named).or_else(|| match self.parameter(named) {
                Some(Parameter::Number(number)) => Some(*number),
                Some(Parameter::Text(text)) => minute_of(text.get(Default::default())),
                _ => None,
            }),
        }
    }
}
