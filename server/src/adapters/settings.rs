//! What the settings of every kind of adapter are made of.

use serde::Deserialize;

/// A password or signing key. It prints `[redacted]` and does not serialise.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: impl Into<String>) -> Secret {
        Secret(value.into())
    }

    /// The value, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// A mistake in the settings of an adapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    /// The key within the adapter's section.
    pub key: &'static str,
    /// What is wrong and what to write instead, without the value of a secret.
    pub message: String,
}

impl SettingError {
    pub fn new(key: &'static str, message: impl Into<String>) -> SettingError {
        SettingError {
            key,
            message: message.into(),
        }
    }
}
