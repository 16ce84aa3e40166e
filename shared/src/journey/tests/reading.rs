//! Reading answers, and their fingerprints.

use super::{bag, complete, text, with};
use crate::answers::Typed;
use crate::service::reading::{page_hash, read_json, read_page, read_saved};
use serde_json::json;
use std::collections::BTreeMap;

#[test]
fn clearing_a_field_clears_its_answer() {
    let definition = bag();
    let page = definition.page("bags").unwrap();
    let read = read_page(page, &[("bags".to_owned(), "refuse".to_owned())]);
    assert_eq!(read.len(), 2);
    assert!(read["garden_note"].is_blank());
    let saved = read_saved(
        page,
        BTreeMap::from([("bags".to_owned(), Typed::Many(vec!["refuse".to_owned()]))]),
    );
    assert!(saved.unwrap() == read);
    let stranger = read_saved(page, BTreeMap::from([("email".to_owned(), text("x"))]));
    assert_eq!(stranger.unwrap_err()[0].code, "unknown-question");
}

#[test]
fn a_page_hash_changes_only_with_its_own_answers() {
    let definition = bag();
    let page = definition.page("bags").unwrap();
    let before = page_hash(page, &complete());
    assert_eq!(before.len(), 16);
    assert_eq!(
        before,
        page_hash(page, &with(complete(), "email", text("x")))
    );
    assert_eq!(
        before,
        page_hash(page, &with(complete(), "garden_note", text("")))
    );
    assert_ne!(
        before,
        page_hash(page, &with(complete(), "garden_note", text("x")))
    );
}

#[test]
fn unknown_questions_and_wrong_types_are_errors_in_the_api() {
    let definition = bag();
    let object = |json: serde_json::Value| json.as_object().cloned().unwrap();
    let errors = read_json(&definition, &object(json!({"colour": "red", "email": 7}))).unwrap_err();
    let codes: Vec<_> = errors.iter().map(|one| one.code.as_str()).collect();
    assert_eq!(codes, ["wrong-type", "unknown-question"]);
    let read = read_json(&definition, &object(json!({"missed_on": "2026-03-10"}))).unwrap();
    assert_eq!(read.typed["missed_on"].part("month"), "3");
}
