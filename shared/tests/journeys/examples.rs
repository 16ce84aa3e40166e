//! The example of a date lies inside what the question accepts.

use crate::*;
use shared::answers::FieldError;

fn example(text: &str, answers: &Answers, facts: &Facts, page: &str, question: &str) -> Date {
    let definition = load(text);
    let journey = Journey::new(&definition, answers, facts);
    let page = definition.page(page).unwrap();
    journey.example_date(page, page.question(question).unwrap())
}

#[test]
fn an_example_can_be_typed_without_an_error_or_an_early_end() {
    for (text, before, page, question) in [
        (
            include_str!("../../services/missed-bin.toml"),
            vec![
                ("address", at("maidstone", 1)),
                ("bins", Typed::Many(vec!["refuse".to_owned()])),
            ],
            "collection-date",
            "missed_on",
        ),
        (
            include_str!("../../services/pothole.toml"),
            vec![
                ("danger", text("no")),
                ("problem", text("pothole")),
                ("road", text("ordinary")),
            ],
            "noticed",
            "noticed_on",
        ),
        (
            include_str!("../../services/council-tax-change-of-address.toml"),
            vec![("moving", text("into")), ("role", text("owner"))],
            "move-date",
            "move_date",
        ),
    ] {
        // A morning before the crews have finished, Christmas, and the last day of February.
        for day in ["2026-11-18", "2026-12-28", "2028-02-29"] {
            let facts = Facts {
                today: Date::parse(day).unwrap(),
                ..facts("maidstone", (9, 0))
            };
            let mut answers = answers(&before);
            let shown = example(text, &answers, &facts, page, question);
            let typed = date(
                &shown.day().to_string(),
                &shown.month().to_string(),
                &shown.year().to_string(),
            );
            answers.typed.insert(question.to_owned(), typed);
            let definition = load(text);
            let journey = Journey::new(&definition, &answers, &facts);
            let page = definition.page(page).unwrap();
            let of_question = |error: &FieldError| error.question == question;
            assert!(!journey.check_page(page).iter().any(of_question), "{shown}");
            assert!(!matches!(journey.after(page), Step::Outcome(_)), "{shown}");
        }
    }
}

#[test]
fn an_example_follows_the_rules_of_the_definition() {
    let rule = |limit: &str| {
        let old = "fails_when = { days-ago = { question = \"noticed_on\", fewer_than = 0 } }";
        let new = format!("fails_when = {{ days-ago = {{ question = \"noticed_on\", {limit} }} }}");
        let text = include_str!("../../services/pothole.toml");
        assert_eq!(text.matches(old).count(), 1);
        text.replace(old, &new)
    };
    let facts = facts("kent", (9, 0));
    let days = |limit: &str| {
        let shown = example(
            &rule(limit),
            &Answers::default(),
            &facts,
            "noticed",
            "noticed_on",
        );
        shown.days() - facts.today.days()
    };
    assert_eq!(days("fewer_than = 0"), -1);
    assert_eq!(days("fewer_than = 3"), -3);
    assert_eq!(days("more_than = -1"), 1);
    // Born at least 18 years ago.
    assert!(days("fewer_than = 6575") <= -6_575);
    // If nothing is accepted, there is still an example.
    assert_eq!(days("more_than = -100000"), -1);
}
