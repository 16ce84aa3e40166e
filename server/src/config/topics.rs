//! `[[topics]]`: the groups in which services are listed.

use super::ConfigError;
use super::authorities::{in_every_language, is_kebab};
use serde::{Deserialize, Serialize};
use shared::language::Text;
use std::collections::BTreeSet;

/// A group of services. A definition names it as its `topic`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Kebab case; the last part of the page's path.
    pub id: String,
    pub name: Text,
}

/// All errors in the list, each with its path.
pub(super) fn check(topics: &[Topic]) -> Vec<ConfigError> {
    let mut errors = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, topic) in topics.iter().enumerate() {
        let mut add = |field: &str, message: String| {
            errors.push(ConfigError::new(format!("[{index}].{field}"), message));
        };
        if !is_kebab(&topic.id) {
            add("id", format!("`{}` must be kebab case", topic.id));
        }
        if !ids.insert(topic.id.as_str()) {
            add("id", format!("`{}` is used twice", topic.id));
        }
        for message in in_every_language(&topic.name) {
            add("name", message);
        }
    }
    errors
}
