//! The settings of a signed webhook.

use super::Webhook;
use super::conformance::run_cases;
use super::signature::Secrets;
use crate::adapters::conformance_report::{Report, Sample};
use crate::adapters::settings::{Secret, SettingError};
use crate::adapters::{Adapter, AdapterSettings, BuildError};
use crate::clock::Clock;
use crate::http_client::networks::Networks;
use async_trait::async_trait;
use reqwest::Url;
use serde::Deserialize;
use std::path::PathBuf;
use std::sync::Arc;

/// One `[destinations.NAME]` with `adapter = "webhook"`.
#[derive(Debug, Clone, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WebhookConfig {
    /// The URL requests are posted to. `https://`, or `http://` inside `allow_networks`.
    pub url: String,
    /// Keys we sign with, as `whsec_` and base64 of 24 to 64 bytes. Two during rotation: every
    /// message has a signature by each.
    pub secrets: Vec<Secret>,
    /// Keys the destination signs its callbacks with; by default the same as `secrets`.
    #[serde(default)]
    pub callback_secrets: Vec<Secret>,
    /// Private networks this destination may be in, such as `10.20.0.0/16`. Otherwise only public
    /// addresses are allowed.
    #[serde(default)]
    pub allow_networks: Vec<String>,
    /// A PEM file with the council's own certificate authority, if it has one.
    #[serde(default)]
    pub ca_file: Option<PathBuf>,
    /// The longest one attempt may take, in seconds, 1 to 40.
    #[serde(default = "default_timeout")]
    pub timeout_seconds: u64,
    /// Concurrent deliveries, 1 to 64.
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

    fn url_errors(&self) -> Vec<SettingError> {
        let mut errors = Vec::new();
        let url = Url::parse(&self.url).ok();
        let scheme = match url.as_ref().map(Url::scheme) {
            Some("https") => None,
            Some("http") if !self.allow_networks.is_empty() => None,
            Some("http") => Some("http is allowed only inside allow_networks; use https"),
            _ => Some("this is not an https:// address"),
        };
        errors.extend(scheme.map(|message| SettingError::new("url", message)));
        if url.is_some_and(|url| !url.username().is_empty() || url.password().is_some()) {
            errors.push(SettingError::new(
                "url",
                "leave the user name and password out; messages are signed",
            ));
        }
        errors
    }
}

#[async_trait]
impl AdapterSettings for WebhookConfig {
    fn concurrency(&self) -> u32 {
        self.concurrency
    }

    fn timeout_seconds(&self) -> u64 {
        self.timeout_seconds
    }

    fn secrets(&self) -> Vec<(&'static str, &Secret)> {
        let ours = self.secrets.iter().map(|secret| ("secrets", secret));
        let theirs = self.callback_secrets.iter();
        ours.chain(theirs.map(|secret| ("callback_secrets", secret)))
            .collect()
    }

    fn check(&self) -> Vec<SettingError> {
        let mut errors = self.url_errors();
        if let Some(file) = &self.ca_file
            && let Err(why) = crate::http_client::certificates(file)
        {
            let message = format!("{}: {why}", file.display());
            errors.push(SettingError::new("ca_file", message));
        }
        if self.secrets.is_empty() {
            let message = "at least one signing key is needed";
            errors.push(SettingError::new("secrets", message));
        }
        errors.extend(secret_errors("secrets", &self.secrets));
        errors.extend(secret_errors("callback_secrets", &self.callback_secrets));
        for text in Networks::parse(&self.allow_networks)
            .err()
            .unwrap_or_default()
        {
            let message = format!("`{text}` is not a network such as 10.20.0.0/16");
            errors.push(SettingError::new("allow_networks", message));
        }
        if !(1..=40).contains(&self.timeout_seconds) {
            let error = SettingError::new("timeout_seconds", "must be 1 to 40");
            errors.push(error);
        }
        if !(1..=64).contains(&self.concurrency) {
            errors.push(SettingError::new("concurrency", "choose 1 to 64"));
        }
        errors
    }

    fn build(&self) -> Result<Arc<dyn Adapter>, BuildError> {
        Ok(Arc::new(Webhook::new(self)?))
    }

    async fn test(
        &self,
        source: &str,
        sample: &Sample,
        clock: &dyn Clock,
    ) -> Result<Report, BuildError> {
        run_cases(self, source, sample, clock).await
    }
}

fn secret_errors(key: &'static str, secrets: &[Secret]) -> Vec<SettingError> {
    let mut errors = Vec::new();
    if secrets.len() > 2 {
        errors.push(SettingError::new(key, "two keys are enough for a rotation"));
    }
    if !secrets.is_empty() && Secrets::new(secrets).is_none() {
        errors.push(SettingError::new(
            key,
            "a key is `whsec_` followed by base64 of 24 to 64 random bytes",
        ));
    }
    errors
}
