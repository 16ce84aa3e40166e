//! `[[neighbours]]`: councils outside this deployment, to which people are shown the way: pages name
//! the council that an address lies in and link to it.

use super::ConfigError;
use super::authorities::{in_every_language, is_area, is_web_address};
use serde::{Deserialize, Serialize};
use shared::language::Text;
use std::collections::BTreeSet;

/// A council whose area the gazetteer knows and which this deployment does not serve.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Neighbour {
    /// The area's word in the gazetteer. An authority with this id takes precedence.
    pub id: String,
    pub name: Text,
    pub website: String,
    /// What it is responsible for, in a few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub does: Option<Text>,
}

/// All errors in the list, each with its path.
pub(super) fn check(neighbours: &[Neighbour]) -> Vec<ConfigError> {
    let mut errors = Vec::new();
    let mut ids = BTreeSet::new();
    for (index, neighbour) in neighbours.iter().enumerate() {
        let mut add = |field: &str, message: String| {
            errors.push(ConfigError::new(format!("[{index}].{field}"), message));
        };
        let id = neighbour.id.as_str();
        if !is_area(id) {
            add(
                "id",
                format!("`{id}` must be kebab case and not a word of the rules"),
            );
        }
        if !ids.insert(id) {
            add("id", format!("`{id}` is used twice"));
        }
        if !is_web_address(&neighbour.website) {
            add("website", "must begin with https://".to_owned());
        }
        let texts = [
            ("name", Some(&neighbour.name)),
            ("does", neighbour.does.as_ref()),
        ];
        for (field, text) in texts {
            for message in text.map(in_every_language).unwrap_or_default() {
                add(field, message);
            }
        }
    }
    errors
}
