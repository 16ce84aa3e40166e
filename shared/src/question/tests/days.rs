//! Tests of dates that can be chosen as a day instead of typed.

use super::{ask, optional, outcome, post};
use crate::answers::Typed;
use crate::date::Date;
use crate::question::authoring::AuthoredKind as _;
use crate::question::date::{ANOTHER, DateKind, Quick};
use crate::question::{Kind, Question};
use serde_json::{from_value, json, to_value};

fn quick() -> DateKind {
    DateKind {
        quick: vec![Quick::Today, Quick::Yesterday],
    }
}

fn today() -> Date {
    Date::new(2026, 3, 1).unwrap()
}

/// The fields as they are kept when they are posted today.
fn kept(question: &Question, fields: &[(&str, &str)]) -> Typed {
    let mut typed = post(question, fields);
    question.settle_day(&mut typed, today());
    typed
}

#[test]
fn a_chosen_day_is_kept_as_its_date() {
    let question = ask(Kind::Date(quick()));
    for (chosen, date) in [("today", "2026-03-01"), ("yesterday", "2026-02-28")] {
        let typed = kept(&question, &[("q-when", chosen)]);
        let value = question.check(Some(&typed)).unwrap().unwrap();
        assert_eq!(value.to_json(), json!(date));
        // The same answer typed, and sent by a program.
        let (year, month, day) = (&date[..4], &date[6..7], date[8..].trim_start_matches('0'));
        let fields = [("q-day", day), ("q-month", month), ("q-year", year)];
        assert!(typed == kept(&question, &fields));
        assert!(typed == question.from_json(&json!(date)).unwrap());
        // What was typed before another choice was made does not count.
        let fields = [("q-when", chosen), ("q-day", "9"), ("q-year", "2020")];
        assert!(typed == kept(&question, &fields));
    }
}

#[test]
fn another_day_needs_a_date_and_is_not_kept_beside_it() {
    let question = ask(Kind::Date(quick()));
    let another = ("q-when", ANOTHER);
    let date = [("q-day", "7"), ("q-month", "2"), ("q-year", "2026")];
    let with_choice = [another, date[0], date[1], date[2]];
    assert!(kept(&question, &with_choice) == kept(&question, &date));
    let typed = kept(&question, &[another]);
    let missing = question.check(Some(&typed)).unwrap_err();
    assert_eq!(missing[0].part.as_deref(), Some("day"));
    assert_eq!(missing[0].code, "required");
    assert_eq!(
        outcome(&question, &[]),
        Err(vec!["when required".to_owned()])
    );
    // Half a date is kept as it was typed.
    let half = kept(&question, &[another, ("q-day", "7")]);
    let missing = question.check(Some(&half)).unwrap_err();
    assert_eq!(missing[0].code, "missing-month-year");
    // An optional date may be left blank whatever was chosen.
    let optional = optional(Kind::Date(quick()));
    assert!(matches!(
        optional.check(Some(&kept(&optional, &[another]))),
        Ok(None)
    ));
}

#[test]
fn a_choice_that_is_not_offered_is_dropped() {
    let question = ask(Kind::Date(DateKind {
        quick: vec![Quick::Today],
    }));
    for chosen in ["yesterday", "tomorrow", "<script>"] {
        let typed = kept(&question, &[("q-when", chosen)]);
        assert_eq!(
            question.check(Some(&typed)).unwrap_err()[0].code,
            "required"
        );
        assert_eq!(typed.part("when"), "");
    }
    let plain = ask(Kind::Date(DateKind::default()));
    assert_eq!(
        outcome(&plain, &[("q-when", "today")]),
        Err(vec!["day required".to_owned()])
    );
}

#[test]
fn the_choice_shown_follows_the_day_on_which_it_is_shown() {
    let kind = quick();
    let question = ask(Kind::Date(kind.clone()));
    let typed = kept(&question, &[("q-when", "today")]);
    let on = |days: i64| kind.choice(&typed, today().plus(days).unwrap());
    assert_eq!([on(0), on(1), on(2)], ["today", "yesterday", ANOTHER]);
    assert_eq!(kind.choice(&kept(&question, &[]), today()), "");
    // Written in another way, it is the same day.
    let spelt = [("q-day", "01"), ("q-month", "march"), ("q-year", "2026")];
    assert_eq!(kind.choice(&post(&question, &spelt), today()), "today");
    for fields in [&[("q-when", ANOTHER)][..], &[("q-day", "41")]] {
        assert_eq!(kind.choice(&kept(&question, fields), today()), ANOTHER);
    }
    // Before it is settled, as when nothing could be saved.
    let posted = post(&question, &[("q-when", "yesterday")]);
    assert_eq!(kind.choice(&posted, today()), "yesterday");
}

#[test]
fn the_days_are_data() {
    let json = json!({"date": {"quick": ["today", "yesterday"]}});
    let kind: Kind = from_value(json.clone()).unwrap();
    assert_eq!(kind, Kind::Date(quick()));
    assert_eq!(to_value(&kind).unwrap(), json);
    assert!(from_value::<Kind>(json!({"date": {"quick": ["soon"]}})).is_err());
    assert!(quick().mistakes().is_empty());
    let twice = DateKind {
        quick: vec![Quick::Today, Quick::Yesterday, Quick::Today],
    };
    assert_eq!(twice.mistakes(), ["the day `today` is offered twice"]);
}
