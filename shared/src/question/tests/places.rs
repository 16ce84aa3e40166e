//! Tests of addresses, postcodes and locations.

use super::{ask, optional, outcome, post};
use crate::api::address::FoundAddress;
use crate::question::address::{self, AddressKind};
use crate::question::location::LocationKind;
use crate::question::value::address::Address;
use crate::question::{Kind, Value};
use serde_json::{Value as Json, json};

#[test]
fn postcodes_are_normalised() {
    for (typed, spelt) in [
        ("me141xx", "ME14 1XX"),
        (" M1 1ae ", "M1 1AE"),
        ("EC1A-1BB", "EC1A 1BB"),
        ("w1a 0ax", "W1A 0AX"),
        ("gir 0aa", "GIR 0AA"),
        ("ＭＥ14 ９ZA", "ME14 9ZA"),
    ] {
        assert_eq!(address::canonical_postcode(typed).as_deref(), Some(spelt));
    }
    for typed in [
        "",
        "ME14",
        "ME14 1CI",
        "14 1XX",
        "ME14 1X",
        "MEE1 1AA",
        "ME14 1XX X",
        "ŴE14 1XX",
    ] {
        assert_eq!(address::canonical_postcode(typed), None, "{typed}");
    }
}

fn found(uprn: &str, area: &str) -> FoundAddress {
    FoundAddress {
        uprn: uprn.to_owned(),
        lines: vec![
            "Flat 1".to_owned(),
            "2 High Street".to_owned(),
            "Uptown".to_owned(),
        ],
        town: "Oldtown".to_owned(),
        postcode: "ME14 1XX".to_owned(),
        area: area.to_owned(),
    }
}

#[test]
fn spellings_of_one_home_are_equal_and_different_homes_are_not() {
    let address = |lines: &[&str]| Address {
        uprn: None,
        lines: lines.iter().map(|&line| line.to_owned()).collect(),
        town: "Oldtown".to_owned(),
        postcode: "ME14 1XX".to_owned(),
        area: None,
    };
    for (one, other) in [
        (&["3 Mill Road"][..], &["3 mill rd."][..]),
        (&["1 Cobnut Close"], &["1, Cobnut Cl"]),
        (&["Saint John’s House"], &["St Johns Hse"]),
        (&["Flat 1, 2 High Street"], &["Flat 1", "2 High St"]),
        (&["2 High Street"], &["2 High Street", "Uptown"]),
        (&["2 High Street"], &["No. 2 High Street, Oldtown"]),
        (&["2 High Street"], &["Number 2", "High Street"]),
        (&["2 High Street"], &["２ High Street"]),
    ] {
        assert!(address(one).is_same(&address(other)), "{one:?} {other:?}");
        assert!(address(other).is_same(&address(one)), "{other:?} {one:?}");
    }
    for (one, other) in [
        (&["3 Mill Road"][..], &["3 Mill Lane"][..]),
        (&["Flat 1", "2 High Street"], &["Flat 1", "4 High Street"]),
        (&["12 High Street"], &["1 High Street"]),
        (&["12 High Street"], &["1", "2 High Street"]),
    ] {
        assert!(!address(one).is_same(&address(other)), "{one:?} {other:?}");
    }
    let named = |uprn: &str| Address {
        uprn: Some(uprn.to_owned()),
        ..address(&["3 Mill Road"])
    };
    assert!(!named("1").is_same(&named("2")));
    assert!(named("1").is_same(&address(&["3 Mill Rd"])));
}

