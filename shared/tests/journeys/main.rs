//! The three services as residents go through them: paths, texts and recipients.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "shared helpers are not test functions"
)]

mod council_tax;
mod council_tax_notices;
mod examples;
mod missed_bin;
mod numbers;
mod pothole;

use shared::answers::{Answers, Typed};
use shared::channel::Channel;
use shared::date::Date;
use shared::facts::Facts;
use shared::journey::{Journey, Step, Unfinished, shown};
use shared::language::{Language, Text};
use shared::service::Definition;
use std::collections::BTreeMap;

/// Wednesday.
const TODAY: &str = "2026-11-18";

fn load(text: &str) -> Definition {
    toml::from_str(text).unwrap()
}

fn facts(authority: &str, time: (u16, u16)) -> Facts {
    Facts {
        today: Date::parse(TODAY).unwrap(),
        minute: time.0 * 60 + time.1,
        holidays: Vec::new(),
        authority: authority.to_owned(),
        channel: Channel::Web,
        signed_in: false,
        began: None,
        lenient: false,
    }
}

fn parts(pairs: &[(&str, &str)]) -> Typed {
    Typed::Parts(
        pairs
            .iter()
            .map(|(k, v)| ((*k).to_owned(), (*v).to_owned()))
            .collect(),
    )
}

fn text(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}

fn date(day: &str, month: &str, year: &str) -> Typed {
    parts(&[("day", day), ("month", month), ("year", year)])
}

/// An address in the gazetteer, different for each number.
fn at(area: &str, number: u32) -> Typed {
    parts(&[
        ("uprn", &format!("1000990000{number:02}")),
        ("line1", &format!("{number} Quince Orchard Road")),
        ("town", "Maidstone"),
        ("postcode", "ME14 9ZA"),
        ("area", area),
    ])
}

fn by_hand(number: u32) -> Typed {
    parts(&[
        ("mode", "manual"),
        ("line1", &format!("{number} New Street")),
        ("town", "Maidstone"),
        ("postcode", "ME14 9ZQ"),
    ])
}

fn answers(pairs: &[(&str, Typed)]) -> Answers {
    Answers {
        typed: pairs
            .iter()
            .map(|(id, typed)| ((*id).to_owned(), typed.clone()))
            .collect::<BTreeMap<_, _>>(),
        ..Answers::default()
    }
}

fn outcome(definition: &Definition, answers: &Answers, facts: &Facts) -> Option<String> {
    match Journey::new(definition, answers, facts).current_step() {
        Step::Outcome(outcome) => Some(outcome.id.clone()),
        _ => None,
    }
}

/// The id of the notice that the answers of a person lead to, all pages having been shown.
fn notice(definition: &Definition, answers: &Answers, facts: &Facts) -> Option<String> {
    match Journey::new(definition, &as_a_person(definition, answers, facts), facts).current_step() {
        Step::Notice(notice) => Some(notice.id.clone()),
        _ => None,
    }
}

/// The answers, with every page shown: notices do not wait for answers that came all at once.
fn as_a_person(definition: &Definition, answers: &Answers, facts: &Facts) -> Answers {
    let mut answers = answers.clone();
    for page in &definition.pages {
        shown::record(definition, facts, &mut answers, page);
    }
    answers
}

/// The answers after continuing past an outcome or a notice; a person is shown the pages after it.
fn pass(definition: &Definition, answers: &Answers, facts: &Facts, id: &str) -> Answers {
    let after = Journey::new(definition, answers, facts).passed(id);
    let after = after.unwrap_or_else(|| panic!("{id} is not met, or cannot be passed"));
    if answers.came_at_once() {
        return after;
    }
    as_a_person(definition, &after, facts)
}

fn numbers(
    definition: &Definition,
    answers: &Answers,
    facts: &Facts,
    outcome: &str,
) -> Vec<String> {
    let journey = Journey::new(definition, answers, facts);
    journey
        .blocks(&definition.outcome(outcome).unwrap().body)
        .iter()
        .filter_map(|(journey, block)| Some((journey, block.phone.as_ref()?)))
        .map(|(journey, phone)| journey.fill(&phone.number, Language::En))
        .collect()
}

fn delivered_parts(
    definition: &Definition,
    answers: &Answers,
    facts: &Facts,
) -> Vec<(String, String)> {
    Journey::new(definition, answers, facts)
        .finish()
        .unwrap_or_else(|unfinished| panic!("{unfinished:?}"))
        .parts()
        .iter()
        .map(|part| (part.id.clone(), part.authority.clone()))
        .collect()
}
