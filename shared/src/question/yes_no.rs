//! The `yes_no` kind.

use super::Fault;
use crate::request::Value;

pub fn check(typed: &str) -> Result<Option<Value>, Vec<Fault>> {
    match typed {
        "" => Ok(None),
        "yes" => Ok(Some(Value::YesNo(true))),
        "no" => Ok(Some(Value::YesNo(false))),
        _ => Err(vec![Fault::at(None, "not-an-option")]),
    }
}
