//! A valid definition, with one error introduced at a time.

mod metadata;
mod notices;

use super::{Mistake, check};
use crate::service::Definition;

/// Uses most features of the format, in two languages.
const SOUND: &str = include_str!("../../../../tests/it/definitions/missed-bag.toml");

fn mistakes(text: &str) -> Vec<String> {
    let definition: Definition = toml::from_str(text).unwrap();
    check(&definition)
        .into_iter()
        .map(|Mistake { path, message }| format!("{path}: {message}"))
        .collect()
}

/// Replaces one piece of the valid definition and expects this error, possibly among others.
#[track_caller]
fn spoilt(from: &str, to: &str, expected: &str) {
    assert!(SOUND.contains(from), "nothing to replace: {from}");
    let found = mistakes(&SOUND.replacen(from, to, 1));
    assert!(
        found.iter().any(|mistake| mistake == expected),
        "expected {expected}\nfound {found:#?}"
    );
}

#[test]
fn the_valid_definition_has_no_error() {
    assert_eq!(mistakes(SOUND), Vec::<String>::new());
}

#[test]
fn references_to_missing_items_are_reported() {
    spoilt(
        "page = \"contact\"",
        "page = \"nowhere\"",
        "pages[1].then[1].page: there is no page `nowhere`",
    );
    spoilt(
        "outcome = \"too-early\"",
        "outcome = \"never\"",
        "pages[1].then[0].outcome: there is no outcome `never`",
    );
    spoilt(
        "served_by = [\"address\"]",
        "served_by = [\"adress\"]",
        "served_by[0]: there is no question `adress`",
    );
    spoilt(
        "any_of = [\"garden\"]",
        "any_of = [\"gardens\"]",
        "pages[2].questions[1].when: `bags` has no option `gardens`",
    );
    spoilt(
        "more_than = \"window\"",
        "more_than = \"windows\"",
        "pages[1].questions[0].rules[0].fails_when: there is no parameter `windows` for `swale`",
    );
    spoilt(
        "within {window} days.",
        "within {windows} days.",
        "start.body[0].text: there is no parameter `windows`",
    );
}

#[test]
fn texts_and_blocks_about_councils_refer_to_addresses() {
    spoilt(
        "We will come.",
        "{authority:adress} will come.",
        "next.body[0].text: there is no question `adress`",
    );
    spoilt(
        "We will come.",
        "{authority:email} will come.",
        "next.body[0].text: `email` does not ask for an address",
    );
    let block = "body = [{ text = { en = \"We will come.\"";
    for (field, content) in [("council_of", ""), ("each_council_of", "heading = \"x\", ")] {
        let found = mistakes(&SOUND.replacen(
            block,
            &format!(
                "body = [{{ {content}{field} = \"email\" }}, {{ text = {{ en = \"We will come.\""
            ),
            1,
        ));
        let wanted = format!("next.body[0].{field}: `email` does not ask for an address");
        assert!(found.contains(&wanted), "{wanted}: {found:#?}");
    }
    let named = SOUND.replacen("We will come.", "{authority:address}, {authority}", 1);
    assert_eq!(mistakes(&named), Vec::<String>::new());
}

#[test]
fn a_group_names_optional_questions_of_its_page() {
    let group = |questions: &str, code: &str| {
        let group = format!(
            "[[pages.one_of]]\ncode = \"{code}\"\nquestions = {questions}\n\
             error = {{ en = \"Enter one\", cy = \"Rhowch un\" }}\n\n[[outcomes]]"
        );
        mistakes(&SOUND.replacen("[[outcomes]]", &group, 1))
    };
    let path = "pages[3].one_of[0]";
    for (found, wanted) in [
        (
            group("[]", "none"),
            format!("{path}.questions: name at least one question"),
        ),
        (
            group("[\"address\"]", "none"),
            format!("{path}.questions: there is no question `address` on this page"),
        ),
        (
            group("[\"email\"]", "none"),
            format!("{path}.questions: `email` must be answered anyway"),
        ),
        (
            group("[]", "No Way"),
            format!("{path}.code: `No Way` is not in kebab case, or longer than 64"),
        ),
    ] {
        assert!(found.contains(&wanted), "{wanted}: {found:#?}");
    }
}

