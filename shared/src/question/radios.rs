//! The `radios` kind: one of several options.

use super::{Choice, Fault};
use crate::request::Value;

pub fn check(typed: &str, options: &[Choice]) -> Result<Option<Value>, Vec<Fault>> {
    if typed.is_empty() {
        return Ok(None);
    }
    if !options.iter().any(|option| option.id == typed) {
        return Err(vec![Fault::at(None, "not-an-option")]);
    }
    Ok(Some(Value::Choice(typed.to_owned())))
}
