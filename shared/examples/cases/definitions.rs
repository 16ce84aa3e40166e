//! Random definitions: sound by the way they are made, and spoilt ones.

use super::random::Random;
use shared::channel::Channel;
use shared::language::{Language, Text};
use shared::question::{Choice, Kind, Question, Rule};
use shared::service::block::Block;
use shared::service::condition::{Amount, Condition, DaysAgo};
use shared::service::{
    Classification, Definition, LawfulBasis, Next, Outcome, OutcomeKind, Page, Parameter,
    Recipient, Start, Turn,
};
use std::collections::BTreeMap;

pub const AUTHORITIES: [&str; 3] = ["kent", "maidstone", "swale"];

/// One in five is spoilt in some way.
pub fn any(random: &mut Random) -> Definition {
    let mut definition = sound(random);
    if random.chance(20) {
        spoil(random, &mut definition);
    }
    definition
}

/// A definition in which every reference is to something earlier that exists.
pub fn sound(random: &mut Random) -> Definition {
    let authorities: Vec<String> = AUTHORITIES
        .iter()
        .take(1 + random.below(AUTHORITIES.len()))
        .map(|id| (*id).to_owned())
        .collect();
    let mut definition = Definition {
        id: "generated".to_owned(),
        title: text("Generated"),
        summary: text("A generated service"),
        languages: vec![Language::En, Language::Cy],
        parameters: parameters(random, &authorities),
        authorities,
        lawful_basis: LawfulBasis::PublicTask,
        special_category: false,
        retention_days: 1 + random.below(1_000) as u32,
        classification: Classification::Official,
        lgsl: None,
        lgil: None,
        demonstration: true,
        keywords: vec![],
        start: Start {
            minutes: 3,
            body: vec![block(None, "Within {window} days")],
            needs: vec![],
        },
        served_by: vec![],
        pages: vec![],
        outcomes: vec![],
        recipients: vec![],
        next: Next {
            body: vec![],
            by: text("Within {window} days"),
        },
    };
    let pages = 1 + random.below(8);
    for at in 0..pages {
        let page = page(random, &definition, at);
        definition.pages.push(page);
    }
    turns(random, &mut definition);
    let addresses: Vec<String> = definition
        .questions()
        .filter(|(_, question)| question.kind == Kind::Address)
        .map(|(_, question)| question.id.clone())
        .collect();
    for (at, id) in addresses.iter().enumerate() {
        if random.chance(60) {
            definition.served_by.push(id.clone());
        }
        if random.chance(40) {
            let when = maybe_condition(random, &definition, usize::MAX);
            definition.recipients.push(Recipient {
                id: format!("part-{at}"),
                area_of: Some(id.clone()),
                when,
                title: text("Part"),
                privacy: text("Privacy"),
            });
        }
    }
    definition
}

fn parameters(
    random: &mut Random,
    authorities: &[String],
) -> BTreeMap<String, BTreeMap<String, Parameter>> {
    ["all".to_owned()]
        .iter()
        .chain(authorities)
        .map(|id| {
            let hour = random.below(24);
            let values = [
                ("window", Parameter::Number(random.between(0, 9))),
                (
                    "opens",
                    Parameter::Text(Text::English(format!("{hour:02}:00"))),
                ),
                ("serves", Parameter::Yes(random.chance(50))),
            ];
            (
                id.clone(),
                values.map(|(name, value)| (name.to_owned(), value)).into(),
            )
        })
        .collect()
}

fn page(random: &mut Random, definition: &Definition, at: usize) -> Page {
    let mut page = Page {
        id: format!("page-{at}"),
        title: Some(text("Page")),
        body: vec![block(
            maybe_condition(random, definition, at),
            "Answer within {window} days",
        )],
        when: if random.chance(30) {
            maybe_condition(random, definition, at)
        } else {
            None
        },
        questions: vec![],
        then: vec![],
    };
    for place in 0..1 + random.below(3) {
        let mut question = question(random, format!("q{at}_{place}"));
        let reveals = page
            .questions
            .last()
            .filter(|last: &&Question| last.when.is_none());
        question.when = match reveals.and_then(|last| Some((last, option_of(random, last)?))) {
            Some((last, option)) if random.chance(60) => Some(Condition::Chose {
                question: last.id.clone(),
                any_of: vec![option],
            }),
            _ if random.chance(20) => maybe_condition(random, definition, at),
            _ => None,
        };
        if random.chance(20) {
            question.rules.push(Rule {
                code: "generated-rule".to_owned(),
                fails_when: about(random, &question),
                error: text("Not within {window} days"),
            });
        }
        page.questions.push(question);
    }
    page
}

pub fn question(random: &mut Random, id: String) -> Question {
    let kind = kind(random);
    Question {
        id,
        kind,
        label: text("What is it?"),
        short: random.chance(50).then(|| text("Thing")),
        hint: None,
        yes: None,
        no: None,
        area_of: None,
        optional: random.chance(30),
        when: None,
        errors: BTreeMap::from([("required".to_owned(), text("Say what it is"))]),
        rules: vec![],
    }
}

fn kind(random: &mut Random) -> Kind {
    let options = |random: &mut Random, apart: bool| {
        let count = 2 + random.below(3);
        (0..count)
            .map(|at| Choice {
                id: format!("o{at}"),
                label: text("Option {window}"),
                hint: None,
                apart: apart && at + 1 == count,
            })
            .collect()
    };
    match random.below(14) {
        0 => Kind::Text {
            max: 1 + random.below(60) as u32,
        },
        1 => Kind::Textarea {
            limit: 1 + random.below(300) as u32,
        },
        2 => Kind::Name,
        3 => Kind::Email,
        4 => Kind::Phone,
        5 => Kind::Date,
        6 => Kind::Location { limit: 200 },
        7 => Kind::Declaration {
            statement: text("It is true"),
        },
        8 | 9 => Kind::YesNo,
        10 => Kind::Address,
        11 => Kind::Checkboxes {
            options: options(random, true),
        },
        _ => Kind::Radios {
            options: options(random, false),
        },
    }
}

