//! Tests of what is kept of a text, and of its invisible characters.

use super::{ask, line, outcome, post, refuses};
use crate::question::Kind;
use crate::question::email::EmailKind;
use crate::question::name::NameKind;
use crate::question::textarea::TextareaKind;
use serde_json::json;

#[test]
fn marks_that_mean_nothing_are_dropped_before_an_answer_is_checked() {
    let one = ask(line(12));
    let lines = ask(Kind::Textarea(TextareaKind { limit: 12 }));
    for (question, typed, kept) in [
        (&one, "Mill\u{200b} La\u{2060}ne", "Mill Lane"),
        (&one, "\u{2068}\u{200e}Mill\u{2069} ", "Mill"),
        (&one, "\u{202d}0300 12\u{202c}", "0300 12"),
        (&one, "a\u{2067}b", "ab"),
        (&one, "שם \u{2066}a-1\u{2069}", "שם \u{2066}a-1\u{2069}"),
        (&one, "Mill\u{2028}Lane", "Mill Lane"),
        (&lines, "Mill\u{2028}Lane\u{2029}x", "Mill\nLane\nx"),
        (&lines, "می\u{200c}خواهم", "می\u{200c}خواهم"),
    ] {
        assert_eq!(outcome(question, &[("q", typed)]), Ok(json!(kept)));
        let sent = question.from_json(&json!(typed)).unwrap();
        assert_eq!(
            question.check(Some(&sent)).unwrap().unwrap().to_json(),
            json!(kept)
        );
    }
    for typed in ["a\u{202e}b", "a\u{e0041}b", "ש\u{202d}b\u{202c}"] {
        refuses(line(9), typed, "control-characters");
    }
    refuses(Kind::Name(NameKind::default()), "\u{3164}", "required");
}

#[test]
fn what_is_copied_around_an_email_address_is_dropped() {
    let email = ask(Kind::Email(EmailKind::default()));
    for typed in [
        "Ann O\u{2019}Neill <o\u{2019}neill@b.example>",
        "\"O'Neill, Ann\" <o'neill@b.example>",
        "<o'neill@b.example>",
        "\"o'neill@b.example\"",
        "mailto:o'neill@b.example",
        "<MAILTO:o'neill@b.example>",
    ] {
        let kept = outcome(&email, &[("q", typed)]);
        assert_eq!(kept, Ok(json!("o'neill@b.example")), "{typed}");
    }
    for typed in [
        "Ann <a@b.example",
        "Ann <a@b.example>, Bo <b@b.example>",
        "mailto:a@b.example?subject=x",
        "mailto:",
        "\"Ann\"@b.example",
    ] {
        refuses(Kind::Email(EmailKind::default()), typed, "not-an-email");
    }
}

#[test]
fn a_text_is_kept_up_to_four_times_its_limit_and_at_least_ten_thousand_characters() {
    for (limit, typed, kept) in [(5, 10_001, 10_000), (4_000, 17_000, 16_000), (9, 20, 20)] {
        let question = ask(Kind::Textarea(TextareaKind { limit }));
        let typed = post(&question, &[("q", &"é".repeat(typed))]);
        assert_eq!(typed.text().chars().count(), kept);
        assert_eq!(question.tidied(typed.clone()), typed);
        assert_eq!(
            question.check(Some(&typed)).unwrap_err()[0].code,
            "too-long"
        );
    }
}
