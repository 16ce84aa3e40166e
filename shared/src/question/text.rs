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
    if text.chars().any(char::is_control) {
        return Err(vec![Fault::at(part, "control-characters")]);
    }
    within(text, max, part)
}

pub fn within(text: &str, max: u32, part: Option<&'static str>) -> Result<(), Vec<Fault>> {
    if text.chars().count() > max as usize {
        let mut fault = Fault::at(part, "too-long");
        fault.number = Some(i64::from(max));
        return Err(vec![fault]);
    }
    Ok(())
}
