//! Tests of notices, and of what is said by continuing past them and past outcomes.

use super::*;
use crate::journey::shown;
use crate::service::outcome::Chosen;

/// Answers as a person gives them: every page was shown.
fn person(definition: &Definition, mut answers: Answers) -> Answers {
    for page in &definition.pages {
        shown::record(definition, &facts(), &mut answers, page);
    }
    answers
}

fn none_of_the_bags() -> Answers {
    with(complete(), "bags", Typed::Many(vec!["none".to_owned()]))
}

fn stands_in(definition: &Definition, answers: &Answers) -> String {
    let facts = facts();
    step(Journey::new(definition, answers, &facts).current_step()).to_owned()
}

/// The answers after continuing past a notice or an outcome, and after every page that follows.
fn pass(definition: &Definition, answers: &Answers, id: &str) -> Option<Answers> {
    let passed = Journey::new(definition, answers, &facts()).passed(id)?;
    Some(person(definition, passed))
}

fn said(definition: &Definition, answers: &Answers) -> Vec<String> {
    let facts = facts();
    let statements = Journey::new(definition, answers, &facts).statements(Language::En);
    let words = statements.iter();
    words
        .map(|one| format!("{}: {}", one.about, one.text))
        .collect()
}

#[test]
fn a_notice_is_asked_once_for_the_answers_it_depends_on() {
    let definition = bag();
    let none = person(&definition, none_of_the_bags());
    assert_eq!(stands_in(&definition, &none), "no-bags");
    assert_eq!(
        stands_in(&definition, &person(&definition, complete())),
        "check-answers"
    );
    let facts = facts();
    let journey = Journey::new(&definition, &none, &facts);
    let page = definition.page("bags").unwrap();
    assert_eq!(step(journey.after(page)), "no-bags");
    assert!(journey.check_page(page).is_empty(), "a notice is no error");
    assert_eq!(
        journey.path().last().map(|page| page.id.as_str()),
        Some("bags")
    );

    let passed = pass(&definition, &none, "no-bags").unwrap();
    assert_eq!(stands_in(&definition, &passed), "check-answers");
    assert_eq!(said(&definition, &passed), ["Which bags?: None"]);
    // Another answer elsewhere changes nothing; one that the notice depends on does.
    let other = with(passed.clone(), "email", text("mair@post.example"));
    assert_eq!(stands_in(&definition, &other), "check-answers");
    let refuse = with(
        passed.clone(),
        "bags",
        Typed::Many(vec!["refuse".to_owned()]),
    );
    assert_eq!(stands_in(&definition, &refuse), "check-answers");
    assert!(said(&definition, &refuse).is_empty());
    let mut both = definition.clone();
    let depends = r#"{"any": [{"chose": {"question": "bags", "any_of": ["none"]}}, {"answered": "address"}]}"#;
    both.pages[2].notices[0].when = serde_json::from_str(depends).unwrap();
    let passed = pass(&both, &none, "no-bags").unwrap();
    assert_eq!(stands_in(&both, &passed), "check-answers");
    let refuse = with(passed, "bags", Typed::Many(vec!["refuse".to_owned()]));
    assert_eq!(stands_in(&both, &refuse), "no-bags");
    assert!(said(&both, &refuse).is_empty());
}

#[test]
fn only_what_is_met_and_has_a_way_on_is_passed() {
    let mut definition = bag();
    let none = person(&definition, none_of_the_bags());
    for id in ["too-early", "nothing"] {
        assert!(pass(&definition, &none, id).is_none(), "{id}");
    }
    assert!(pass(&definition, &person(&definition, complete()), "no-bags").is_none());
    definition.pages[2].notices[0].go_on = None;
    assert!(pass(&definition, &none, "no-bags").is_none());
    assert_eq!(stands_in(&definition, &none), "no-bags");
}

#[test]
fn what_no_longer_stands_is_not_kept() {
    let definition = bag();
    let mut none = person(&definition, none_of_the_bags());
    none.acknowledged.insert("too-early".to_owned());
    let passed = pass(&definition, &none, "no-bags").unwrap();
    assert_eq!(passed.acknowledged.len(), 1);
    assert!(!passed.acknowledged.contains("too-early"));
}

