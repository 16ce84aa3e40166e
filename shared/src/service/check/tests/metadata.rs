//! Tests of kinds, options and service metadata.

use super::spoilt;

#[test]
fn about_is_required_for_personal_data() {
    spoilt(
        "kind = \"email\"\nabout = \"you\"",
        "kind = \"email\"",
        "pages[3].questions[0].about: state whose data it is: `you`, `someone-else` or `place`",
    );
}

#[test]
fn opens_with_lists_emails_and_addresses_once_each() {
    let opens = "opens_with = [\"email\", \"address\"]";
    for (to, expected) in [
        (
            "[\"bags\"]",
            "opens_with[0]: `bags` asks for neither an email nor an address",
        ),
        (
            "[\"nobody\"]",
            "opens_with[0]: there is no question `nobody`",
        ),
        (
            "[\"email\", \"email\"]",
            "opens_with[1]: `email` is named twice",
        ),
    ] {
        spoilt(opens, &format!("opens_with = {to}"), expected);
    }
}

#[test]
fn synonyms_need_several_words_in_a_language_of_the_service() {
    let words = "words = [\"bag\", \"sack\"]";
    spoilt(
        words,
        "words = [\"bag\"]",
        "synonyms[0]: synonyms need at least two words",
    );
    spoilt(
        words,
        "words = [\"bag\", \" \"]",
        "synonyms[0]: a synonym is blank",
    );
    spoilt(
        "languages = [\"en\", \"cy\"]",
        "languages = [\"en\"]",
        "synonyms[1].language: `cy` is not one of the languages",
    );
}

#[test]
fn a_topic_is_named_by_an_id() {
    spoilt(
        "special_category = false",
        "special_category = false\ntopic = \"Bins and bags\"",
        "topic: `Bins and bags` is not in kebab case, or longer than 64",
    );
}

#[test]
fn the_target_is_a_number_of_days_or_a_numeric_parameter() {
    let target = "target_working_days = \"window\"";
    for (to, expected) in [
        (
            "0",
            "target_working_days: the target must be at least a day",
        ),
        (
            "\"opens\"",
            "target_working_days: the parameter `opens` of `swale` is not a number",
        ),
        (
            "\"soon\"",
            "target_working_days: there is no parameter `soon` for `swale`",
        ),
    ] {
        spoilt(target, &format!("target_working_days = {to}"), expected);
    }
}

#[test]
fn the_target_is_stated_once_and_counts_from_a_date() {
    let target = "target_working_days = \"window\"";
    spoilt(
        target,
        &format!("{target}\ntarget_days = 10"),
        "target_days: state the target once",
    );
    spoilt(
        target,
        "target_days = 0",
        "target_days: the target must be at least a day",
    );
    spoilt(
        target,
        "",
        "next.by: `{by}` needs `target_working_days` or `target_days` to count to",
    );
    let from = "counted_from = \"missed_on\"";
    for (to, expected) in [
        ("bags", "next.counted_from: `bags` does not ask for a date"),
        ("moved", "next.counted_from: there is no question `moved`"),
    ] {
        spoilt(from, &format!("counted_from = \"{to}\""), expected);
    }
    // Only the deadline can name the day.
    spoilt(
        "en = \"We will come.\"",
        "en = \"We will come by {by}.\"",
        "next.body[0].text: there is no parameter `by`",
    );
}

#[test]
fn no_email_repeats_an_answer_that_may_be_personal() {
    let personal = "may be personal, so no email repeats it";
    for (at, id) in [(2, "garden_note"), (3, "address")] {
        spoilt(
            &format!("{{ question = \"{id}\" }}"),
            &format!("{{ question = \"{id}\", in_mail = true }}"),
            &format!("naming.details[{at}].in_mail: the answer to `{id}` {personal}"),
        );
    }
    spoilt(
        "special_category = false",
        "special_category = true",
        &format!("naming.details[0].in_mail: the answer to `bags` {personal}"),
    );
    spoilt(
        "{ question = \"missed_on\" }",
        "{ question = \"moved\" }",
        "naming.details[1]: there is no question `moved`",
    );
}

#[test]
fn names_and_advice_are_written_in_every_language() {
    for (from, to, path) in [
        (
            "noun = { en = \"report\", cy = \"adroddiad\" }",
            "noun = \"report\"",
            "naming.noun",
        ),
        (
            "cy = \"Arhoswch.\"",
            "cy = \"\"",
            "next.refused[1].body[0].text",
        ),
        (
            "cy = \"Edrychwch eto.\"",
            "cy = \"\"",
            "next.not_sorted[0].text",
        ),
    ] {
        spoilt(from, to, &format!("{path}: the text in `cy` is missing"));
    }
}

#[test]
fn options_may_depend_only_on_earlier_pages() {
    spoilt(
        "when = { answered = \"address\" }, label",
        "when = { answered = \"bags\" }, label",
        "pages[2].questions[0].kind.options[1].when: `bags` is on the same page: only a plain `chose` of an earlier question reveals another",
    );
    spoilt(
        "when = { answered = \"address\" }, label",
        "when = { answered = \"email\" }, label",
        "pages[2].questions[0].kind.options[1].when: `email` is a later question",
    );
}

#[test]
fn the_fields_of_a_kind_are_checked() {
    let question = "id = \"email\"\nkind = \"email\"";
    spoilt(
        question,
        "id = \"email\"\nkind.yes-no.yes = { en = \"Yes\", cy = \"Oes\" }",
        "pages[3].questions[0].kind: state both `yes` and `no`, or neither",
    );
    spoilt(
        question,
        "id = \"email\"\nkind.yes-no = { yes = \"Yes\", no = { en = \"No\", cy = \"Nac oes\" } }",
        "pages[3].questions[0].kind.yes: the text in `cy` is missing",
    );
    spoilt(
        question,
        "id = \"email\"\nkind = \"declaration\"",
        "pages[3].questions[0].kind.statement: the text in `en` is missing",
    );
    spoilt(
        question,
        "id = \"email\"\nkind = \"radios\"",
        "pages[3].questions[0].kind: radios need at least two options",
    );
    spoilt(
        question,
        "id = \"email\"\nkind = \"text\"",
        "pages[3].questions[0].kind: the limit must be from 1 to 10000 characters",
    );
}

#[test]
fn area_of_needs_options_that_are_authorities() {
    let options = "[{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }]";
    spoilt(
        "kind = { textarea = { limit = 100 } }",
        &format!("kind.radios = {{ area_of = \"address\", options = {options} }}"),
        "pages[2].questions[1].kind.area_of: `garden_note` does not ask to choose one of the authorities",
    );
}
