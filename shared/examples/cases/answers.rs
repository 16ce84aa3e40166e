//! Random answers: valid, valid apart from one error, and garbage.

use super::random::Random;
use shared::answers::{Answers, Typed};
use shared::channel::Channel;
use shared::date::Date;
use shared::facts::Facts;
use shared::journey::{Journey, shown};
use shared::question::Question;
use shared::service::Definition;
use std::collections::BTreeMap;

pub fn facts(random: &mut Random) -> Facts {
    let start = Date::new(2026, 1, 1);
    let day = |offset: i64| start.and_then(|start| start.plus(offset));
    let today = random.between(0, 400);
    Facts {
        today: day(today).unwrap_or_else(|| unreachable!("the calendar goes on to 2199")),
        minute: random.below(1_440) as u16,
        holidays: [0, 92, 95, 123, 144, 242, 358, 361]
            .into_iter()
            .filter_map(day)
            .collect(),
        authority: (*random.pick(&["kent", "maidstone", "swale", "elsewhere"])).to_owned(),
        channel: *random.pick(&Channel::ALL),
        signed_in: random.chance(50),
        began: None,
        lenient: false,
    }
}

/// Answers to most questions; every second set has no deliberate error.
pub fn any(random: &mut Random, definition: &Definition, facts: &Facts) -> Answers {
    let mut answers = Answers::default();
    let sound = random.chance(50);
    for (_, question) in definition.questions() {
        if question.optional && random.chance(30) {
            continue;
        }
        let typed = match random.below(10) {
            _ if sound => valid(random, question, facts),
            0 => garbage(random),
            1 => continue,
            2 => slipped(random, question, facts),
            _ => valid(random, question, facts),
        };
        answers.typed.insert(question.id.clone(), typed);
    }
    let notices = definition.pages.iter().flat_map(|page| &page.notices);
    let notices = notices.map(|notice| &notice.id);
    let ids = definition.outcomes.iter().map(|outcome| &outcome.id);
    let passed = ids.chain(notices).filter(|_| random.chance(40)).cloned();
    let passed: Vec<String> = passed.collect();
    answers = Journey::new(definition, &answers, facts).all_passed(&passed);
    // Some sets are saved page by page, occasionally including a page that was never asked.
    if random.chance(50) {
        for page in &definition.pages {
            if random.chance(90) {
                shown::record(definition, facts, &mut answers, page);
            }
        }
    }
    answers
}

/// A valid answer to the question (ignoring its rules).
pub fn valid(random: &mut Random, question: &Question, facts: &Facts) -> Typed {
    question.kind.rules().random_answer(random, facts.today)
}

/// A valid answer with one error: too long, a control character, a missing part.
fn slipped(random: &mut Random, question: &Question, facts: &Facts) -> Typed {
    match valid(random, question, facts) {
        Typed::Text(text) => Typed::Text(match random.below(3) {
            0 => text.repeat(60),
            1 => [&text, "\u{7}", &text].concat(),
            _ => String::new(),
        }),
        Typed::Many(mut texts) => {
            texts.push("not-an-option".to_owned());
            Typed::Many(texts)
        }
        Typed::Parts(mut parts) => {
            let names: Vec<String> = parts.keys().cloned().collect();
            let name = random.pick(&names).clone();
            match random.below(3) {
                0 => parts.insert(name, "31/2".to_owned()),
                1 => parts.insert(name, "99999999999999999999".to_owned()),
                _ => parts.remove(&name),
            };
            Typed::Parts(parts)
        }
    }
}

fn garbage(random: &mut Random) -> Typed {
    let text = (*random.pick(&[
        "",
        "\u{0}",
        "null",
        "-1",
        "{window}",
        "<script>",
        "🙂\u{202e}",
    ]))
    .to_owned();
    match random.below(3) {
        0 => Typed::Text(text),
        1 => Typed::Many(vec![text.clone(), text]),
        _ => parts(&[("day", text.clone()), ("uprn", text.clone()), ("lat", text)]),
    }
}

fn parts(of: &[(&str, String)]) -> Typed {
    let named = of.iter().filter(|(_, text)| !text.is_empty());
    Typed::Parts(
        named
            .map(|(name, text)| ((*name).to_owned(), text.clone()))
            .collect::<BTreeMap<_, _>>(),
    )
}
