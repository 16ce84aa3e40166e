//! The `text` kind: one short line. Also what every kind that is typed has in common.

use super::Fault;
use crate::request::Value;

/// A line that may be left blank.
pub fn check(text: &str, max: u32) -> Result<Option<Value>, Vec<Fault>> {
    sound(text, max, None)?;
    Ok((!text.is_empty()).then(|| Value::Text(text.to_owned())))
}

/// Refuses control characters and texts over `max`, in Unicode scalar values: what people
/// would call characters, nearly always, and the same number in Rust and in a database.
/// (The browser's counter counts UTF-16 code units, so it is never kinder than this.)
pub fn sound(text: &str, max: u32, part: Option<&'static str>) -> Result<(), Vec<Fault>> {
    if text.chars().any(is_unseen) {
        return Err(vec![Fault::at(part, "control-characters")]);
    }
    within(text, max, part)
}

/// Control characters, and the marks that turn the direction of the text around them
/// (Unicode UAX 9): what is stored must read as it was typed, to staff too.
pub fn is_unseen(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub fn within(text: &str, max: u32, part: Option<&'static str>) -> Result<(), Vec<Fault>> {
    if text.chars().count() > max as usize {
        let mut fault = Fault::at(part, "too-long");
        fault.number = Some(i64::from(max));
        return Err(vec![fault]);
    }
    Ok(())
}
