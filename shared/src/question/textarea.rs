//! The `textarea` kind: several lines.

use super::{Fault, text};
use crate::request::Value;

/// Line ends count as one character each, as the browser's counter counts them.
pub fn check(typed: &str, limit: u32) -> Result<Option<Value>, Vec<Fault>> {
    sound(typed, limit, None)?;
    Ok((!typed.is_empty()).then(|| Value::Text(typed.to_owned())))
}

pub fn sound(typed: &str, limit: u32, part: Option<&'static str>) -> Result<(), Vec<Fault>> {
    if typed.chars().any(|c| text::is_unseen(c) && c != '\n') {
        return Err(vec![Fault::at(part, "control-characters")]);
    }
    text::within(typed, limit, part)
}

pub fn lines(typed: &str) -> Vec<String> {
    typed.lines().map(str::to_owned).collect()
}
