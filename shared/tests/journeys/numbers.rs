//! Tests of a service with numbers: whole numbers and money in answers, messages and requests.

use super::{answers, facts, load, text};
use shared::answers::Typed;
use shared::journey::{Journey, Unfinished};
use shared::language::Language;
use shared::service::Definition;
use shared::service::check::check;
use shared::wording::{Phrase, Wording};

const SKIPS: &str = r#"
id = "skips"
title = "Ask for skips"
summary = "Tell us how many"
authorities = ["kent"]
lawful_basis = "contract"
special_category = false
retention_days = 30
classification = "official"
start = { minutes = 1 }
next = { body = [], by = "Soon." }

[[pages]]
id = "skips"

[[pages.questions]]
id = "skips"
kind = { whole-number = { min = 1, max = 1200 } }
label = "How many skips?"
short = "Skips"
errors = { required = "Enter how many" }

[[pages]]
id = "deposit"

[[pages.questions]]
id = "deposit"
kind = { money = { min = 2500, max = 120050 } }
label = "How much was the deposit?"
short = "Deposit"
errors = { required = "Enter how much", amount-too-high = "Deposits were never over {n}" }
"#;

fn skips() -> Definition {
    let definition = load(SKIPS);
    assert_eq!(check(&definition), []);
    definition
}

/// Minimal general wording for errors.
fn wording() -> Wording {
    let plain = |text: &str| Phrase::Plain(text.to_owned());
    Wording {
        language: Language::En,
        phrases: [
            ("error-number-too-high", "{name} must be {n} or fewer"),
            ("error-amount-too-low", "{name} must be {n} or more"),
        ]
        .map(|(key, text)| (key.to_owned(), plain(text)))
        .into(),
    }
}

fn message(typed: &[(&str, Typed)]) -> String {
    let (definition, facts) = (skips(), facts("kent", (12, 0)));
    let answers = answers(typed);
    let journey = Journey::new(&definition, &answers, &facts);
    let Err(Unfinished::Errors(problems)) = journey.finish() else {
        panic!("no error is reported");
    };
    journey.message(&problems[0].1, Language::En, &wording())
}

#[test]
fn numbers_are_shown_with_commas_and_sent_as_integers() {
    let (definition, facts) = (skips(), facts("kent", (12, 0)));
    let answers = answers(&[("skips", text("1 200")), ("deposit", text("£1,200.50"))]);
    let journey = Journey::new(&definition, &answers, &facts);
    let rows = journey.summary(Language::En, &wording());
    assert_eq!(rows[0].lines, ["1,200"]);
    assert_eq!(rows[1].lines, ["£1,200.50"]);
    let request = journey.finish().unwrap();
    assert_eq!(request.to_json()["skips"], 1_200);
    assert_eq!(request.to_json()["deposit"], 120_050);
}

#[test]
fn a_message_formats_its_limit_like_the_answer() {
    let deposit = |typed| ("deposit", text(typed));
    let high = message(&[("skips", text("1201")), deposit("25")]);
    assert_eq!(high, "Skips must be 1,200 or fewer");
    let low = message(&[("skips", text("2")), deposit("24.99")]);
    assert_eq!(low, "Deposit must be £25 or more");
    let own = message(&[("skips", text("2")), deposit("1200.51")]);
    assert_eq!(own, "Deposits were never over £1,200.50");
}
