//! Attempts at what must not be guessed. They are counted before they are checked, so that
//! concurrent ones count too, and taken back when they succeed.
//!
//! Uses the generic cell rate algorithm, as the other limits do, but can take an attempt back.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub(super) struct Attempts {
    /// The time after which one attempt no longer counts.
    each: Duration,
    /// How far ahead of now a key may be and still make an attempt.
    ahead: Duration,
    /// When the attempts of a key no longer count.
    until: Mutex<HashMap<u64, Instant>>,
}

impl Attempts {
    pub fn new(burst: u32, per_hour: u32) -> Attempts {
        let each = Duration::from_secs(3600) / per_hour.max(1);
        Attempts {
            each,
            ahead: each.saturating_mul(burst.max(1) - 1),
            until: Mutex::default(),
        }
    }

    /// Counts one attempt.
    ///
    /// # Errors
    /// How long to wait for the next.
    pub fn count(&self, key: u64, now: Instant) -> Result<(), Duration> {
        let mut until = self.lock();
        let begins = until.get(&key).map_or(now, |until| (*until).max(now));
        let early = begins.duration_since(now).saturating_sub(self.ahead);
        if !early.is_zero() {
            return Err(early);
        }
        until.insert(key, begins + self.each);
        Ok(())
    }

    /// Takes back one attempt that succeeded.
    pub fn forgive(&self, key: u64) {
        if let Some(until) = self.lock().get_mut(&key) {
            *until = until.checked_sub(self.each).unwrap_or(*until);
        }
    }

    /// Drops keys whose attempts no longer count.
    pub fn sweep(&self, now: Instant) {
        self.lock().retain(|_, until| *until > now);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Instant>> {
        // Every change is a single assignment, so a panic elsewhere leaves the state consistent.
        self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_is_allowed_and_then_one_guess_per_interval() {
        let attempts = Attempts::new(3, 60);
        let now = Instant::now();
        for _ in 0..3 {
            assert_eq!(attempts.count(1, now), Ok(()));
        }
        assert_eq!(attempts.count(1, now), Err(Duration::from_secs(60)));
        assert_eq!(
            attempts.count(2, now),
            Ok(()),
            "keys are counted separately"
        );
        let later = now + Duration::from_secs(60);
        assert_eq!(attempts.count(1, later), Ok(()));
        assert!(attempts.count(1, later).is_err());
    }

    #[test]
    fn successes_neither_count_nor_cancel_failures() {
        let attempts = Attempts::new(2, 60);
        let now = Instant::now();
        assert_eq!(attempts.count(1, now), Ok(()));
        for _ in 0..100 {
            assert_eq!(attempts.count(1, now), Ok(()));
            attempts.forgive(1);
        }
        assert_eq!(attempts.count(1, now), Ok(()));
        assert!(attempts.count(1, now).is_err());
    }

    #[test]
    fn keys_with_only_expired_guesses_are_dropped() {
        let attempts = Attempts::new(2, 60);
        let now = Instant::now();
        let _ = attempts.count(1, now);
        attempts.sweep(now);
        assert_eq!(attempts.lock().len(), 1);
        attempts.sweep(now + Duration::from_secs(61));
        assert!(attempts.lock().is_empty());
    }
}
