//! The `name` kind: a person's name, in any script, in one field.

use super::{Fault, text};
use crate::request::Value;

/// Names longer than this are cut by back offices; nobody has been found with one.
pub const MAX: u32 = 120;

/// Anything with at least one letter of some script. Names are not ours to judge.
pub fn check(typed: &str) -> Result<Option<Value>, Vec<Fault>> {
    if typed.is_empty() {
        return Ok(None);
    }
    text::sound(typed, MAX, None)?;
    if !typed.chars().any(char::is_alphabetic) {
        return Err(vec![Fault::at(None, "not-a-name")]);
    }
    Ok(Some(Value::Text(typed.to_owned())))
}
