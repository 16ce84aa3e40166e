//! Tests of notices, of what passing an outcome means, and of conditions on typed texts.

use super::{mistakes, spoilt};

#[test]
fn a_notice_needs_texts_and_a_valid_correction() {
    let notice = "pages[2].notices[0]";
    for (from, to, expected) in [
        (
            "option = \"refuse\"",
            "option = \"sofa\"",
            format!("{notice}.mend.option: `bags` has no option `sofa`"),
        ),
        (
            "mend = { question = \"bags\"",
            "mend = { question = \"email\"",
            format!(
                "{notice}.mend.question: there is no question `email` on this page or before it"
            ),
        ),
        (
            "when = { chose = { question = \"bags\", any_of = [\"none\"] } }",
            "when = { answered = \"email\" }",
            format!("{notice}.when: `email` is a later question"),
        ),
        (
            "go_on = { en = \"None\", cy = \"Dim\" }",
            "go_on = { en = \"None\" }",
            format!("{notice}.go_on: the text in `cy` is missing"),
        ),
        (
            "id = \"no-bags\"",
            "id = \"No bags\"",
            format!("{notice}.id: `No bags` is not in kebab case, or longer than 64"),
        ),
    ] {
        spoilt(from, to, &expected);
    }
}

#[test]
fn a_notice_has_a_way_to_mend_or_a_way_on() {
    let mend = "mend = { question = \"bags\", option = \"refuse\", text = { en = \"It was refuse\", cy = \"Sbwriel oedd\" } }";
    let go_on = "go_on = { en = \"None\", cy = \"Dim\" }";
    let expected = "pages[2].notices[0]: a notice needs `mend`, `go_on` or both";
    spoilt(&format!("{mend}\n{go_on}"), "", expected);
    for one in [mend, go_on] {
        let found = mistakes(&super::SOUND.replacen(one, "", 1));
        assert_eq!(found, Vec::<String>::new(), "{one}");
    }
    spoilt(
        "id = \"no-bags\"",
        "id = \"too-early\"",
        "outcomes[0].id: the notice or outcome `too-early` is used twice, first at pages[2].notices[0].id",
    );
}

#[test]
fn an_answer_is_carried_to_another_question_of_its_kind() {
    let carry = "pages[2].notices[0].mend.carry";
    for (from, to, expected) in [
        (
            "email",
            "bags",
            format!("{carry}.email: there is no question `email` on this page or before it"),
        ),
        (
            "bags",
            "nobody",
            format!("{carry}.bags: there is no question `nobody`"),
        ),
        (
            "bags",
            "bags",
            format!("{carry}.bags: an answer is carried to its own question"),
        ),
        (
            "bags",
            "email",
            format!("{carry}.bags: `bags` and `email` are of different kinds"),
        ),
    ] {
        spoilt(
            "mend = { question = \"bags\"",
            &format!("mend = {{ carry = {{ {from} = \"{to}\" }}, question = \"bags\""),
            &expected,
        );
    }
}

#[test]
fn passing_an_outcome_means_an_option_of_the_page_that_leads_to_it() {
    let pass = "pass = { en = \"Report it all the same\", cy = \"Rhoi gwybod\" }";
    let means = |question: &str| format!("means = {{ question = \"{question}\", option = \"x\" }}");
    spoilt(
        pass,
        &format!("{pass}\n{}", means("bags")),
        "outcomes[0].means.question: `bags` is not a question of pages[1]",
    );
    spoilt(
        pass,
        &format!("{pass}\n{}", means("missed_on")),
        "outcomes[0].means.option: `missed_on` has no option `x`",
    );
    spoilt(
        pass,
        &means("missed_on"),
        "outcomes[0].means: an outcome without `pass` is never passed",
    );
}

#[test]
fn conditions_on_a_text_are_about_typed_answers_and_name_something() {
    let when = "when = { chose = { question = \"bags\", any_of = [\"none\"] } }";
    let path = "pages[2].notices[0].when";
    for (to, expected) in [
        (
            "mentions = { question = \"bags\", any_of = [\"M20\"] }",
            format!("{path}: `bags` is not of the kind text, location or address"),
        ),
        (
            "entries = { question = \"missed_on\", more_than = 1 }",
            format!("{path}: `missed_on` is not of the kind text, location or address"),
        ),
        (
            "mentions = { question = \"garden_note\", any_of = [] }",
            format!("{path}: any_of names nothing to look for"),
        ),
        (
            "mentions = { question = \"garden_note\", any_of = [\"M20\"], not_before = [\"-\"] }",
            format!("{path}: `-` has no letters or digits"),
        ),
        (
            "mentions = { question = \"email\", any_of = [\"M20\"] }",
            format!("{path}: `email` is a later question"),
        ),
    ] {
        spoilt(when, &format!("when = {{ {to} }}"), &expected);
    }
    let sound = "when = { mentions = { question = \"garden_note\", any_of = [\"M20\"] } }";
    let found = mistakes(&super::SOUND.replacen(when, sound, 1));
    assert_eq!(found, Vec::<String>::new());
}
