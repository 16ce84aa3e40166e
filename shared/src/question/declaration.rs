//! The `declaration` kind: a statement the person confirms by ticking one box.

use super::Fault;
use crate::request::Value;

pub fn check(typed: &str) -> Result<Option<Value>, Vec<Fault>> {
    match typed {
        "" => Ok(None),
        "yes" => Ok(Some(Value::Declared)),
        _ => Err(vec![Fault::at(None, "not-an-option")]),
    }
}
