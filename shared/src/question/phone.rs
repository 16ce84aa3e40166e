//! The `phone` kind: a phone number in any common notation.

use super::rules::{CheckContext, Checked, ContactDetail, Fault, QuestionKind, ShowContext, one};
use super::text;
use super::value::Value;
use crate::answers::Typed;
use serde::{Deserialize, Serialize};

pub const MAX: u32 = 40;

/// Prefix dialled to reach a number through Relay UK (the text relay service).
const RELAY: &str = "18001";

/// A phone number.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct PhoneKind {}

impl QuestionKind for PhoneKind {
    fn slug(&self) -> &'static str {
        "phone"
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        let text = one(typed)?;
        text::sound(text, MAX, None)?;
        if !text.is_empty() && !is_phone(text) {
            return Err(vec![Fault::at(None, "not-a-phone")]);
        }
        Ok(text::value(text))
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        text::lines(value)
    }

    fn contact(&self) -> Option<ContactDetail> {
        Some(ContactDetail::Phone)
    }
}

/// 7 to 15 digits (the ITU-T E.164 maximum) separated by spaces, `+`, `()`, `-`, `.` and `/`,
/// optionally with the relay prefix and an extension of up to six digits.
fn is_phone(typed: &str) -> bool {
    let (number, extension) = match typed.find(|c: char| c.is_ascii_alphabetic()) {
        Some(at) => {
            let (number, rest) = typed.split_at(at);
            let digits = rest.trim_start_matches(|c: char| c.is_ascii_alphabetic());
            let word = rest.get(..rest.len() - digits.len()).unwrap_or_default();
            let known = ["ext", "extension", "x", "est", "estyniad"]
                .iter()
                .any(|known| known.eq_ignore_ascii_case(word));
            if !known {
                return false;
            }
            (number, Some(digits))
        }
        None => (typed, None),
    };
    let allowed = number
        .chars()
        .all(|c| c.is_ascii_digit() || " \u{a0}+()-./".contains(c));
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let digits = match digits.strip_prefix(RELAY) {
        Some(rest) if rest.len() >= 7 => rest,
        _ => &digits,
    };
    let extension_is_sound = extension.is_none_or(|extension| {
        let digits = extension.trim_start_matches(['.', ' ', ':']).trim_end();
        (1..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit())
    });
    allowed && extension_is_sound && (7..=15).contains(&digits.len())
}

#[cfg(feature = "authoring")]
mod authored {
    use super::{MAX, PhoneKind};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for PhoneKind {
        fn codes(&self) -> &'static [&'static str] {
            &["control-characters", "too-long", "not-a-phone"]
        }

        fn asks_about(&self) -> bool {
            true
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "maxLength": MAX})
        }

        /// A number that Ofcom reserves for drama.
        fn sample(&self, _: &SampleContext<'_>) -> Typed {
            Typed::Text("01632 960001".to_owned())
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            let numbers = [
                "01632 960 001",
                "+44 7700 900123",
                "18001 01632 960001 ext 12",
            ];
            Typed::Text((*pick(draw, &numbers)).to_owned())
        }
    }
}
