//! Tests of how kinds are written in definitions, and of properties common to all kinds.

use super::ask;
use crate::answers::Typed;
use crate::date::Date;
use crate::question::Kind;
use crate::question::authoring::{SampleContext, codes};
use crate::question::rules::Shape;
use serde_json::{from_value, json, to_value};
use std::collections::BTreeMap;

#[test]
fn every_kind_is_read_as_a_name_or_a_table_and_written_as_a_name() {
    for kind in Kind::all() {
        let slug = kind.rules().slug();
        assert_eq!(from_value::<Kind>(json!(slug)).unwrap(), kind);
        assert_eq!(from_value::<Kind>(json!({slug: {}})).unwrap(), kind);
        assert_eq!(to_value(&kind).unwrap(), json!(slug));
        let text = format!("kind = {{ {slug} = {{}} }}");
        let read: BTreeMap<String, Kind> = toml::from_str(&text).unwrap();
        assert_eq!(read["kind"], kind);
    }
}

#[test]
fn only_fields_that_are_set_are_written() {
    let own = json!({"yes-no": {"yes": "Aye", "no": "Nay"}});
    let kind: Kind = from_value(own.clone()).unwrap();
    assert_eq!(to_value(&kind).unwrap(), own);
    let options = json!({"radios": {"options": [{"id": "a", "label": "A"}]}});
    let kind: Kind = from_value(options.clone()).unwrap();
    assert_eq!(to_value(&kind).unwrap(), options);
}

#[test]
fn unknown_kinds_and_fields_are_refused() {
    for wrong in [
        json!("colour"),
        json!({"colour": {}}),
        json!({}),
        json!({"name": {}, "email": {}}),
        json!({"name": {"max": 3}}),
        json!({"text": {"limit": 3}}),
        json!(3),
    ] {
        assert!(from_value::<Kind>(wrong.clone()).is_err(), "{wrong}");
    }
}

#[test]
fn an_error_in_a_kind_is_reported_with_its_line() {
    for (text, at) in [
        ("kind = \"colour\"", 7),
        ("kind = { colour = {} }", 9),
        ("kind = { text = { mix = 3 } }", 18),
    ] {
        let error = toml::from_str::<BTreeMap<String, Kind>>(text).unwrap_err();
        assert_eq!(
            error.span().map(|span| span.start),
            Some(at),
            "{text}: {error}"
        );
    }
}

#[test]
fn samples_of_every_kind_match_its_schema_and_published_codes() {
    for kind in Kind::all() {
        let rules = kind.rules();
        let sample = rules.sample(&SampleContext {
            areas: &["kent"],
            today: Date::new(2026, 3, 7).unwrap(),
            turn: 3,
        });
        let fits = matches!(
            (rules.shape(), &sample),
            (Shape::One, Typed::Text(_))
                | (Shape::Many, Typed::Many(_))
                | (Shape::Parts(_), Typed::Parts(_))
        );
        assert!(fits, "{}", rules.slug());
        assert!(rules.codes().iter().all(|code| codes().contains(code)));
        let untouched = ask(kind.clone()).read(&[]);
        let problems = ask(kind.clone()).check(Some(&untouched)).unwrap_err();
        assert_eq!(problems[0].code, "required", "{}", rules.slug());
    }
}
