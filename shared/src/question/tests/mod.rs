//! Tests of the answers each kind accepts and rejects.

mod codes;
mod days;
mod forms;
mod kept;
mod places;
mod postcodes;

use super::address::AddressKind;
use super::checkboxes::CheckboxesKind;
use super::date::{self, DateKind};
use super::declaration::DeclarationKind;
use super::email::EmailKind;
use super::location::LocationKind;
use super::name::NameKind;
use super::phone::PhoneKind;
use super::radios::RadiosKind;
use super::text::TextKind;
use super::textarea::TextareaKind;
use super::yes_no::YesNoKind;
use super::{Choice, Kind, Question};
use crate::answers::Typed;
use crate::date::Date;
use crate::language::{Language, Text};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

fn ask(kind: Kind) -> Question {
    Question {
        id: "q".to_owned(),
        kind,
        label: Text::from("Question"),
        short: None,
        hint: None,
        about: None,
        optional: false,
        when: None,
        errors: BTreeMap::new(),
        rules: vec![],
    }
}

/// A text of one line.
fn line(max: u32) -> Kind {
    let code = None;
    Kind::Text(TextKind { max, code })
}

fn optional(kind: Kind) -> Question {
    Question {
        optional: true,
        ..ask(kind)
    }
}

fn post(question: &Question, fields: &[(&str, &str)]) -> Typed {
    let pairs: Vec<(String, String)> = fields
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    question.read(&pairs)
}

/// The result of a posted form: the answer in the API's shape, or `part code` for each error.
fn outcome(question: &Question, fields: &[(&str, &str)]) -> Result<Json, Vec<String>> {
    match question.check(Some(&post(question, fields))) {
        Ok(value) => Ok(value.map_or(Json::Null, |value| value.to_json())),
        Err(problems) => Err(problems
            .into_iter()
            .map(|problem| match problem.part {
                Some(part) => format!("{part} {}", problem.code),
                None => problem.code,
            })
            .collect()),
    }
}

fn takes(kind: Kind, typed: &str) -> bool {
    outcome(&ask(kind), &[("q", typed)]).is_ok()
}

fn refuses(kind: Kind, typed: &str, code: &str) {
    assert_eq!(
        outcome(&ask(kind), &[("q", typed)]),
        Err(vec![code.to_owned()]),
        "{typed:?}"
    );
}

fn options(ids: &[&str]) -> Vec<Choice> {
    ids.iter()
        .map(|id| Choice {
            id: (*id).to_owned(),
            label: Text::from(*id),
            hint: None,
            apart: *id == "none",
            when: None,
        })
        .collect()
}

#[test]
fn input_is_trimmed_and_line_ends_are_normalised() {
    let lines = ask(Kind::Textarea(TextareaKind { limit: 50 }));
    assert_eq!(
        outcome(&lines, &[("q", " \u{feff}one\r\ntwo\rthree\tfour \r\n")]),
        Ok(json!("one\ntwo\nthree four"))
    );
}

#[test]
fn limits_count_characters_and_errors_include_the_limit() {
    let short = ask(line(3));
    assert_eq!(outcome(&short, &[("q", "李🙂é")]), Ok(json!("李🙂é")));
    let problems = short
        .check(Some(&Typed::Text("abcd".to_owned())))
        .unwrap_err();
    assert_eq!(problems[0].code, "too-long");
    assert_eq!(problems[0].number, Some(3));
}

#[test]
fn control_characters_are_refused_except_line_ends_in_a_textarea() {
    refuses(line(9), "a\u{0}b", "control-characters");
    refuses(line(9), "a\nb", "control-characters");
    refuses(
        Kind::Textarea(TextareaKind { limit: 9 }),
        "a\u{7}b",
        "control-characters",
    );
    assert!(takes(Kind::Textarea(TextareaKind { limit: 9 }), "a\nb"));
}

#[test]
fn a_blank_answer_is_an_error_unless_the_question_is_optional() {
    refuses(Kind::Name(NameKind::default()), "  ", "required");
    assert_eq!(
        outcome(&optional(Kind::Name(NameKind::default())), &[]),
        Ok(Json::Null)
    );
    assert_eq!(
        ask(Kind::Name(NameKind::default()))
            .check(None)
            .unwrap_err()[0]
            .code,
        "required"
    );
    assert_eq!(
        outcome(&ask(Kind::Date(DateKind::default())), &[]),
        Err(vec!["day required".to_owned()])
    );
}

#[test]
fn names_in_any_script_are_accepted() {
    for name in ["Siân", "李小龙", "O’Neill-Jones", "Ng", "3PO Smith"] {
        assert!(takes(Kind::Name(NameKind::default()), name), "{name}");
    }
    refuses(Kind::Name(NameKind::default()), "12345", "not-a-name");
    refuses(Kind::Name(NameKind::default()), "--", "not-a-name");
}

