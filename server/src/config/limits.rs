//! `[limits]`: rate limits per session and network, and budgets (`server/src/budgets`).
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
    /// Writes allowed to one address without a cookie or key, or with a cookie younger than ten
    /// minutes: at once, and then per minute.
    pub newcomer_burst: u32,
    pub newcomer_per_minute: u32,
    /// Requests allowed to one address: at once, and then per second.
    pub network_burst: u32,
    pub network_per_second: u32,
    /// Networks without address limits, such as the contact centre. A trusted proxy is never
    /// exempt. Wrong second facts always count, from an exempt network too.
    #[serde(deserialize_with = "network::list")]
    #[schemars(schema_with = "network::schema")]
    pub exempt: Vec<IpNet>,
    pub send: SendLimits,
    pub mail: MailLimits,
    pub rating: RatingLimits,
    pub guess: GuessLimits,
}

/// One budget.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Share {
    pub at_once: u32,
    /// After that.
    pub per_hour: u32,
}

/// Accepted requests. Above a share they are held, at most a day.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SendLimits {
    pub per_session: Share,
    pub per_address: Share,
    /// While the total is exceeded.
    pub per_address_when_full: Share,
    /// Above it the operator is told.
    pub total: Share,
}

/// Emails to residents.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailLimits {
    /// Confirmations to one mailbox.
    pub per_mailbox: Share,
    /// Confirmations that one caller causes.
    pub per_session: Share,
    pub per_address: Share,
    pub total: Share,
    /// Emails about the progress of one request.
    pub per_request: Share,
}

/// Satisfaction ratings.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RatingLimits {
    pub per_session: Share,
    pub per_address: Share,
    pub total: Share,
}

/// Wrong second facts at one reference.
#[derive(Debug, Clone, Copy, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuessLimits {
    /// From one address.
    pub per_address: Share,
    /// From anywhere.
    pub per_reference: Share,
}

impl Limits {
    pub(super) fn check(&self) -> Vec<ConfigError> {
        let everybody = self.exempt.iter().any(network::is_everybody).then(|| {
            ConfigError::new(
                "exempt",
                "must not be everybody, or limits by address mean nothing",
            )
        });
        let own = [
            ("session_burst", self.session_burst),
            ("session_per_minute", self.session_per_minute),
            ("newcomer_burst", self.newcomer_burst),
            ("newcomer_per_minute", self.newcomer_per_minute),
            ("network_burst", self.network_burst),
            ("network_per_second", self.network_per_second),
        ];
        let own = own.map(|(name, number)| (name.to_owned(), number));
        let shares = self.shares().into_iter().flat_map(|(name, share)| {
            [
                (format!("{name}.at_once"), share.at_once),
                (format!("{name}.per_hour"), share.per_hour),
            ]
        });
        own.into_iter()
            .chain(shares)
            .filter(|(_, number)| *number == 0)
            .map(|(name, _)| {
                ConfigError::new(
                    name,
                    "must be at least 1, or every request would be refused",
                )
            })
            .chain(everybody)
            .collect()
    }

    fn shares(&self) -> [(&'static str, Share); 14] {
        let (send, mail, rating, guess) = (&self.send, &self.mail, &self.rating, &self.guess);
        [
            ("send.per_session", send.per_session),
            ("send.per_address", send.per_address),
            ("send.per_address_when_full", send.per_address_when_full),
            ("send.total", send.total),
            ("mail.per_mailbox", mail.per_mailbox),
            ("mail.per_session", mail.per_session),
            ("mail.per_address", mail.per_address),
            ("mail.total", mail.total),
            ("mail.per_request", mail.per_request),
            ("rating.per_session", rating.per_session),
            ("rating.per_address", rating.per_address),
            ("rating.total", rating.total),
            ("guess.per_address", guess.per_address),
            ("guess.per_reference", guess.per_reference),
        ]
    }
}
