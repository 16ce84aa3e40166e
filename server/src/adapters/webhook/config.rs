//! The settings of a signed webhook.

use super::signature::Secrets;
use crate::adapters::BuildError;
use crate::config::error::ConfigError;
use crate::config::secret::Secret;
use crate::http_client::networks::Networks;
use serde::Deserialize;
use std::path::PathBuf;

/// One `[destinations.NAME]` with `adapter = "webhook"`.
#[derive(Debug, Clone, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookConfig {
    /// Where requests are posted. `https://`, or `http://` inside `allow_networks`.
    pub url: String,
    /// Keys we sign with, as `whsec_` and base64 of 24 to 64 bytes. Two during rotation:
    /// every message carries a signature by each.
    pub secrets: Vec<Secret>,
    /// Keys the destination signs its callbacks with; left out, the same as `secrets`.
    #[serde(default)]
    pub callback_secrets: Vec<Secret>,
    /// Private networks this destination may be in, such as `10.20.0.0/16`. Without it only
    /// public addresses are spoken to.
    #[serde(default)]
    pub allow_networks: Vec<String>,
    /// A PEM file with the council's own certificate authority, if it has one.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// The longest one attempt may take, in seconds, 1 to 40.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
    /// Deliveries on their way at the same time, 1 to 64.
    #[serde(default = "default_concurrency")]
    pub concurrency: u32,
}

fn default_timeout() -> u64 {
    30
}

fn default_concurrency() -> u32 {
    8
}

impl WebhookConfig {
    pub fn keys(&self) -> Result<Secrets, BuildError> {
        Secrets::new(&self.secrets).ok_or(BuildError::Secret)
    }

    pub fn callback_keys(&self) -> Result<Secrets, BuildError> {
        let secrets = if self.callback_secrets.is_empty() {
            &self.secrets
        } else {
            &self.callback_secrets
        };
        Secrets::new(secrets).ok_or(BuildError::Secret)
    }

    /// Every mistake, each with its path below `path`.
    pub fn check(&self, path: &str) -> Vec<ConfigError> {
        let mut problems = Vec::new();
        let mut wrong = |key: &str, message: String| {
            problems.push(ConfigError::new(format!("{path}.{key}"), message));
        };
        let url = reqwest::Url::parse(&self.url).ok();
        match url.as_ref().map(reqwest::Url::scheme) {
            Some("https") => {}
            Some("http") if !self.allow_networks.is_empty() => {}
            Some("http") => wrong(
                "url",
                "http is spoken only inside allow_networks; use https".to_owned(),
            ),
            _ => wrong("url", "this is not an https:// address".to_owned()),
        }
        if url.is_some_and(|url| !url.username().is_empty() || url.password().is_some()) {
            wrong(
                "url",
                "leave the user name and password out; messages are signed".to_owned(),
            );
        }
        if let Some(file) = &self.ca_file
            && let Err(why) = crate::http_client::certificates(file)
        {
            wrong("ca_file", format!("{}: {why}", file.display()));
        }
        for (key, secrets, may_be_empty) in [
            ("secrets", &self.secrets, false),
            ("callback_secrets", &self.callback_secrets, true),
        ] {
            if secrets.is_empty() && !may_be_empty {
                wrong(key, "at least one signing key is needed".to_owned());
            }
            if secrets.len() > 2 {
                wrong(key, "two keys are enough for a rotation".to_owned());
            }
            if !secrets.is_empty() && Secrets::new(secrets).is_none() {
                wrong(
                    key,
                    "a key is `whsec_` followed by base64 of 24 to 64 random bytes".to_owned(),
                );
            }
        }
        if let Err(texts) = Networks::parse(&self.allow_networks) {
            for text in texts {
                wrong(
                    "allow_networks",
                    format!("`{text}` is not a network such as 10.20.0.0/16"),
                );
            }
        }
        if !(1..=40).contains(&self.timeout_seconds) {
            wrong("timeout_seconds", "choose 1 to 40 seconds".to_owned());
        }
        if !(1..=64).contains(&self.concurrency) {
            wrong("concurrency", "choose 1 to 64".to_owned());
        }
        problems
    }
}
