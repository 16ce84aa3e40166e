//! `[limits]`: rate limits per session, identifier and network.
//!
//! Sessions and identifiers have tight limits, addresses loose ones, because a library or a
//! contact centre shares one address.

use super::ConfigError;
use super::network;
use ipnet::IpNet;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Writes allowed to one session or API key: at once, and then per minute.
    pub session_burst: u32,
    pub session_per_minute: u32,
    /// Wrong guesses allowed at one reference or code: at once, and then per hour.
    pub guess_burst: u32,
    pub guess_per_hour: u32,
    /// Writes allowed to one address without a cookie or key: at once, and then per minute.
    pub newcomer_burst: u32,
    pub newcomer_per_minute: u32,
    /// Requests that may send mail to one mailbox: at once, and then per hour; further ones are
    /// accepted without mail.
    pub mail_burst: u32,
    pub mail_per_hour: u32,
    /// Requests allowed to one address: at once, and then per second.
    pub network_burst: u32,
    pub network_per_second: u32,
    /// Networks without address limits, such as this machine or the contact centre.
    #[serde(deserialize_with = "network::list")]
    #[schemars(schema_with = "network::schema")]
    pub exempt: Vec<IpNet>,
}

impl Limits {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        [
            ("session_burst", self.session_burst),
            ("session_per_minute", self.session_per_minute),
            ("guess_burst", self.guess_burst),
            ("guess_per_hour", self.guess_per_hour),
            ("newcomer_burst", self.newcomer_burst),
            ("newcomer_per_minute", self.newcomer_per_minute),
            ("mail_burst", self.mail_burst),
            ("mail_per_hour", self.mail_per_hour),
            ("network_burst", self.network_burst),
            ("network_per_second", self.network_per_second),
        ]
        .into_iter()
        .filter(|(_, number)| *number == 0)
        .map(|(name, _)| {
            ConfigError::new(
                name,
                "must be at least 1, or every request would be refused",
            )
        })
        .collect()
    }
}