#[test]
fn a_mend_chooses_an_option_and_carries_answers_that_are_asked_for() {
    let definition = bag();
    let facts = facts();
    let notes = with(none_of_the_bags(), "garden_note", text("Leaves"));
    let none = person(&definition, notes);
    let mut mend = definition.pages[2].notices[0].mend.clone().unwrap();
    mend.carry
        .insert("email".to_owned(), "garden_note".to_owned());
    mend.carry
        .insert("garden_note".to_owned(), "email".to_owned());
    let journey = Journey::new(&definition, &none, &facts);
    let saves: Vec<_> = journey
        .mended(&mend)
        .into_iter()
        .map(|(page, typed)| (page.id.as_str(), typed))
        .collect();
    // Neither is asked for at the notice: the email is on a later page, the note is hidden.
    let refuse = Typed::Many(vec!["refuse".to_owned()]);
    let chosen = BTreeMap::from([("bags".to_owned(), refuse)]);
    assert!(saves == [("bags", chosen)]);
    mend.carry.insert("address".to_owned(), "email".to_owned());
    let saves = journey.mended(&mend);
    assert_eq!(saves.len(), 2);
    assert_eq!(saves[1].0.id, "contact");
    assert!(saves[1].1["email"] == address("maidstone"));
}

#[test]
fn answers_that_came_at_once_wait_for_no_notice() {
    let definition = bag();
    let facts = facts();
    let none = none_of_the_bags();
    assert_eq!(stands_in(&definition, &none), "check-answers");
    let journey = Journey::new(&definition, &none, &facts);
    let open = |journey: Journey<'_>| {
        let open = journey.open_notices().into_iter();
        open.map(|(page, notice)| format!("{} {}", page.id, notice.id))
            .collect::<Vec<_>>()
    };
    assert_eq!(open(journey), ["bags no-bags"]);
    assert!(journey.finish().is_ok());
    assert!(said(&definition, &none).is_empty());
    let ids = ["no-bags", "too-early", "nothing"].map(str::to_owned);
    let passed = journey.all_passed(&ids);
    assert_eq!(said(&definition, &passed), ["Which bags?: None"]);
    assert!(open(Journey::new(&definition, &passed, &facts)).is_empty());
}

#[test]
fn passing_an_outcome_can_mean_another_answer() {
    let mut definition = bag();
    let turn = r#"{"when": {"chose": {"question": "bags", "any_of": ["garden"]}}, "outcome": "too-early"}"#;
    definition.pages[2].then = vec![serde_json::from_str(turn).unwrap()];
    definition.outcomes[0].means = Some(Chosen {
        question: "bags".to_owned(),
        option: "refuse".to_owned(),
    });
    let garden = with(complete(), "bags", Typed::Many(vec!["garden".to_owned()]));
    let garden = person(&definition, garden);
    assert_eq!(stands_in(&definition, &garden), "too-early");
    let passed = pass(&definition, &garden, "too-early").unwrap();
    assert_eq!(stands_in(&definition, &passed), "check-answers");
    assert_eq!(
        said(&definition, &passed),
        ["Too early: Report it all the same"]
    );
    let facts = facts();
    let request = Journey::new(&definition, &passed, &facts).finish().unwrap();
    assert_eq!(request.to_json()["bags"], serde_json::json!(["refuse"]));
    // Choosing the first answer again takes back what was said.
    let again = with(passed, "bags", Typed::Many(vec!["garden".to_owned()]));
    assert_eq!(stands_in(&definition, &again), "too-early");
    assert!(said(&definition, &again).is_empty());
}

#[test]
fn what_was_said_has_a_row_of_its_own_after_the_answers_of_its_page() {
    let definition = bag();
    let facts = facts();
    let none = person(&definition, none_of_the_bags());
    let passed = pass(&definition, &none, "no-bags").unwrap();
    let rows =
        Journey::new(&definition, &passed, &facts).summary(Language::En, &Wording::default());
    let rows: Vec<_> = rows
        .iter()
        .map(|row| {
            (
                row.question.as_deref(),
                row.name.as_str(),
                row.lines.join("; "),
            )
        })
        .collect();
    assert_eq!(
        rows[2..4],
        [
            (Some("bags"), "Which bags?", "None".to_owned()),
            (None, "Which bags?", "None".to_owned()),
        ]
    );
}

#[test]
fn a_draft_of_an_earlier_release_is_read_and_asks_again() {
    let stored = r#"{"typed": {"email": "a@b.example"}, "acknowledged_outcomes": ["too-early"], "shown_pages": {"when": ""}}"#;
    let answers: Answers = serde_json::from_str(stored).unwrap();
    let early = parts(&[("day", "11"), ("month", "3"), ("year", "2026")]);
    let mut early = with(
        with(complete(), "missed_on", early),
        "email",
        text("a@b.example"),
    );
    early.acknowledged = answers.acknowledged;
    assert_eq!(stands(&early), "too-early");
}
