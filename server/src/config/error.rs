//! Errors in the settings, worded for operators.

use crate::adapters::settings::SettingError;
use std::fmt;

/// One error in the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    /// The setting, such as `http.listen` or `authorities[1].hosts`; or the file.
    pub path: String,
    /// The error and what to write instead. Never holds the value of a secret.
    pub message: String,
}

impl ConfigError {
    pub fn new(path: impl Into<String>, message: impl Into<String>) -> ConfigError {
        ConfigError {
            path: path.into(),
            message: message.into(),
        }
    }

    /// An error in the settings of an adapter, which are the section `section`.
    pub fn of_setting(section: &str, error: SettingError) -> ConfigError {
        ConfigError::new(format!("{section}.{}", error.key), error.message)
    }

    /// The same error with the path prefixed by `section`.
    pub fn within(self, section: &str) -> ConfigError {
        let path = if self.path.is_empty() {
            section.to_owned()
        } else if self.path.starts_with('[') {
            format!("{section}{}", self.path)
        } else {
            format!("{section}.{}", self.path)
        };
        ConfigError { path, ..self }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.message)
    }
}
