//! `[contacts]`: what is kept of a contact.

use super::ConfigError;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactsConfig {
    /// Days for which the pages and mistakes of a contact are kept. The contact itself stays.
    pub detail_days: u32,
}

impl ContactsConfig {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        if (1..=3650).contains(&self.detail_days) {
            Vec::new()
        } else {
            vec![ConfigError::new("detail_days", "must be 1 to 3650")]
        }
    }
}