#[test]
fn email_addresses_are_checked_leniently() {
    for email in [
        "a@b.example",
        "first.last+tag@sub.example.org",
        "siân@post.example",
        "x@xn--bcher-kva.example",
    ] {
        assert!(takes(Kind::Email(EmailKind::default()), email), "{email}");
    }
    for email in [
        "a",
        "a@",
        "@b.example",
        "a@b",
        "a b@c.example",
        "a@b@c.example",
        "a@b..example",
        "a@-b.example",
        ".a@b.example",
        "a..b@c.example",
        "a@b.example.",
        "a@1.2.3.4",
        "a@b.example,c@d.example",
        "b@c.example <a@b.example>",
    ] {
        refuses(Kind::Email(EmailKind::default()), email, "not-an-email");
    }
    // A typographic apostrophe, as phones type it, is stored as the one that addresses have.
    for typed in [
        "o’neill@b.example",
        "oʼneill@b.example",
        "o'neill@b.example",
    ] {
        let question = ask(Kind::Email(EmailKind::default()));
        let value = outcome(&question, &[("q", typed)]);
        assert_eq!(value, Ok(json!("o'neill@b.example")), "{typed}");
    }
    refuses(
        Kind::Email(EmailKind::default()),
        &format!("{}@b.example", "a".repeat(65)),
        "not-an-email",
    );
}

#[test]
fn phone_numbers_are_accepted_in_common_notations() {
    for phone in [
        "01632 960 001",
        "+44 (0)7700 900-123",
        "18001 01632 960001",
        "18001 020 7946 0000",
        "01632/960001 ext. 123",
        "01632 960001 x9",
    ] {
        assert!(takes(Kind::Phone(PhoneKind::default()), phone), "{phone}");
    }
    for phone in [
        "12345",
        "1234567890123456",
        "call me",
        "01632 960001 or so",
        "01632 ext 1234567",
    ] {
        refuses(Kind::Phone(PhoneKind::default()), phone, "not-a-phone");
    }
}

#[test]
fn months_are_accepted_as_numbers_or_names_in_both_languages() {
    let question = ask(Kind::Date(DateKind::default()));
    for month in ["3", "03", "March", "mar", "MAR.", "Mawrth", "maw"] {
        let fields = [("q-day", "7"), ("q-month", month), ("q-year", "2026")];
        assert_eq!(
            outcome(&question, &fields),
            Ok(json!("2026-03-07")),
            "{month}"
        );
    }
    let said = |day, month, year| {
        let fields = [("q-day", day), ("q-month", month), ("q-year", year)];
        outcome(&question, &fields).unwrap_err().join(", ")
    };
    assert_eq!(said("", "3", ""), "day missing-day-year");
    assert_eq!(said("", "", "2026"), "day missing-day-month");
    assert_eq!(said("7", "", ""), "month missing-month-year");
    assert_eq!(said("", "3", "2026"), "day missing-day");
    assert_eq!(said("7", "", "2026"), "month missing-month");
    assert_eq!(said("7", "3", ""), "year missing-year");
    assert_eq!(said("32", "3", "2026"), "day not-a-date");
    assert_eq!(said("7", "13", "2026"), "month not-a-date");
    assert_eq!(said("7", "ma", "2026"), "month not-a-date");
    assert_eq!(said("7", "3", "26"), "year not-a-year");
    assert_eq!(said("7", "3", "20260"), "year not-a-year");
    for year in ["1066", "1850", "1899", "2200"] {
        assert_eq!(said("7", "3", year), "year year-out-of-range");
    }
    for year in ["1900", "2199"] {
        let fields = [("q-day", "7"), ("q-month", "3"), ("q-year", year)];
        assert!(outcome(&question, &fields).is_ok(), "{year}");
    }
    assert_eq!(said("32", "3", "26"), "day not-a-date");
    assert_eq!(said("29", "2", "2026"), "day not-a-date");
    assert_eq!(said("-1", "2", "2026"), "day not-a-date");
}

#[test]
fn dates_are_shown_in_the_given_language() {
    let day = Date::new(2026, 3, 7).unwrap();
    assert_eq!(date::long(day, Language::En), "7 March 2026");
    assert_eq!(date::long(day, Language::Cy), "7 Mawrth 2026");
}

