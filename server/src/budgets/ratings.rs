//! The budget of satisfaction ratings, so that no stranger decides a service's figures.

use super::Caller;
use super::networks::Networks;
use super::rate::{Key, Rate, Taken};
use crate::config::limits::RatingLimits;
use jiff::Timestamp;

pub struct Ratings {
    sessions: Rate,
    networks: Networks,
    total: Rate,
}

impl Ratings {
    pub fn new(limits: &RatingLimits) -> Ratings {
        Ratings {
            sessions: Rate::new(limits.per_session, 1),
            networks: Networks::new(limits.per_address, [4, 16]),
            total: Rate::new(limits.total, 1),
        }
    }

    /// Takes one rating.
    ///
    /// # Errors
    /// When the next one is allowed.
    pub fn take(&self, caller: Caller, now: Timestamp) -> Result<Taken<'_>, Timestamp> {
        let session = caller.session.map(|session| (&self.sessions, session));
        let own = session.into_iter().chain(self.networks.of(caller.address));
        let total = std::iter::once((&self.total, Key::of("total")));
        Taken::all(own.chain(total), now)
    }

    pub fn sweep(&self, now: Timestamp) {
        self.sessions.sweep(now);
        self.networks.sweep(now);
        self.total.sweep(now);
    }
}
