//! Tests of a journey's pages, outcomes and request.

mod councils;
mod naming;
mod notices;
mod offered;
mod reading;

use super::{Journey, Step, Unfinished};
use crate::answers::{Answers, FieldError, Typed};
use crate::channel::Channel;
use crate::date::Date;
use crate::facts::Facts;
use crate::language::Language;
use crate::service::Definition;
use crate::wording::{Phrase, Wording};
use std::collections::BTreeMap;

const BAG: &str = include_str!("../../../tests/it/definitions/missed-bag.toml");

fn bag() -> Definition {
    toml::from_str(BAG).unwrap()
}

/// Wednesday 11 March 2026, 18:00, on Swale's site.
fn facts() -> Facts {
    Facts {
        today: Date::new(2026, 3, 11).unwrap(),
        minute: 18 * 60,
        holidays: vec![],
        authority: "swale".to_owned(),
        channel: Channel::Web,
        signed_in: false,
        began: None,
        lenient: false,
    }
}

fn parts(of: &[(&str, &str)]) -> Typed {
    Typed::Parts(
        of.iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    )
}

fn address(area: &str) -> Typed {
    parts(&[
        ("uprn", "100"),
        ("line1", "1 Road"),
        ("town", "Town"),
        ("postcode", "ME10 1AA"),
        ("area", area),
    ])
}

fn text(text: &str) -> Typed {
    Typed::Text(text.to_owned())
}

/// Answers that lead to check answers in Maidstone.
fn complete() -> Answers {
    Answers {
        typed: BTreeMap::from([
            ("address".to_owned(), address("maidstone")),
            (
                "missed_on".to_owned(),
                parts(&[("day", "10"), ("month", "3"), ("year", "2026")]),
            ),
            ("bags".to_owned(), Typed::Many(vec!["refuse".to_owned()])),
            ("email".to_owned(), text("sian@post.example")),
        ]),
        ..Answers::default()
    }
}

fn with(mut answers: Answers, id: &str, typed: Typed) -> Answers {
    answers.typed.insert(id.to_owned(), typed);
    answers
}

fn without(mut answers: Answers, id: &str) -> Answers {
    answers.typed.remove(id);
    answers
}

fn step(step: Step<'_>) -> &str {
    match step {
        Step::Page(page) => &page.id,
        Step::Outcome(outcome) => &outcome.id,
        Step::Notice(notice) => &notice.id,
        Step::CheckAnswers => "check-answers",
    }
}

fn stands(answers: &Answers) -> String {
    step(Journey::new(&bag(), answers, &facts()).current_step()).to_owned()
}

fn path(answers: &Answers, facts: &Facts) -> Vec<String> {
    let definition = bag();
    let journey = Journey::new(&definition, answers, facts);
    journey.path().iter().map(|page| page.id.clone()).collect()
}

#[test]
fn a_journey_goes_page_by_page_and_ends_at_check_answers() {
    assert_eq!(stands(&Answers::default()), "where");
    assert_eq!(stands(&without(complete(), "bags")), "bags");
    assert_eq!(stands(&complete()), "check-answers");
    assert_eq!(
        path(&complete(), &facts()),
        ["where", "when", "bags", "contact"]
    );
    assert_eq!(
        path(&without(complete(), "missed_on"), &facts()),
        ["where", "when"]
    );
}

#[test]
fn a_turn_skips_pages_and_their_answers_are_ignored() {
    let swale = with(complete(), "address", address("swale"));
    assert_eq!(path(&swale, &facts()), ["where", "when", "contact"]);
    let definition = bag();
    let facts = facts();
    let request = Journey::new(&definition, &swale, &facts).finish().unwrap();
    assert!(!request.to_json().contains_key("bags"));
    let page = definition.page("contact").unwrap();
    let journey = Journey::new(&definition, &swale, &facts);
    assert!(
        journey.blocks(&page.body).is_empty(),
        "a hidden question affects the blocks"
    );
    let morning = Facts {
        minute: 8 * 60,
        ..facts
    };
    assert_eq!(path(&swale, &morning), ["where", "when", "bags", "contact"]);
}