#[test]
fn only_listed_options_are_accepted() {
    let radios = Kind::Radios(RadiosKind {
        options: options(&["a", "b"]),
        ..RadiosKind::default()
    });
    assert!(takes(radios.clone(), "a"));
    refuses(radios, "c", "not-an-option");
    refuses(Kind::YesNo(YesNoKind::default()), "maybe", "not-an-option");
    refuses(
        Kind::Declaration(DeclarationKind {
            statement: Text::from("True"),
        }),
        "no",
        "not-an-option",
    );
    let boxes = ask(Kind::Checkboxes(CheckboxesKind {
        options: options(&["a", "b", "none"]),
    }));
    let tick = |ids: &[&str]| {
        let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("q", *id)).collect();
        outcome(&boxes, &fields)
    };
    assert_eq!(tick(&["b", "a", "b"]), Ok(json!(["a", "b"])));
    assert_eq!(tick(&["c"]), Err(vec!["not-an-option".to_owned()]));
    assert_eq!(
        tick(&["a", "none"]),
        Err(vec!["none-with-others".to_owned()])
    );
    assert_eq!(tick(&[]), Err(vec!["required".to_owned()]));
}

#[test]
fn an_option_chosen_twice_is_read_once_from_a_form_and_refused_from_the_api() {
    let boxes = ask(Kind::Checkboxes(CheckboxesKind {
        options: options(&["a", "b"]),
    }));
    let once = post(&boxes, &[("q", "b"), ("q", "a"), ("q", " b")]);
    assert!(once == Typed::Many(vec!["b".to_owned(), "a".to_owned()]));
    let twice = Typed::Many(vec!["b".to_owned(), "a".to_owned(), "b".to_owned()]);
    assert!(boxes.tidied(twice) == once);
    let sent = boxes.from_json(&json!(["a", "b", "a"])).unwrap();
    let refused = boxes.check(Some(&sent)).unwrap_err();
    assert_eq!(refused.len(), 1);
    assert_eq!(refused[0].code, "chosen-twice");
    let sent = boxes.from_json(&json!(["b", "a"])).unwrap();
    assert_eq!(
        boxes.check(Some(&sent)).unwrap().unwrap().to_json(),
        json!(["a", "b"])
    );
}

#[test]
fn the_api_accepts_only_the_type_of_each_kind() {
    let wrong = |kind: Kind, json: Json| {
        ask(kind)
            .from_json(&json)
            .is_err_and(|problem| problem.code == "wrong-type")
    };
    assert!(wrong(Kind::Name(NameKind::default()), json!(7)));
    assert!(wrong(Kind::Name(NameKind::default()), json!(null)));
    assert!(wrong(Kind::Date(DateKind::default()), json!({"day": 1})));
    assert!(wrong(
        Kind::Address(AddressKind::default()),
        json!({"lines": ["1 Road"], "area": "maidstone"})
    ));
    assert!(wrong(
        Kind::Address(AddressKind::default()),
        json!({"lines": ["a", "b", "c"]})
    ));
    assert!(wrong(
        Kind::Location(LocationKind { limit: 9 }),
        json!({"lat": "51"})
    ));
    assert!(wrong(
        Kind::Checkboxes(CheckboxesKind {
            options: options(&["a"])
        }),
        json!("a")
    ));
    let pinned = ask(Kind::Location(LocationKind { limit: 9 }));
    let huge = pinned
        .from_json(&json!({"description": "x", "lat": 1e300, "lon": -1e300}))
        .unwrap();
    assert_eq!(pinned.check(Some(&huge)).unwrap_err()[0].code, "not-a-pin");
    let dated = ask(Kind::Date(DateKind::default()));
    let nonsense = dated.from_json(&json!("2026-02-30")).unwrap();
    assert_eq!(
        dated.check(Some(&nonsense)).unwrap_err()[0].code,
        "not-a-date"
    );
}

#[test]
fn a_saved_answer_of_the_wrong_type_is_an_error_and_not_a_panic() {
    let question = ask(Kind::Name(NameKind::default()));
    let many = question.tidied(Typed::Many(vec!["x".to_owned()]));
    assert_eq!(
        question.check(Some(&many)).unwrap_err()[0].code,
        "wrong-type"
    );
    let parts = Typed::Parts(BTreeMap::from([
        ("day".to_owned(), " 7 ".to_owned()),
        ("evil".to_owned(), "x".repeat(1_000)),
    ]));
    assert_eq!(
        ask(Kind::Date(DateKind::default()))
            .tidied(parts.clone())
            .part("day"),
        "7"
    );
    assert_eq!(
        ask(Kind::Date(DateKind::default()))
            .tidied(parts)
            .part("evil"),
        ""
    );
}

#[test]
fn answers_are_never_printed() {
    let typed = Typed::Text("Siân".to_owned());
    assert_eq!(format!("{typed:?}"), "[redacted]");
}
