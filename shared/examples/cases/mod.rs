//! Generated cases: random definitions and answers, and a digest of the engine's results.
//!
//! The same seed gives the same cases on every machine, so the native engine and the WebAssembly
//! engine can be compared by their digests ([`digest`]); the property tests in `tests/it` use the
//! same generator. The seed is its only source of randomness.

#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each of its three users needs another part"
)]

pub mod answers;
pub mod definitions;
pub mod notices;
pub mod random;

use random::Random;
use shared::answers::Answers;
use shared::facts::Facts;
use shared::fingerprint::Fnv;
use shared::journey::{Journey, Step, Unfinished};
use shared::language::Language;
use shared::service::Definition;
use shared::service::check::check;
use shared::service::reading::{page_hash, read_page};
use shared::service::version::{canonical, shape};
use shared::wording::{Category, Phrase, Wording};
use std::collections::BTreeMap;

/// Definitions per block, and sets of answers to each: a thousand cases.
const DEFINITIONS: u32 = 20;
const ANSWERS: u32 = 50;

/// The digest of the engine's results for one block of a thousand cases.
pub fn digest(seed: u64, block: u32) -> u64 {
    let mut random = Random::new(seed, block);
    let wording = wording();
    let mut hash = Fnv::default();
    for _ in 0..DEFINITIONS {
        let definition = definitions::any(&mut random);
        for mistake in check(&definition) {
            hash.add(mistake.path.as_bytes());
            hash.add(mistake.message.as_bytes());
        }
        hash.add(canonical(&definition).as_bytes());
        hash.add(shape(&definition).as_bytes());
        for _ in 0..ANSWERS {
            let facts = answers::facts(&mut random);
            let answers = answers::any(&mut random, &definition, &facts);
            fold(&mut hash, &definition, &answers, &facts, &wording);
        }
    }
    hash.value()
}

/// Adds all results for one case.
fn fold(
    hash: &mut Fnv,
    definition: &Definition,
    answers: &Answers,
    facts: &Facts,
    wording: &Wording,
) {
    let journey = Journey::new(definition, answers, facts);
    let language = if facts.signed_in {
        Language::Cy
    } else {
        Language::En
    };
    add_step(hash, journey.current_step());
    add_step(hash, journey.first());
    hash.add(journey.serving().unwrap_or("-").as_bytes());
    for page in journey.path() {
        hash.add(page.id.as_bytes());
        hash.add(page_hash(page, answers).as_bytes());
        for (journey, block) in journey.blocks(&page.body) {
            let text = block.text.as_ref();
            hash.add(
                text.map(|text| journey.fill(text, language))
                    .unwrap_or_default()
                    .as_bytes(),
            );
        }
    }
    for page in &definition.pages {
        hash.add(&[
            u8::from(journey.asks(page)),
            u8::from(journey.reaches(&page.id)),
        ]);
        add_step(hash, journey.after(page));
        for question in journey.visible(page) {
            hash.add(question.id.as_bytes());
            for option in journey.offered(question) {
                hash.add(option.id.as_bytes());
            }
        }
        for problem in journey.check_page(page) {
            hash.add(problem.code.as_bytes());
            hash.add(problem.part.as_deref().unwrap_or("-").as_bytes());
            hash.add(journey.message(&problem, language, wording).as_bytes());
        }
        let posted = page
            .questions
            .iter()
            .filter_map(|question| Some(question.fields(answers.typed.get(&question.id)?)))
            .flatten()
            .collect::<Vec<_>>();
        let read = Answers {
            typed: read_page(page, &posted),
            ..Answers::default()
        };
        hash.add(page_hash(page, &read).as_bytes());
    }
    for row in journey.summary(language, wording) {
        hash.add(row.name.as_bytes());
        for line in row.lines {
            hash.add(line.as_bytes());
        }
    }
    for statement in journey.statements(language) {
        hash.add(statement.id.as_bytes());
        hash.add(statement.text.as_bytes());
    }
    for (page, notice) in journey.open_notices() {
        hash.add(page.id.as_bytes());
        hash.add(notice.id.as_bytes());
        for (page, typed) in notice.mend.iter().flat_map(|mend| journey.mended(mend)) {
            hash.add(page.id.as_bytes());
            typed.keys().for_each(|id| hash.add(id.as_bytes()));
        }
        if let Some(after) = journey.passed(&notice.id) {
            after
                .acknowledged
                .iter()
                .for_each(|one| hash.add(one.as_bytes()));
        }
    }
    match journey.finish() {
        Ok(request) => {
            hash.add(
                serde_json::Value::Object(request.to_json())
                    .to_string()
                    .as_bytes(),
            );
            hash.add(request.authority().as_bytes());
            hash.add(request.email().unwrap_or("-").as_bytes());
            hash.add(request.postcode().unwrap_or("-").as_bytes());
            for part in request.parts() {
                hash.add(part.id.as_bytes());
                hash.add(part.authority.as_bytes());
            }
        }
        Err(Unfinished::Outcome(outcome)) => hash.add(outcome.as_bytes()),
        Err(Unfinished::Errors(problems)) => {
            for (page, problem) in problems {
                hash.add(page.as_bytes());
                hash.add(problem.question.as_bytes());
                hash.add(problem.code.as_bytes());
                hash.add(&problem.number.unwrap_or(-1).to_le_bytes());
            }
        }
    }
}

fn add_step(hash: &mut Fnv, step: Step<'_>) {
    match step {
        Step::Page(page) => hash.add(page.id.as_bytes()),
        Step::Outcome(outcome) => hash.add(outcome.id.as_bytes()),
        Step::Notice(notice) => hash.add(notice.id.as_bytes()),
        Step::CheckAnswers => hash.add(b"check-answers"),
    }
}

/// A few phrases, one of them plural.
pub fn wording() -> Wording {
    let plain = |text: &str| Phrase::Plain(text.to_owned());
    let too_long = [
        (Category::One, "{name} must be {n} character or less"),
        (Category::Other, "{name} must be {n} characters or less"),
    ];
    Wording {
        language: Language::En,
        phrases: BTreeMap::from([
            ("error-required".to_owned(), plain("Enter {name}")),
            (
                "error-too-long".to_owned(),
                Phrase::Plural(too_long.map(|(one, text)| (one, text.to_owned())).into()),
            ),
            ("answer-yes".to_owned(), plain("Yes")),
            ("answer-no".to_owned(), plain("No")),
        ]),
    }
}