#[test]
fn an_outcome_ends_the_journey_until_it_is_passed() {
    let today = parts(&[("day", "11"), ("month", "3"), ("year", "2026")]);
    let mut early = with(complete(), "missed_on", today);
    let definition = bag();
    let facts = facts();
    assert_eq!(stands(&early), "too-early");
    assert_eq!(path(&early, &facts), ["where", "when"]);
    assert_eq!(
        Journey::new(&definition, &early, &facts).finish(),
        Err(Unfinished::Outcome("too-early".to_owned()))
    );
    early = Journey::new(&definition, &early, &facts)
        .passed("too-early")
        .unwrap();
    assert_eq!(stands(&early), "check-answers");
}

#[test]
fn a_revealed_question_is_asked_only_under_its_option() {
    let definition = bag();
    let facts = facts();
    let page = definition.page("bags").unwrap();
    let note = with(complete(), "garden_note", text("Leaves"));
    let visible = |answers: &Answers| {
        Journey::new(&definition, answers, &facts)
            .visible(page)
            .len()
    };
    assert_eq!(visible(&note), 1);
    let finished = Journey::new(&definition, &note, &facts).finish().unwrap();
    assert!(!finished.to_json().contains_key("garden_note"));
    let garden = with(note, "bags", Typed::Many(vec!["garden".to_owned()]));
    assert_eq!(visible(&garden), 2);
    let by = page
        .revealed_by(&page.questions[1])
        .map(|(by, option)| (by.id.as_str(), option));
    assert_eq!(by, Some(("bags", "garden")));
}

#[test]
fn the_address_determines_the_serving_authority_and_its_parameters() {
    let definition = bag();
    let facts = facts();
    let within = definition.start.body[0].text.as_ref().unwrap();
    let fill =
        |answers: &Answers| Journey::new(&definition, answers, &facts).fill(within, Language::En);
    assert_eq!(
        fill(&Answers::default()),
        "Report it within 3 days.",
        "the site's parameter, until an address is known"
    );
    assert_eq!(fill(&complete()), "Report it within 5 days.");
    let kent = Facts {
        authority: "kent".to_owned(),
        ..facts.clone()
    };
    let nobody = Answers::default();
    let journey = Journey::new(&definition, &nobody, &kent);
    assert_eq!(journey.serving(), None);
    assert_eq!(
        journey.fill(within, Language::En),
        "Report it within 5 days.",
        "the value all authorities share"
    );
}

#[test]
fn a_request_no_authority_serves_is_an_error_of_its_address() {
    let definition = bag();
    let kent = Facts {
        authority: "kent".to_owned(),
        ..facts()
    };
    let medway = with(complete(), "address", address("medway"));
    let journey = Journey::new(&definition, &medway, &kent);
    assert_eq!(step(journey.current_step()), "where");
    let page = definition.page("where").unwrap();
    assert_eq!(journey.check_page(page)[0].code, "not-served");
    let Err(Unfinished::Errors(errors)) = journey.finish() else {
        panic!("a request that no authority serves is accepted");
    };
    assert_eq!(errors[0].0, "where");
}

#[test]
fn rules_are_checked_only_for_valid_answers() {
    let definition = bag();
    let facts = facts();
    let page = definition.page("when").unwrap();
    let codes = |day: &str, month: &str| {
        let typed = parts(&[("day", day), ("month", month), ("year", "2026")]);
        let answers = with(complete(), "missed_on", typed);
        let errors = Journey::new(&definition, &answers, &facts).check_page(page);
        errors
            .into_iter()
            .map(|error| error.code)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        codes("4", "3"),
        Vec::<String>::new(),
        "five working days ago"
    );
    assert_eq!(codes("3", "3"), ["too-long-ago"]);
    assert_eq!(codes("40", "3"), ["not-a-date"]);
}

