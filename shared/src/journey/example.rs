//! Answers nobody gave: one whole request by a definition's own rules, for those who try out a
//! back office before residents do.
//!
//! To add a kind of question: an arm in `sample`.

use super::{Journey, Unfinished};
use crate::answers::{Answers, Typed};
use crate::facts::Facts;
use crate::question::{Choice, Kind, Question, address};
use crate::request::ServiceRequest;
use crate::service::Definition;

/// How often wrong answers are replaced before we give in.
const TRIES: usize = 2_000;

/// The first request that comes out when what is wrong is answered otherwise again and again;
/// the same for the same definition and facts. Its addresses lie in `areas`. `None` when
/// samples do not meet the definition's rules.
pub fn request(definition: &Definition, areas: &[&str], facts: &Facts) -> Option<ServiceRequest> {
    let mut answers = Answers::default();
    let questions: Vec<&Question> = definition.questions().map(|(_, one)| one).collect();
    let mut turn = 0;
    for _ in 0..TRIES {
        let wrong: Vec<String> = match Journey::new(definition, &answers, facts).finish() {
            Ok(request) => return Some(request),
            Err(Unfinished::Problems(problems)) => problems
                .into_iter()
                .map(|(_, problem)| problem.question)
                .collect(),
            // Somewhere before it another answer leads past the outcome.
            Err(Unfinished::Outcome(_)) => answers.typed.keys().cloned().collect(),
        };
        for question in questions.iter().filter(|one| wrong.contains(&one.id)) {
            turn = next(turn);
            let typed = sample(question, areas, facts, turn);
            answers.typed.insert(question.id.clone(), typed);
        }
    }
    None
}

/// A plausible answer, another one for another `turn`.
fn sample(question: &Question, areas: &[&str], facts: &Facts, turn: usize) -> Typed {
    let one = |text: &str| Typed::Text(text.to_owned());
    let parts = |pairs: &[(&str, &str)]| {
        let owned = pairs
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
        Typed::Parts(owned.collect())
    };
    let short = |limit: u32| {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        "An example".chars().take(limit).collect::<String>()
    };
    match &question.kind {
        Kind::Text { max } => Typed::Text(short(*max)),
        Kind::Textarea { limit } => Typed::Text(short(*limit)),
        Kind::Name => one("Sam Example"),
        Kind::Email => one("sam.example@example.org"),
        // A number Ofcom keeps for drama.
        Kind::Phone => one("01632 960001"),
        Kind::Date => {
            let back = i64::try_from(turn % 60).unwrap_or_default();
            let date = facts.today.plus(-back).unwrap_or(facts.today);
            parts(&[
                ("day", &date.day().to_string()),
                ("month", &date.month().to_string()),
                ("year", &date.year().to_string()),
            ])
        }
        Kind::Radios { options } => Typed::Text(choose(options, turn)),
        Kind::Checkboxes { options } => Typed::Many(vec![choose(options, turn)]),
        Kind::YesNo => one(if turn.is_multiple_of(2) { "no" } else { "yes" }),
        Kind::Address => parts(&[
            ("mode", address::MANUAL),
            ("line1", &format!("{} Example Street", turn % 90 + 1)),
            ("town", "Exampleton"),
            // No such district: nobody lives there.
            ("postcode", "ME99 1AA"),
            ("area", pick(areas, turn).unwrap_or(&"")),
        ]),
        Kind::Location { limit } => parts(&[("description", &short(*limit))]),
        Kind::Declaration { .. } => one("yes"),
    }
}

fn choose(options: &[Choice], turn: usize) -> String {
    pick(options, turn).map_or_else(String::new, |option| option.id.clone())
}

fn pick<T>(from: &[T], turn: usize) -> Option<&T> {
    from.get(turn.checked_rem(from.len())?)
}

/// Knuth's multiplier for linear congruence; the low bits repeat soon, so they are left out.
fn next(turn: usize) -> usize {
    turn.wrapping_mul(1_103_515_245).wrapping_add(12_345) >> 4 & 0x0fff_ffff
}
