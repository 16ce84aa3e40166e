//! The `phone` kind: a number as people write it.

use super::{Fault, text};
use crate::request::Value;

pub const MAX: u32 = 40;

/// Dialled before a number to reach it by Relay UK (the text relay service).
const RELAY: &str = "18001";

pub fn check(typed: &str) -> Result<Option<Value>, Vec<Fault>> {
    if typed.is_empty() {
        return Ok(None);
    }
    text::sound(typed, MAX, None)?;
    if !is_phone(typed) {
        return Err(vec![Fault::at(None, "not-a-phone")]);
    }
    Ok(Some(Value::Text(typed.to_owned())))
}

/// 7 to 15 digits (the most ITU-T E.164 allows) with spaces, `+`, `()`, `-`, `.` and `/` between them,
/// perhaps after the relay prefix, perhaps before an extension of up to six digits.
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
