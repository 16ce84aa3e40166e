//! What it has agreed with Doorstep about each destination.

use anyhow::Context as _;
use serde::Deserialize;
use std::collections::BTreeMap;

const DEMONSTRATION: &str = include_str!("../settings.toml");

/// By name, as in the path of the inbox.
pub type Destinations = BTreeMap<String, Destination>;

/// One inbox.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// The keys that sign in both directions: one, or two during a rotation.
    pub secrets: Vec<String>,
    /// The services it offers, by id. It refuses every other.
    pub services: Vec<String>,
}

/// The destinations of `cargo xtask run`.
///
/// # Errors
/// When the file that is compiled in is not of this shape.
pub fn demonstration() -> anyhow::Result<Destinations> {
    toml::from_str(DEMONSTRATION).context("settings.toml cannot be read")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use toml::{Table, Value};

    fn words(list: &Value) -> Vec<&str> {
        let words = list.as_array().unwrap().iter();
        words.map(|word| word.as_str().unwrap()).collect()
    }

    #[test]
    fn demo_server_and_back_office_settings_agree() {
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../server/demo/doorstep.toml"
        );
        let theirs: Table = std::fs::read_to_string(file).unwrap().parse().unwrap();
        let table = |name: &str| theirs[name].as_table().unwrap();
        let ours = demonstration().unwrap();
        let names: Vec<&String> = table("destinations").keys().collect();
        assert_eq!(names, ours.keys().collect::<Vec<_>>());
        for (name, destination) in &ours {
            let keys = &table("destinations")[name]["secrets"];
            assert_eq!(words(keys), destination.secrets, "{name}");
            let routed: BTreeSet<&String> = table("routing")
                .iter()
                .filter(|(_, lines)| {
                    let mut lines = lines.as_table().unwrap().values();
                    lines.any(|line| line.as_str() == Some(name.as_str()))
                })
                .map(|(service, _)| service)
                .collect();
            assert_eq!(routed, destination.services.iter().collect(), "{name}");
        }
    }
}
