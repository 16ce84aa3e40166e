//! Limits how many requests may send email to one mailbox.

use crate::config::limits::Limits;
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;

/// Ownership of a mailbox is not verified, so a caller must not be able to flood one.
pub struct MailBudget(DefaultKeyedRateLimiter<String>);

impl MailBudget {
    pub fn new(limits: &Limits) -> MailBudget {
        let number = |number: u32| NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN);
        let quota = Quota::per_hour(number(limits.mail_per_hour));
        MailBudget(RateLimiter::keyed(
            quota.allow_burst(number(limits.mail_burst)),
        ))
    }

    /// Takes one request's share of the budget of a mailbox, named by a keyed hash.
    pub fn take(&self, mailbox: &str) -> bool {
        self.0.check_key(&mailbox.to_owned()).is_ok()
    }

    /// Drops idle entries.
    pub fn sweep(&self) {
        self.0.retain_recent();
    }
}

/// The mailbox of an email address: most hosts deliver `name+anything@` to `name@`
/// (subaddressing, RFC 5233).
pub(super) fn mailbox(email: &str) -> String {
    match email.split_once('@') {
        Some((local, host)) => {
            let name = local.split('+').next().unwrap_or(local);
            format!("{name}@{host}")
        }
        None => email.to_owned(),
    }
}
