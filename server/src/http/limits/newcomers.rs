//! Which sessions are new: their writes also count for their address, so that a new cookie brings
//! no new allowance.

use dashmap::DashMap;
use std::time::{Duration, Instant};

/// How long a session is new.
const NEW: Duration = Duration::from_secs(600);
/// A session that has not written for this long is forgotten, and new again.
const FORGOTTEN: Duration = Duration::from_secs(3600);

#[derive(Clone, Copy)]
struct Seen {
    first: Instant,
    last: Instant,
}

#[derive(Default)]
pub(super) struct Newcomers(DashMap<u64, Seen>);

impl Newcomers {
    /// Notes that a session writes, and returns whether it is new.
    pub fn is_new(&self, session: u64, now: Instant) -> bool {
        let mut seen = self.0.entry(session).or_insert(Seen {
            first: now,
            last: now,
        });
        seen.last = now;
        now.duration_since(seen.first) < NEW
    }

    pub fn sweep(&self, now: Instant) {
        self.0
            .retain(|_, seen| now.duration_since(seen.last) < FORGOTTEN);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_new_for_ten_minutes_and_again_after_a_long_silence() {
        let newcomers = Newcomers::default();
        let now = Instant::now();
        assert!(newcomers.is_new(1, now));
        assert!(newcomers.is_new(1, now + NEW / 2));
        assert!(!newcomers.is_new(1, now + NEW));
        assert!(newcomers.is_new(2, now + NEW));
        newcomers.sweep(now + FORGOTTEN);
        assert!(!newcomers.is_new(1, now + FORGOTTEN));
        newcomers.sweep(now + FORGOTTEN * 2);
        assert!(newcomers.is_new(1, now + FORGOTTEN * 2));
    }
}
