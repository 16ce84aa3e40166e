//! Random definitions: valid by construction, and broken ones.

use super::notices::{group, notice, turns};
use super::random::Random;
use shared::channel::Channel;
use shared::condition::{Amount, Condition, DaysAgo};
use shared::language::{Language, Text};
use shared::question::authoring::{Draw, bilingual};
use shared::question::{About, Kind, Question, Rule};
use shared::service::block::Block;
use shared::service::naming::Naming;
use shared::service::{
    Classification, Definition, LawfulBasis, Next, Page, Parameter, Recipient, Start, Turn,
};
use std::collections::BTreeMap;

pub const AUTHORITIES: [&str; 3] = ["kent", "maidstone", "swale"];

/// A random definition; one in five is broken in some way.
pub fn any(random: &mut Random) -> Definition {
    let mut definition = sound(random);
    if random.chance(20) {
        spoil(random, &mut definition);
    }
    definition
}

/// A definition whose references all point to earlier items that exist.
pub fn sound(random: &mut Random) -> Definition {
    let authorities: Vec<String> = AUTHORITIES
        .iter()
        .take(1 + random.below(AUTHORITIES.len()))
        .map(|id| (*id).to_owned())
        .collect();
    let mut definition = Definition {
        id: "generated".to_owned(),
        title: bilingual("Generated"),
        summary: bilingual("A generated service"),
        languages: vec![Language::En, Language::Cy],
        parameters: parameters(random, &authorities),
        authorities,
        lawful_basis: LawfulBasis::PublicTask,
        special_category: false,
        retention_days: 1 + random.below(1_000) as u32,
        classification: Classification::Official,
        purpose: Default::default(),
        topic: None,
        lgsl: None,
        lgil: None,
        demonstration: true,
        keywords: vec![],
        synonyms: vec![],
        target_working_days: random
            .chance(50)
            .then(|| Amount::Named("window".to_owned())),
        target_days: None,
        naming: Naming::default(),
        opens_with: None,
        start: Start {
            minutes: 3,
            body: vec![block(None, "Within {window} days")],
            needs: vec![],
        },
        served_by: vec![],
        pages: vec![],
        outcomes: vec![],
        recipients: vec![],
        review: vec![],
        next: Next {
            body: vec![],
            by: bilingual("Within {window} days"),
            counted_from: None,
            refused: vec![],
            not_sorted: vec![],
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
        .filter(|(_, question)| question.is_address())
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
                title: bilingual("Part"),
                privacy: bilingual("Privacy"),
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
        title: Some(bilingual("Page")),
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
        one_of: vec![],
        notices: vec![],
        then: vec![],
    };
    for place in 0..1 + random.below(3) {
        let mut question = question(random, definition, at, format!("q{at}_{place}"));
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
                error: bilingual("Not within {window} days"),
            });
        }
        page.questions.push(question);
    }
    page.one_of.extend(group(random, definition, &page, at));
    if random.chance(30) {
        let notice = notice(random, definition, &page, at);
        page.notices.push(notice);
    }
    page
}

fn question(random: &mut Random, definition: &Definition, at: usize, id: String) -> Question {
    Question {
        id,
        kind: kind(random, definition, at),
        label: bilingual("What is it?"),
        short: random.chance(50).then(|| bilingual("Thing")),
        hint: None,
        about: Some(*random.pick(&[About::You, About::SomeoneElse, About::Place])),
        optional: random.chance(30),
        when: None,
        errors: BTreeMap::from([("required".to_owned(), bilingual("Say what it is"))]),
        rules: vec![],
    }
}

/// A random kind. Most conditions are about choices, so kinds without choices are sometimes
/// rerolled.
fn kind(random: &mut Random, definition: &Definition, at: usize) -> Kind {
    let first = any_kind(random, definition, at);
    if first.rules().choices().is_empty() && random.chance(40) {
        return any_kind(random, definition, at);
    }
    first
}

fn any_kind(random: &mut Random, definition: &Definition, at: usize) -> Kind {
    let kind = random.pick(&Kind::all()).clone();
    let mut draw = Drawing {
        random,
        definition,
        at,
    };
    kind.rules().random(&mut draw).unwrap_or(kind)
}

/// Random values for a kind, with conditions about the questions of earlier pages.
struct Drawing<'a> {
    random: &'a mut Random,
    definition: &'a Definition,
    at: usize,
}

impl Draw for Drawing<'_> {
    fn below(&mut self, end: usize) -> usize {
        self.random.below(end)
    }

    fn condition(&mut self) -> Option<Condition> {
        maybe_condition(self.random, self.definition, self.at)
    }
}

pub(super) fn option_of(random: &mut Random, question: &Question) -> Option<String> {
    let choices = question.kind.rules().choices();
    (!choices.is_empty()).then(|| (*random.pick(&choices)).to_owned())
}

/// A condition about the questions of pages before index `before`, or about facts.
pub(super) fn maybe_condition(
    random: &mut Random,
    definition: &Definition,
    before: usize,
) -> Option<Condition> {
    random
        .chance(50)
        .then(|| condition(random, definition, before, 0))
}

pub(super) fn condition(
    random: &mut Random,
    definition: &Definition,
    before: usize,
    depth: u32,
) -> Condition {
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

pub(super) fn about(random: &mut Random, question: &Question) -> Condition {
    let id = question.id.clone();
    let rules = question.kind.rules();
    if rules.is_date() {
        return Condition::DaysAgo(DaysAgo {
            question: id,
            working: random.chance(50),
            more_than: Some(Amount::Named("window".to_owned())),
            fewer_than: random
                .chance(50)
                .then(|| Amount::Number(random.between(0, 40))),
            exactly: None,
        });
    }
    if question.is_address() {
        let area = *random.pick(&["served", "unknown", "maidstone", "medway"]);
        return Condition::Area {
            question: id,
            any_of: vec![area.to_owned()],
        };
    }
    match option_of(random, question) {
        Some(option) => Condition::Chose {
            question: id,
            any_of: vec![option],
        },
        None if random.chance(30) => Condition::Same(id.clone(), id),
        None if rules.is_own_words() && random.chance(40) => Condition::Mentions {
            question: id,
            any_of: ["M20", "a", "High Street"].map(str::to_owned).to_vec(),
            not_before: vec!["1".to_owned()],
        },
        None if rules.is_own_words() && random.chance(40) => Condition::Entries {
            question: id,
            more_than: random.below(3) as u32,
        },
        None => Condition::Answered(id),
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

pub(super) fn block(when: Option<Condition>, words: &str) -> Block {
    Block {
        when,
        text: Some(bilingual(words)),
        ..Block::default()
    }
}
