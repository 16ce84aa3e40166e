//! The `checkboxes` kind: any of several options.

use super::{Choice, Fault};
use crate::request::Value;

/// The chosen options in the order of the definition, each once. An option set apart ("none
/// of these") stands alone: without JavaScript a person can tick it beside others.
pub fn check(typed: &[String], options: &[Choice]) -> Result<Option<Value>, Vec<Fault>> {
    let known = |id: &String| options.iter().any(|option| option.id == *id);
    if !typed.iter().all(known) {
        return Err(vec![Fault::at(None, "not-an-option")]);
    }
    let chosen: Vec<&Choice> = options
        .iter()
        .filter(|option| typed.contains(&option.id))
        .collect();
    if chosen.len() > 1 && chosen.iter().any(|option| option.apart) {
        return Err(vec![Fault::at(None, "none-with-others")]);
    }
    let ids: Vec<String> = chosen.iter().map(|option| option.id.clone()).collect();
    Ok((!ids.is_empty()).then_some(Value::Choices(ids)))
}
