//! The text a version's hash is taken of.

use super::Definition;

/// Canonical JSON: sorted keys, defaults omitted. The version is the SHA-256 of this text.
pub fn canonical(definition: &Definition) -> String {
    // A `serde_json::Value` keeps its keys in a sorted map.
    serde_json::to_value(definition)
        .map(|value| value.to_string())
        .unwrap_or_default()
}