#[test]
fn an_address_is_answered_in_steps() {
    let question = ask(Kind::Address(AddressKind::default()));
    assert_eq!(
        outcome(&question, &[]),
        Err(vec!["postcode required".to_owned()])
    );
    assert_eq!(
        outcome(&question, &[("q-postcode", "nonsense")]),
        Err(vec!["postcode not-a-postcode".to_owned()])
    );
    assert_eq!(
        outcome(&question, &[("q-postcode", "ME14 1XX")]),
        Err(vec!["uprn choose-address".to_owned()])
    );
    let mut typed = post(&question, &[("q-postcode", "me141xx"), ("q-uprn", "100")]);
    address::settle(
        &mut typed,
        &[found("99", "swale"), found("100", "maidstone")],
    );
    let Ok(Some(Value::Address(address))) = question.check(Some(&typed)) else {
        panic!("a chosen address is an answer");
    };
    assert_eq!(address.lines, ["Flat 1", "2 High Street, Uptown"]);
    assert_eq!(address.area.as_deref(), Some("maidstone"));
    assert_eq!(
        address.to_json(),
        json!({"uprn": "100", "lines": ["Flat 1", "2 High Street, Uptown"], "town": "Oldtown", "postcode": "ME14 1XX"})
    );
}

#[test]
fn a_typed_address_reports_each_missing_part() {
    let question = ask(Kind::Address(AddressKind::default()));
    let manual = ("q-mode", "manual");
    let all = [
        "line1 missing-line1",
        "town missing-town",
        "postcode missing-postcode",
    ];
    assert_eq!(outcome(&question, &[manual]).unwrap_err(), all);
    assert_eq!(
        outcome(&optional(Kind::Address(AddressKind::default())), &[manual]),
        Ok(Json::Null)
    );
    let fields = [
        manual,
        ("q-line1", "1 Road"),
        ("q-town", "Town"),
        ("q-postcode", "x"),
    ];
    assert_eq!(
        outcome(&question, &fields),
        Err(vec!["postcode not-a-postcode".to_owned()])
    );
}

#[test]
fn areas_and_uprns_unknown_to_the_gazetteer_are_discarded() {
    let question = ask(Kind::Address(AddressKind::default()));
    let area = ("q-area", "maidstone");
    let mut stale = post(
        &question,
        &[("q-postcode", "ME14 1XX"), ("q-uprn", "7"), area],
    );
    address::settle(&mut stale, &[found("100", "swale")]);
    assert_eq!(
        question.check(Some(&stale)).unwrap_err()[0].code,
        "choose-address"
    );

    let by_hand = [
        ("q-mode", "manual"),
        ("q-line1", "9 Road"),
        ("q-town", "Town"),
        ("q-postcode", "ME14 1XX"),
        area,
    ];
    let area_after = |found: &[FoundAddress]| {
        let mut typed = post(&question, &by_hand);
        address::settle(&mut typed, found);
        match question.check(Some(&typed)) {
            Ok(Some(Value::Address(address))) => address.area,
            _ => panic!("an address typed by hand is an answer"),
        }
    };
    assert_eq!(area_after(&[]), None);
    assert_eq!(
        area_after(&[found("1", "swale"), found("2", "swale")]).as_deref(),
        Some("swale")
    );
    assert_eq!(
        area_after(&[found("1", "swale"), found("2", "maidstone")]),
        None
    );
}

#[test]
fn a_location_needs_a_description_and_a_pin_both_coordinates() {
    let question = ask(Kind::Location(LocationKind { limit: 20 }));
    let said = |fields: &[(&str, &str)]| outcome(&question, fields);
    assert_eq!(said(&[]), Err(vec!["description required".to_owned()]));
    assert_eq!(
        said(&[
            ("q-description", "By the mill"),
            ("q-lat", "51.27123456789"),
            ("q-lon", "-0.5")
        ]),
        Ok(json!({"description": "By the mill", "lat": 51.2712345, "lon": -0.5}))
    );
    assert_eq!(
        said(&[("q-description", "By the mill"), ("q-lat", "51.2")]),
        Err(vec!["lon missing-lon".to_owned()])
    );
    assert_eq!(
        said(&[
            ("q-description", "By the mill"),
            ("q-lat", "91"),
            ("q-lon", "0")
        ]),
        Err(vec!["lat not-a-pin".to_owned()])
    );
    assert_eq!(
        said(&[("q-lat", "51"), ("q-lon", "0")]),
        Err(vec!["description required".to_owned()])
    );
}