fn option_of(random: &mut Random, question: &Question) -> Option<String> {
    match question.kind {
        Kind::YesNo => Some((*random.pick(&["yes", "no"])).to_owned()),
        _ if question.options().is_empty() => None,
        _ => Some(random.pick(question.options()).id.clone()),
    }
}

/// A condition about the questions of pages before the one at `before`, or about facts.
fn maybe_condition(
    random: &mut Random,
    definition: &Definition,
    before: usize,
) -> Option<Condition> {
    random
        .chance(50)
        .then(|| condition(random, definition, before, 0))
}

fn condition(random: &mut Random, definition: &Definition, before: usize, depth: u32) -> Condition {
    let shape = random.below(if depth < 3 { 10 } else { 6 });
    match shape {
        6 | 7 => Condition::Not(Box::new(condition(random, definition, before, depth + 1))),
        8 => Condition::All(several(random, definition, before, depth)),
        9 => Condition::Any(several(random, definition, before, depth)),
        _ => {
            let earlier: Vec<&Question> = definition
                .pages
                .iter()
                .take(before)
                .flat_map(|page| &page.questions)
                .collect();
            if earlier.is_empty() || random.chance(20) {
                fact(random)
            } else {
                let question = *random.pick(&earlier);
                about(random, question)
            }
        }
    }
}

fn several(
    random: &mut Random,
    definition: &Definition,
    before: usize,
    depth: u32,
) -> Vec<Condition> {
    (0..1 + random.below(3))
        .map(|_| condition(random, definition, before, depth + 1))
        .collect()
}

fn fact(random: &mut Random) -> Condition {
    match random.below(5) {
        0 => Condition::WorkingDay(random.chance(50)),
        1 => Condition::SignedIn(random.chance(50)),
        2 => Condition::Channel(vec![*random.pick(&Channel::ALL), Channel::Web]),
        3 => Condition::Parameter("serves".to_owned()),
        _ => Condition::Clock {
            from: random.chance(60).then(|| Amount::Named("opens".to_owned())),
            before: Some(Amount::Named("17:30".to_owned())),
        },
    }
}

fn about(random: &mut Random, question: &Question) -> Condition {
    let id = question.id.clone();
    match &question.kind {
        Kind::Date => Condition::DaysAgo(DaysAgo {
            question: id,
            working: random.chance(50),
            more_than: Some(Amount::Named("window".to_owned())),
            fewer_than: random
                .chance(50)
                .then(|| Amount::Number(random.between(0, 40))),
            exactly: None,
        }),
        Kind::Address => Condition::Area {
            question: id,
            any_of: vec![(*random.pick(&["served", "unknown", "maidstone", "medway"])).to_owned()],
        },
        _ => match option_of(random, question) {
            Some(option) => Condition::Chose {
                question: id,
                any_of: vec![option],
            },
            None if random.chance(30) => Condition::Same(id.clone(), id),
            None => Condition::Answered(id),
        },
    }
}

fn turns(random: &mut Random, definition: &mut Definition) {
    for at in 0..definition.pages.len() {
        if !random.chance(40) {
            continue;
        }
        let when = condition(random, definition, at + 1, 1);
        let further = definition.pages.len() - at - 1;
        let turn = if further > 1 && random.chance(50) {
            let to = at + 1 + random.below(further);
            Turn {
                when,
                outcome: None,
                page: Some(format!("page-{to}")),
            }
        } else {
            let id = format!("outcome-{at}");
            definition.outcomes.push(Outcome {
                id: id.clone(),
                title: text("Not now"),
                kind: OutcomeKind::TooEarly,
                body: vec![block(None, "Within {window} days")],
                pass: random.chance(50).then(|| text("Go on")),
            });
            Turn {
                when,
                outcome: Some(id),
                page: None,
            }
        };
        definition.pages[at].then.push(turn);
    }
}

fn spoil(random: &mut Random, definition: &mut Definition) {
    let at = random.below(definition.pages.len());
    let anywhere = condition(random, definition, usize::MAX, 0);
    let page = &mut definition.pages[at];
    match random.below(8) {
        0 => page.when = Some(anywhere),
        1 => page.then.push(Turn {
            when: anywhere,
            outcome: None,
            page: Some("page-0".to_owned()),
        }),
        2 => page.then.push(Turn {
            when: anywhere,
            outcome: Some("nowhere".to_owned()),
            page: None,
        }),
        3 => page.id = "start".to_owned(),
        4 => page.questions[0].when = Some(Condition::Answered("nobody".to_owned())),
        5 => {
            let mut deep = anywhere;
            for _ in 0..random.below(40) {
                deep = Condition::Not(Box::new(deep));
            }
            page.when = Some(deep);
        }
        6 => definition.authorities.clear(),
        _ => definition.parameters.clear(),
    }
}

fn block(when: Option<Condition>, words: &str) -> Block {
    Block {
        when,
        text: Some(text(words)),
        ..Block::default()
    }
}

pub fn text(words: &str) -> Text {
    Text::ByLanguage(BTreeMap::from([
        (Language::En, words.to_owned()),
        (Language::Cy, format!("{words} (cy)")),
    ]))
}
