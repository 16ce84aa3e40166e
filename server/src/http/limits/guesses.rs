//! Limits guesses, such as wrong second facts. A guess is counted before it is checked, so that
//! concurrent ones count too, and taken back if it was right.
//!
//! Uses the generic cell rate algorithm, as the other limits do, but can take a guess back.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

pub(super) struct Guesses {
    /// The time after which one guess no longer counts.
    each: Duration,
    /// How far ahead of now a key may be and still make a guess.
    ahead: Duration,
    /// When the guesses of a key no longer count.
    until: Mutex<HashMap<u64, Instant>>,
}

impl Guesses {
    pub fn new(burst: u32, per_hour: u32) -> Guesses {
        let each = Duration::from_secs(3600) / per_hour.max(1);
        Guesses {
            each,
            ahead: each.saturating_mul(burst.max(1) - 1),
            until: Mutex::default(),
        }
    }

    /// Counts one guess.
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

    /// Takes back one guess that succeeded.
    pub fn forgive(&self, key: u64) {
        if let Some(until) = self.lock().get_mut(&key) {
            *until = until.checked_sub(self.each).unwrap_or(*until);
        }
    }

    /// Drops keys whose guesses no longer count.
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
        let guesses = Guesses::new(3, 60);
        let now = Instant::now();
        for _ in 0..3 {
            assert_eq!(guesses.count(1, now), Ok(()));
        }
        assert_eq!(guesses.count(1, now), Err(Duration::from_secs(60)));
        assert_eq!(guesses.count(2, now), Ok(()), "keys are counted separately");
        let later = now + Duration::from_secs(60);
        assert_eq!(guesses.count(1, later), Ok(()));
        assert!(guesses.count(1, later).is_err());
    }

    #[test]
    fn successes_neither_count_nor_cancel_failures() {
        let guesses = Guesses::new(2, 60);
        let now = Instant::now();
        assert_eq!(guesses.count(1, now), Ok(()));
        for _ in 0..100 {
            assert_eq!(guesses.count(1, now), Ok(()));
            guesses.forgive(1);
        }
        assert_eq!(guesses.count(1, now), Ok(()));
        assert!(guesses.count(1, now).is_err());
    }

    #[test]
    fn keys_with_only_expired_guesses_are_dropped() {
        let guesses = Guesses::new(2, 60);
        let now = Instant::now();
        let _ = guesses.count(1, now);
        guesses.sweep(now);
        assert_eq!(guesses.lock().len(), 1);
        guesses.sweep(now + Duration::from_secs(61));
        assert!(guesses.lock().is_empty());
    }
}
