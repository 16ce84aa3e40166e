//! `[store]`, `[keys]` and `[services]`: the database, the key file and the definitions.

use super::ConfigError;
use serde::Deserialize;
use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

#[derive(Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StoreConfig {
    /// `sqlite:var/doorstep.db` or `postgres://user:password@host/name`.
    pub url: String,
}

/// The URL may hold a password, so its `Debug` output is redacted.
impl fmt::Debug for StoreConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = self.url.split(':').next().unwrap_or_default();
        write!(f, "StoreConfig({kind}:[redacted])")
    }
}

impl StoreConfig {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        let known = ["sqlite:", "postgres://", "postgresql://"];
        if known.iter().any(|start| self.url.starts_with(start)) {
            Vec::new()
        } else {
            vec![ConfigError::new(
                "url",
                "must start with sqlite: or postgres://, such as sqlite:var/doorstep.db",
            )]
        }
    }
}

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Keys {
    /// The key file made by `doorstep keygen`. Without it no sealed data can be read.
    pub file: PathBuf,
}

impl Keys {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        if self.file.as_os_str().is_empty() {
            vec![ConfigError::new(
                "file",
                "must name the file made by `doorstep keygen`",
            )]
        } else {
            Vec::new()
        }
    }
}

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServicesConfig {
    /// The operator's folder of definitions; empty means compiled-in ones only.
    pub dir: String,
    /// Whether to serve a compiled-in definition if the folder has none with its id.
    pub built_in: bool,
    /// Seconds between checks of the folder.
    pub reload_seconds: u64,
}

impl ServicesConfig {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        if let Some(dir) = self.folder()
            && !dir.is_dir()
        {
            errors.push(ConfigError::new("dir", "is not a folder that can be read"));
        }
        if self.reload_seconds == 0 {
            errors.push(ConfigError::new("reload_seconds", "must be at least 1"));
        }
        errors
    }

    pub fn folder(&self) -> Option<PathBuf> {
        (!self.dir.is_empty()).then(|| PathBuf::from(&self.dir))
    }

    pub fn reload(&self) -> Duration {
        Duration::from_secs(self.reload_seconds)
    }
}