#[test]
fn all_errors_are_reported_at_once_in_page_order() {
    let definition = bag();
    let facts = facts();
    let wrong = with(without(complete(), "missed_on"), "email", text("nonsense"));
    let Err(Unfinished::Errors(errors)) = Journey::new(&definition, &wrong, &facts).finish() else {
        panic!("no error is reported");
    };
    let found: Vec<_> = errors
        .iter()
        .map(|(page, error)| (page.as_str(), error.code.as_str()))
        .collect();
    assert_eq!(found, [("when", "required"), ("contact", "not-an-email")]);
}

#[test]
fn a_request_has_its_recipients_and_contact_details() {
    let definition = bag();
    let facts = facts();
    let answers = complete();
    let request = Journey::new(&definition, &answers, &facts)
        .finish()
        .unwrap();
    assert_eq!(request.authority(), "maidstone");
    assert_eq!(
        (
            request.parts()[0].id.as_str(),
            request.parts()[0].authority.as_str()
        ),
        ("bags", "maidstone")
    );
    assert_eq!(request.email(), Some("sian@post.example"));
    assert_eq!(request.name(), None);
    assert_eq!(request.postcode(), Some("ME10 1AA"));
    let mut areas = request.addresses().map(|(_, one)| one.area.as_deref());
    assert!(areas.all(|area| area == Some("maidstone")));
    assert_eq!(
        format!("{request:?}"),
        "missed-bag to maidstone: [redacted]"
    );
}

#[test]
fn messages_come_from_the_question_then_its_rule_then_the_general_wording() {
    let definition = bag();
    let facts = facts();
    let answers = complete();
    let journey = Journey::new(&definition, &answers, &facts);
    let wording = Wording {
        language: Language::En,
        phrases: BTreeMap::from([(
            "error-too-long".to_owned(),
            Phrase::Plain("Shorten {name} to {n} characters".to_owned()),
        )]),
    };
    let say = |question: &str, code: &str, number: Option<i64>| {
        let error = FieldError {
            question: question.to_owned(),
            part: None,
            code: code.to_owned(),
            number,
        };
        journey.message(&error, Language::En, &wording)
    };
    assert_eq!(say("missed_on", "required", None), "Enter the date");
    assert_eq!(
        say("missed_on", "too-long-ago", None),
        "It must be within 5 days"
    );
    assert_eq!(
        say("garden_note", "too-long", Some(100)),
        "Shorten contents to 100 characters"
    );
    assert_eq!(
        say("nobody", "unknown-question", None),
        "Error-unknown-question"
    );
}

#[test]
fn a_name_within_a_sentence_starts_in_lower_case() {
    for (name, inside) in [
        ("Your name", "your name"),
        ("NHS number", "NHS number"),
        ("I am not sure", "I am not sure"),
        ("Ŵyl", "ŵyl"),
        ("É", "é"),
        ("", ""),
    ] {
        assert_eq!(crate::wording::uncapitalised(name), inside);
    }
}

#[test]
fn the_summary_shows_visible_answers_as_text() {
    let definition = bag();
    let facts = facts();
    let answers = complete();
    let rows =
        Journey::new(&definition, &answers, &facts).summary(Language::Cy, &Wording::default());
    let shown: Vec<_> = rows
        .iter()
        .map(|row| (row.page.as_str(), row.name.as_str(), row.lines.join("; ")))
        .collect();
    assert_eq!(
        shown,
        [
            ("where", "Ble?", "1 Road; Town; ME10 1AA".to_owned()),
            ("when", "Pryd?", "10 Mawrth 2026".to_owned()),
            ("bags", "Pa fagiau?", "Sbwriel".to_owned()),
            ("contact", "Eich e-bost", "sian@post.example".to_owned()),
        ]
    );
}
