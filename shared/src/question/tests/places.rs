//! Tests of addresses, postcodes and locations.

use super::{ask, optional, outcome, post};
use crate::api::address::FoundAddress;
use crate::question::address::{self, AddressKind};
use crate::question::location::LocationKind;
use crate::question::value::address::Address;
use crate::question::{Kind, Value};
use serde_json::{Value as Json, json};

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
        country: None,
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

/// An address question that takes addresses outside the UK.
fn abroad() -> AddressKind {
    AddressKind {
        abroad: true,
        without: None,
    }
}

#[test]
fn an_address_abroad_needs_a_line_and_a_country_but_no_uk_postcode() {
    let question = ask(Kind::Address(abroad()));
    let mode = ("q-mode", "abroad");
    assert_eq!(
        outcome(&question, &[mode]).unwrap_err(),
        ["line1 missing-line1", "country missing-country"]
    );
    assert_eq!(
        outcome(&optional(Kind::Address(abroad())), &[mode]),
        Ok(Json::Null)
    );
    let line = ("q-line1", "1 rue Haute");
    for uk in ["UK", "The United Kingdom", "England", "northern ireland"] {
        let answer = outcome(&question, &[mode, line, ("q-country", uk)]);
        assert_eq!(answer.unwrap_err(), ["country country-is-uk"], "{uk}");
    }
    let fields = [mode, line, ("q-country", "France")];
    assert_eq!(
        outcome(&question, &fields),
        Ok(json!({"lines": ["1 rue Haute"], "country": "France"}))
    );
    let mut typed = post(
        &question,
        &[fields.as_slice(), &[("q-uprn", "100")]].concat(),
    );
    assert_eq!(address::postcode_of(&typed), None);
    address::settle(&mut typed, &[found("100", "maidstone")]);
    let Ok(Some(Value::Address(address))) = question.check(Some(&typed)) else {
        panic!("an address abroad is an answer");
    };
    assert_eq!(address.area.as_deref(), Some("elsewhere"));
    assert_eq!(address.uprn, None);
    assert_eq!(address.uk_postcode(), None);
    // A question that does not take them still asks for the postcode.
    let refused = outcome(&ask(Kind::Address(AddressKind::default())), &fields);
    assert_eq!(refused, Err(vec!["postcode required".to_owned()]));
}

#[test]
fn an_address_abroad_is_read_from_json_only_where_it_is_taken() {
    let takes = ask(Kind::Address(abroad()));
    let refuses = ask(Kind::Address(AddressKind::default()));
    let full = json!({"lines": ["1 rue Haute", "2e étage"], "town": "Lille", "postcode": "59000", "country": "France"});
    let bare = json!({"lines": ["PO Box 1"], "country": "Vanuatu"});
    for json in [full, bare] {
        let typed = takes.from_json(&json).unwrap();
        let value = takes.check(Some(&typed)).unwrap().unwrap();
        assert_eq!(value.to_json(), json);
        assert_eq!(refuses.from_json(&json).unwrap_err().code, "wrong-type");
    }
    let both = json!({"uprn": "1", "lines": ["1 rue Haute"], "country": "France"});
    assert_eq!(takes.from_json(&both).unwrap_err().code, "wrong-type");
    let at_home = json!({"lines": ["1 Road"], "town": "Town", "postcode": "ME14 1XX"});
    let typed = takes.from_json(&at_home).unwrap();
    let value = takes.check(Some(&typed)).unwrap().unwrap();
    assert_eq!(value.to_json(), at_home);
}

#[test]
fn addresses_in_two_countries_are_different() {
    let address = |country: &str| Address {
        uprn: None,
        lines: vec!["1 Church Street".to_owned()],
        town: String::new(),
        postcode: String::new(),
        country: Some(country.to_owned()),
        area: None,
    };
    assert!(address("france").is_same(&address("France")));
    assert!(!address("Malta").is_same(&address("Ireland")));
    assert_eq!(address("Malta").lines(), ["1 Church Street", "Malta"]);
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
