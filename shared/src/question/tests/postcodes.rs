//! Tests of postcodes as people type them.

use super::{ask, outcome, post};
use crate::question::Kind;
use crate::question::address::AddressKind;
use crate::question::postcode::{Reading, canonical, corrected, read, suggested, unbroken};

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
        assert_eq!(canonical(typed).as_deref(), Some(spelt));
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
        assert_eq!(canonical(typed), None, "{typed}");
    }
}

#[test]
fn a_letter_for_a_digit_is_read_where_the_format_leaves_no_other() {
    for (typed, meant) in [
        ("MEI4 9ZA", "ME14 9ZA"),
        ("ME14 OAA", "ME14 0AA"),
        ("me14 iab", "ME14 1AB"),
        ("0X1 1AA", "OX1 1AA"),
        ("1P1 1AA", "IP1 1AA"),
    ] {
        assert_eq!(read(typed), Reading::Postcode(meant.to_owned()), "{typed}");
        assert_eq!(corrected(typed).as_deref(), Some(meant), "{typed}");
    }
}

#[test]
fn where_both_are_possible_the_other_postcode_is_asked_about_and_never_taken() {
    for (typed, meant) in [
        ("ME1O 1AA", "ME10 1AA"),
        ("me1i1aa", "ME11 1AA"),
        ("MEIO 1AA", "ME10 1AA"),
        ("BI1 1AA", "B11 1AA"),
        ("S01 1AA", "SO1 1AA"),
        ("E1O 6XX", "E10 6XX"),
    ] {
        assert_eq!(suggested(typed).as_deref(), Some(meant), "{typed}");
        assert_eq!(canonical(typed), None, "{typed}");
        let question = ask(Kind::Address(AddressKind::default()));
        let fields = [
            ("q-mode", "manual"),
            ("q-line1", "1 Road"),
            ("q-town", "Town"),
            ("q-postcode", typed),
        ];
        let refused = outcome(&question, &fields);
        assert_eq!(refused, Err(vec!["postcode unclear-postcode".to_owned()]));
    }
}

#[test]
fn a_postcode_that_is_in_use_is_taken_as_it_is_typed() {
    for typed in [
        "SO14 6WB", "CO10 0AA", "B11 1AA", "ME10 1AA", "OL1 1AA", "IM1 1AA", "BF2 0FR", "E1 0AA",
        "W1A 0AX", "BL0 0AA", "PO10 1AA", "GIR 0AA",
    ] {
        assert_eq!(read(typed), Reading::Postcode(typed.to_owned()));
        assert_eq!(corrected(typed), None, "{typed}");
    }
}

#[test]
fn what_is_far_from_a_postcode_is_not_read_as_one() {
    for typed in [
        "1A1 1AA", "ME14 9ZO", "GOI 1AA", "101 1AA", "O1 1AA", "12FSSD", "ME14 9Z0",
    ] {
        assert_eq!(read(typed), Reading::NotAPostcode, "{typed}");
    }
}

#[test]
fn a_line_does_not_end_inside_a_postcode() {
    for (text, shown) in [
        ("ME14 9ZA", "ME14\u{a0}9ZA"),
        (
            "King Street, Maidstone ME15 6JQ, Kent",
            "King Street, Maidstone ME15\u{a0}6JQ, Kent",
        ),
        ("Flat 1 2 High Street", "Flat 1 2 High Street"),
        ("", ""),
    ] {
        assert_eq!(unbroken(text), shown);
        assert_eq!(unbroken(shown), shown);
    }
    // It is still read when it is pasted.
    assert_eq!(canonical("ME14\u{a0}9ZA").as_deref(), Some("ME14 9ZA"));
}

#[test]
fn the_suggestion_is_part_of_the_question() {
    let question = ask(Kind::Address(AddressKind::default()));
    let typed = post(&question, &[("q-postcode", "ME1O 1AA")]);
    let rules = question.kind.rules();
    assert_eq!(rules.suggestion(&typed).as_deref(), Some("ME10 1AA"));
    let typed = post(&question, &[("q-postcode", "ME10 1AA")]);
    assert_eq!(rules.suggestion(&typed), None);
}