#[test]
fn only_an_optional_address_can_be_left_out_with_its_own_button() {
    spoilt(
        "kind = \"address\"",
        "kind = { address = { without = { en = \"None\", cy = \"Dim\" } } }",
        "pages[0].questions[0].kind.without: only an optional question can be continued without an address",
    );
}

#[test]
fn conditions_refer_to_earlier_questions_of_the_right_kind() {
    spoilt(
        "when = { answered = \"address\" }",
        "when = { answered = \"email\" }",
        "pages[2].when: `email` is a later question",
    );
    spoilt(
        "when = { answered = \"address\" }",
        "when = { area = { question = \"missed_on\", any_of = [\"swale\"] } }",
        "pages[2].when: `missed_on` is not of the kind address",
    );
    spoilt(
        "when = { answered = \"address\" }",
        "when = { answered = \"bags\" }",
        "pages[2].when: `bags` is on the same page: only a plain `chose` of an earlier question reveals another",
    );
    spoilt(
        "any_of = [\"garden\"]",
        "any_of = [\"garden\", \"refuse\"]",
        "pages[2].questions[1].when: a question can be revealed beneath one option only",
    );
}

#[test]
fn a_backward_turn_is_an_error() {
    spoilt(
        "page = \"contact\"",
        "page = \"where\"",
        "pages[1].then[1].page: `where` is not a later page: this would be a loop",
    );
}

#[test]
fn ids_are_well_formed_and_unique() {
    spoilt(
        "id = \"contact\"",
        "id = \"where\"",
        "pages[3].id: the page `where` is used twice, first at pages[0].id",
    );
    spoilt(
        "id = \"contact\"",
        "id = \"check-answers\"",
        "pages[3].id: `check-answers` is a path of every service",
    );
    spoilt(
        "id = \"email\"",
        "id = \"missed_on-day\"",
        "pages[3].questions[0].id: the field `missed_on-day` is used twice, first at pages[1].questions[0].id",
    );
    spoilt(
        "id = \"refuse\"",
        "id = \"Refuse bag\"",
        "pages[2].questions[0].kind.options[0].id: `Refuse bag` is not in kebab or snake case, or longer than 64",
    );
}

#[test]
fn a_question_that_depends_on_another_of_its_own_id_is_reported() {
    let condition = "when = { chose = { question = \"bags\", any_of = [\"garden\"] } }\n";
    let later = format!("id = \"contact\"\n{condition}");
    let text = SOUND
        .replacen("id = \"garden_note\"", "id = \"bags\"", 1)
        .replacen("id = \"contact\"\n", &later, 1);
    let found = mistakes(&text);
    let twice = "pages[2].questions[1].id: the question `bags` is used twice";
    assert!(found.iter().any(|one| one.starts_with(twice)), "{found:#?}");
}

#[test]
fn texts_are_required_in_every_language() {
    spoilt(
        "label.cy = \"Pryd?\"",
        "",
        "pages[1].questions[0].label: the text in `cy` is missing",
    );
    spoilt(
        "required.en = \"Enter the date\"",
        "other.en = \"Enter the date\"",
        "pages[1].questions[0].errors.other: `other` is neither a code of the engine nor of a rule here",
    );
    spoilt(
        "errors = { required = { en = \"Enter an email\", cy = \"E-bost\" } }",
        "",
        "pages[3].questions[0].errors: the words for `required` are missing: the question is not optional",
    );
    spoilt(
        "[parameters.all]\nwindow = 5",
        "[parameters.all]",
        "start.body[0].text: `window` is shown before it is known who serves: give it a value in parameters.all",
    );
}

#[test]
fn a_block_has_one_content_and_a_link_has_a_target() {
    spoilt(
        "[[start.body]]",
        "[[start.body]]\nheading = { en = \"Too\", cy = \"much\" }",
        "start.body[0]: a block has exactly one content",
    );
    for href in ["javascript:alert(1)", "//elsewhere.example"] {
        spoilt(
            "https://www.gov.uk",
            href,
            "outcomes[0].body[0].link.href: a link begins with https://, http:// or /",
        );
    }
}

