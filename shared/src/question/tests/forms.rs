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
fn every_kind_is_read_by_its_name_and_as_a_table_and_is_written_by_its_name() {
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
fn a_field_is_written_only_where_it_is_stated() {
    let own = json!({"yes-no": {"yes": "Aye", "no": "Nay"}});
    let kind: Kind = from_value(own.clone()).unwrap();
    assert_eq!(to_value(&kind).unwrap(), own);
    let options = json!({"radios": {"options": [{"id": "a", "label": "A"}]}});
    let kind: Kind = from_value(options.clone()).unwrap();
    assert_eq!(to_value(&kind).unwrap(), options);
}

#[test]
fn a_kind_has_one_known_name_and_known_fields() {
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
fn a_mistake_in_a_kind_has_its_place_in_the_file() {
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
fn samples_of_every_kind_have_its_shape_and_its_codes_are_published() {
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
