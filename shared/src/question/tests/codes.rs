//! Tests of texts that are references or numbers copied from somewhere.

use super::{ask, outcome, refuses, takes};
use crate::question::Kind;
use crate::question::text::{Code, TextKind};
use serde_json::{from_value, json};

fn code(code: Code) -> Kind {
    Kind::Text(TextKind {
        max: 20,
        code: Some(code),
    })
}

#[test]
fn a_number_is_taken_as_it_is_printed_and_nothing_else() {
    for typed in ["30123456", "3012 3456", "30-123/456.7"] {
        let question = ask(code(Code::Digits));
        assert_eq!(outcome(&question, &[("q", typed)]), Ok(json!(typed)));
    }
    // Keyboards for Chinese and Japanese have wide digits.
    let wide = outcome(&ask(code(Code::Digits)), &[("q", "３０１2")]);
    assert_eq!(wide, Ok(json!("3012")));
    for typed in ["abc!!", "3012345X", "- -", "30,123", "30\u{e9}"] {
        refuses(code(Code::Digits), typed, "not-digits");
    }
}

#[test]
fn a_reference_has_letters_and_digits_and_no_marks_of_sentences() {
    for typed in ["HDC 014", "hdc-014", "A", "7"] {
        assert!(takes(code(Code::LettersAndDigits), typed), "{typed}");
    }
    for typed in ["abc!!", "?", "№ 7", "é1"] {
        refuses(code(Code::LettersAndDigits), typed, "not-a-code");
    }
}

#[test]
fn a_code_is_still_limited_and_may_be_missing() {
    let long = "1".repeat(21);
    refuses(code(Code::Digits), &long, "too-long");
    refuses(code(Code::Digits), " ", "required");
    refuses(code(Code::Digits), "1\u{202e}2", "control-characters");
}

#[test]
fn the_schema_of_a_code_accepts_what_the_check_accepts() {
    let kind: Kind = from_value(json!({"text": {"max": 20, "code": "digits"}})).unwrap();
    assert_eq!(kind, code(Code::Digits));
    let schema = kind.rules().answer_schema();
    assert_eq!(schema["pattern"], "^[0-9 ./-]*[0-9][0-9 ./-]*$");
    let text: Kind = from_value(json!({"text": {"max": 20}})).unwrap();
    assert!(text.rules().answer_schema().get("pattern").is_none());
}