#[test]
fn owners_and_retention_are_required() {
    spoilt(
        "authorities = [\"swale\", \"maidstone\"]",
        "authorities = []",
        "authorities: no authority owns this service",
    );
    spoilt(
        "retention_days = 90",
        "retention_days = 0",
        "retention_days: submissions must be kept for at least a day",
    );
    let without = SOUND.replacen("lawful_basis = \"public-task\"", "", 1);
    let error = toml::from_str::<Definition>(&without).unwrap_err();
    assert!(error.to_string().contains("lawful_basis"));
}

#[test]
fn a_page_that_every_option_skips_is_reported_as_unreachable() {
    let question = "[[pages.questions]]\nid = \"late\"\nkind = \"yes-no\"\nlabel = { en = \"Late?\", cy = \"Hwyr?\" }\nerrors = { required = { en = \"Say\", cy = \"Dwedwch\" } }\n";
    let turn = |option: &str| {
        format!(
            "[[pages.then]]\nwhen = {{ chose = {{ question = \"late\", any_of = [\"{option}\"] }} }}\npage = \"contact\"\n"
        )
    };
    let title = "title = { en = \"When\", cy = \"Pryd\" }\n";
    let spoilt = SOUND
        .replacen("id = \"when\"\n", &format!("id = \"when\"\n{title}"), 1)
        .replacen(
            "# turns\n",
            &[question, &turn("yes"), &turn("no")].concat(),
            1,
        );
    let found = mistakes(&spoilt);
    assert!(
        found.contains(&"pages[2]: no path reaches `bags`".to_owned()),
        "{found:#?}"
    );
    let one = SOUND
        .replacen("id = \"when\"\n", &format!("id = \"when\"\n{title}"), 1)
        .replacen("# turns\n", &[question, &turn("yes")].concat(), 1);
    assert_eq!(self::mistakes(&one), Vec::<String>::new());
}

#[test]
fn an_unreachable_outcome_is_reported() {
    spoilt(
        "when = { days-ago = { question = \"missed_on\", exactly = 0 } }",
        "when = { all = [{ answered = \"address\" }, { not = { answered = \"address\" } }] }",
        "outcomes[0]: nothing leads to `too-early`",
    );
}

#[test]
fn conditions_nested_too_deeply_are_refused() {
    let mut definition: Definition = toml::from_str(SOUND).unwrap();
    let mut deep = definition.pages[2].when.clone().unwrap();
    for _ in 0..40 {
        deep = crate::condition::Condition::Not(Box::new(deep));
    }
    definition.pages[2].when = Some(deep);
    let found = check(&definition);
    assert_eq!(found[0].path, "pages[2].when");
    assert_eq!(found[0].message, "the condition is nested deeper than 16");
}

#[test]
fn twenty_yes_no_questions_are_checked_without_trying_a_million_paths() {
    let mut text = SOUND.to_owned();
    for at in 0..20 {
        text.push_str(&format!(
            "\n[[pages]]\nid = \"ask-{at}\"\n[[pages.questions]]\nid = \"ask_{at}\"\nkind = \"yes-no\"\nlabel = {{ en = \"?\", cy = \"?\" }}\nerrors = {{ required = {{ en = \"!\", cy = \"!\" }} }}\n"
        ));
        text.push_str(&format!(
            "[[pages]]\nid = \"more-{at}\"\nwhen = {{ chose = {{ question = \"ask_{at}\", any_of = [\"yes\"] }} }}\n[[pages.questions]]\nid = \"more_{at}\"\nkind = \"yes-no\"\noptional = true\nlabel = {{ en = \"?\", cy = \"?\" }}\n"
        ));
    }
    assert_eq!(mistakes(&text), Vec::<String>::new());
}

#[test]
fn served_by_refers_to_addresses() {
    spoilt(
        "served_by = [\"address\"]",
        "served_by = [\"address\", \"bags\"]",
        "served_by[1]: `bags` does not ask for an address",
    );
}
