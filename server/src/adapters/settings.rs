//! The traits and types shared by the settings of all adapters.

use super::Adapter;
use super::conformance_report::{Report, Sample};
use crate::clock::Clock;
use async_trait::async_trait;
use serde::Deserialize;
use std::sync::Arc;

/// The settings of one destination of any kind.
#[async_trait]
pub trait AdapterSettings: Send + Sync {
    /// The most deliveries in progress at the same time.
    fn concurrency(&self) -> u32;

    /// The longest an attempt takes, in seconds.
    fn timeout_seconds(&self) -> u64;

    /// Every key and password in these settings, with its setting.
    fn secrets(&self) -> Vec<(&'static str, &Secret)>;

    /// Every error in these settings.
    fn check(&self) -> Vec<SettingError>;

    /// Builds the adapter. Errors are in the settings and found at start.
    fn build(&self) -> Result<Arc<dyn Adapter>, BuildError>;

    /// Runs every case that a destination has to handle (`doorstep destination test`). `source` is
    /// the public URL of this deployment.
    async fn test(
        &self,
        source: &str,
        sample: &Sample,
        clock: &dyn Clock,
    ) -> Result<Report, BuildError>;
}

/// Why an adapter cannot be built.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    #[error(transparent)]
    Client(#[from] crate::http_client::ClientError),
    #[error("a signing secret is not base64 after `whsec_`")]
    Secret,
    #[error("allow_networks contains something that is not a network")]
    Networks,
    #[error("the SMTP server's settings cannot be used")]
    Smtp,
    #[error("an email address in the settings is not valid")]
    Address,
    #[error("the email folder cannot be created")]
    Folder,
}

/// A password or signing key. It prints as `[redacted]` and does not serialise.
#[derive(Clone, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    pub fn new(value: impl Into<String>) -> Secret {
        Secret(value.into())
    }

    /// The value; call this only where it is used.
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

/// An error in the settings of an adapter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingError {
    /// The key within the adapter's section.
    pub key: &'static str,
    /// The error and what to write instead, without the value of a secret.
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
