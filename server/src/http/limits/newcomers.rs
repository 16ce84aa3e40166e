//! Which sessions are new: their writes also count for their address, so that a new cookie brings
//! no new allowance.

use dashmap::DashMap;
use std::time::{Duration, Instant};

/// How long a session is new.
const NEW: Duration = Duration::from_secs(600);
/// A session that has not written for this long is forgotten, and new again.
const FORGOTTEN: Duration = Duration::from_secs(3600);
/// The most sessions that are remembered, which take about 10 MB. Any other stays new.
const MOST: usize = 100_000;

#[derive(Clone, Copy)]
struct Seen {
    first: Instant,
    last: Instant,
}

pub(super) struct Newcomers {
    seen: DashMap<u64, Seen>,
    most: usize,
}

impl Default for Newcomers {
    fn default() -> Newcomers {
        Newcomers::new(MOST)
    }
}

impl Newcomers {
    fn new(most: usize) -> Newcomers {
        Newcomers {
            seen: DashMap::new(),
            most,
        }
    }

    /// Notes that a session writes, and returns whether it is new.
    pub fn is_new(&self, session: u64, now: Instant) -> bool {
        if let Some(mut seen) = self.seen.get_mut(&session) {
            seen.last = now;
            return now.duration_since(seen.first) < NEW;
        }
        if self.seen.len() < self.most {
            let seen = Seen {
                first: now,
                last: now,
            };
            self.seen.insert(session, seen);
        }
        true
    }

    pub fn sweep(&self, now: Instant) {
        self.seen
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

    #[test]
    fn a_session_above_the_most_stays_new_and_displaces_none() {
        let newcomers = Newcomers::new(2);
        let now = Instant::now();
        for session in 0..1_000 {
            assert!(newcomers.is_new(session, now));
        }
        assert_eq!(newcomers.seen.len(), 2);
        assert!(!newcomers.is_new(1, now + NEW));
        assert!(newcomers.is_new(2, now + NEW));
        newcomers.sweep(now + FORGOTTEN);
        assert!(newcomers.is_new(2, now + FORGOTTEN));
        assert!(!newcomers.is_new(2, now + FORGOTTEN + NEW));
    }
}
