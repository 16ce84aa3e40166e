//! `[log]`: what is logged to standard error.

use super::ConfigError;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// A `tracing` filter: `info`, `server=debug,sqlx=warn`.
    pub filter: String,
    pub format: LogFormat,
    /// Warnings and errors that one place in the program logs in a minute; further ones are
    /// counted. 0 logs them all.
    pub repeats_per_minute: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One JSON object per line.
    Json,
    /// Readable text.
    Text,
}

impl Log {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        match self.filter.parse::<tracing_subscriber::EnvFilter>() {
            Ok(_) => Vec::new(),
            Err(error) => vec![ConfigError::new(
                "filter",
                format!("cannot be read: {error}"),
            )],
        }
    }
}
