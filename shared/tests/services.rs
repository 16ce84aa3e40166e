//! The services that are compiled in can be read, and state what every definition must.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what these tests share stands outside of test functions"
)]

use shared::language::Language;
use shared::service::{Definition, Outcome};

const FILES: [(&str, &str); 3] = [
    ("missed-bin", include_str!("../services/missed-bin.toml")),
    ("pothole", include_str!("../services/pothole.toml")),
    (
        "council-tax-change-of-address",
        include_str!("../services/council-tax-change-of-address.toml"),
    ),
];

fn load(id: &str) -> Definition {
    let (_, text) = FILES.iter().find(|(name, _)| *name == id).unwrap();
    toml::from_str(text).unwrap_or_else(|error| panic!("{id}: {error}"))
}

#[test]
fn every_service_can_be_read_and_is_named_as_its_file() {
    for (id, _) in FILES {
        assert_eq!(load(id).id, id);
    }
}

#[test]
fn every_turning_leads_somewhere_and_every_outcome_is_led_to() {
    for (id, _) in FILES {
        let definition = load(id);
        let turns: Vec<_> = definition.pages.iter().flat_map(|p| &p.then).collect();
        for turn in &turns {
            assert!(turn.outcome.is_some() != turn.page.is_some(), "{id}");
            if let Some(outcome) = &turn.outcome {
                assert!(definition.outcome(outcome).is_some(), "{id}: {outcome}");
            }
            if let Some(page) = &turn.page {
                assert!(definition.page(page).is_some(), "{id}: {page}");
            }
        }
        for Outcome { id: outcome, .. } in &definition.outcomes {
            assert!(
                turns.iter().any(|t| t.outcome.as_ref() == Some(outcome)),
                "{id}: nothing leads to {outcome}"
            );
        }
    }
}

#[test]
fn a_question_that_must_be_answered_says_so_in_words_of_its_own() {
    for (id, _) in FILES {
        let definition = load(id);
        for (_, question) in definition.questions() {
            assert!(
                question.optional || question.errors.contains_key("required"),
                "{id}: {}",
                question.id
            );
        }
    }
}

#[test]
fn the_missed_bin_speaks_welsh_wherever_it_speaks_english() {
    let definition = load("missed-bin");
    assert!(definition.speaks(Language::Cy));
    let value = serde_json::to_value(&definition).unwrap();
    let mut english_only = Vec::new();
    walk(&value, "missed-bin", &mut english_only);
    assert_eq!(english_only, Vec::<String>::new());
}

fn walk(value: &serde_json::Value, path: &str, missing: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(map) => {
            if map.contains_key("en") && !map.contains_key("cy") {
                missing.push(path.to_owned());
            }
            for (key, inner) in map {
                let is_text = [
                    "title",
                    "summary",
                    "label",
                    "short",
                    "hint",
                    "error",
                    "heading",
                    "text",
                    "warning",
                    "inset",
                    "number",
                    "hours",
                    "by",
                    "pass",
                    "statement",
                ]
                .contains(&key.as_str());
                if is_text && inner.is_string() {
                    missing.push(format!("{path}.{key}"));
                }
                walk(inner, &format!("{path}.{key}"), missing);
            }
        }
        serde_json::Value::Array(items) => {
            for (n, inner) in items.iter().enumerate() {
                walk(inner, &format!("{path}[{n}]"), missing);
            }
        }
        _ => {}
    }
}

#[test]
fn danger_to_life_says_999_and_nothing_else() {
    let definition = load("pothole");
    let outcome = definition.outcome("call-999").unwrap();
    assert!(outcome.pass.is_none());
    let numbers: Vec<_> = outcome
        .body
        .iter()
        .filter_map(|block| block.phone.as_ref())
        .map(|phone| phone.number.get(Language::En))
        .collect();
    assert_eq!(numbers, ["999"]);
    assert!(outcome.body.iter().all(|block| block.link.is_none()));
}
