//! `[outbox]`: leases, concurrency and pauses. The schedule is in `outbox/schedule.rs`.

use super::error::ConfigError;
use serde::Deserialize;

#[derive(Debug, Clone, PartialEq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct OutboxConfig {
    /// How long a claimed delivery belongs to this process, in seconds. Longer than any
    /// destination's timeout, or a slow delivery would be sent twice at once.
    pub lease_seconds: u64,
    /// Concurrent deliveries, over all destinations.
    pub concurrency: u32,
    /// Consecutive failures after which a destination is paused.
    pub pause_after: u32,
    /// The first pause, in seconds; each further one is twice as long.
    pub pause_seconds: u64,
    /// The longest pause, in seconds.
    pub pause_limit_seconds: u64,
    /// Minutes without a claim after which `/readyz` reports the outbox as stuck.
    pub stuck_minutes: u64,
}

impl Default for OutboxConfig {
    fn default() -> OutboxConfig {
        OutboxConfig {
            lease_seconds: 60,
            concurrency: 64,
            pause_after: 5,
            pause_seconds: 15,
            pause_limit_seconds: 600,
            stuck_minutes: 10,
        }
    }
}

impl OutboxConfig {
    /// Every error, each with its path.
    pub fn check(&self) -> Vec<ConfigError> {
        let mut errors = Vec::new();
        let mut wrong = |key: &str, message: &str| {
            errors.push(ConfigError::new(format!("outbox.{key}"), message));
        };
        if !(45..=3600).contains(&self.lease_seconds) {
            wrong("lease_seconds", "must be 45 to 3600");
        }
        if !(1..=1024).contains(&self.concurrency) {
            wrong("concurrency", "must be 1 to 1024");
        }
        if self.pause_after == 0 {
            wrong("pause_after", "must be at least 1");
        }
        if self.pause_seconds == 0 || self.pause_limit_seconds < self.pause_seconds {
            wrong(
                "pause_limit_seconds",
                "must be at least as long as the first pause, which must not be 0",
            );
        }
        if self.stuck_minutes == 0 {
            wrong("stuck_minutes", "must be at least 1");
        }
        errors
    }
}
