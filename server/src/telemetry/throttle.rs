//! Lets only so many of each kind through in a minute and counts the rest, so that a full disk
//! or an attacker cannot fill the log.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_secs(60);

/// Kinds known at once; beyond it, a new one passes and is not counted.
const MOST_KINDS: usize = 4096;

/// What is known of each kind. `K` is the kind, `T` describes it for the count.
pub(super) struct Throttle<K, T> {
    /// In a minute; 0 lets everything through.
    at_most: u32,
    kinds: Mutex<HashMap<K, Kind<T>>>,
}

struct Kind<T> {
    minute: Instant,
    /// Let through in this minute.
    passed: u32,
    /// Left out and not yet reported.
    left_out: u64,
    described: T,
}

impl<K: Eq + Hash, T: Clone> Throttle<K, T> {
    pub fn new(at_most: u32) -> Throttle<K, T> {
        Throttle {
            at_most,
            kinds: Mutex::default(),
        }
    }

    /// Whether one of this kind may pass now; if not, it is counted.
    pub fn passes(&self, key: K, now: Instant, described: impl FnOnce() -> T) -> bool {
        if self.at_most == 0 {
            return true;
        }
        let mut kinds = self.kinds();
        if let Some(kind) = kinds.get_mut(&key) {
            if now.saturating_duration_since(kind.minute) >= MINUTE {
                (kind.minute, kind.passed) = (now, 0);
            }
            let passes = kind.passed < self.at_most;
            kind.passed += u32::from(passes);
            kind.left_out += u64::from(!passes);
            return passes;
        }
        if kinds.len() < MOST_KINDS {
            let kind = Kind {
                minute: now,
                passed: 1,
                left_out: 0,
                described: described(),
            };
            kinds.insert(key, kind);
        }
        true
    }

    /// What was left out of each kind since the last call. Forgets kinds that ended a minute ago.
    pub fn take_left_out(&self, now: Instant) -> Vec<(T, u64)> {
        let mut kinds = self.kinds();
        let left_out = kinds
            .values_mut()
            .filter(|kind| kind.left_out > 0)
            .map(|kind| (kind.described.clone(), std::mem::take(&mut kind.left_out)))
            .collect();
        kinds.retain(|_, kind| now.saturating_duration_since(kind.minute) < MINUTE);
        left_out
    }

    fn kinds(&self) -> MutexGuard<'_, HashMap<K, Kind<T>>> {
        // Counts stay usable after a panic elsewhere.
        self.kinds.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_passes_so_often_in_a_minute_and_the_rest_is_counted_once() {
        let throttle = Throttle::new(3);
        let now = Instant::now();
        let passed = |kind: &'static str, now| {
            let tries = (0..10).filter(|_| throttle.passes(kind, now, || kind));
            tries.count()
        };
        assert_eq!((passed("full", now), passed("late", now)), (3, 3));
        let mut left_out = throttle.take_left_out(now);
        left_out.sort_unstable();
        assert_eq!(left_out, [("full", 7), ("late", 7)]);
        assert_eq!(throttle.take_left_out(now), []);
        assert_eq!(passed("full", now), 0);
        // What one minute left out is still reported in the next.
        let next = now + MINUTE;
        assert_eq!(passed("full", next), 3);
        assert_eq!(throttle.take_left_out(next), [("full", 17)]);
    }

    #[test]
    fn kinds_are_forgotten_and_their_number_is_limited() {
        let throttle = Throttle::new(1);
        let now = Instant::now();
        for kind in 0..MOST_KINDS * 2 {
            assert!(throttle.passes(kind, now, || ()));
        }
        assert_eq!(throttle.kinds().len(), MOST_KINDS);
        throttle.take_left_out(now + MINUTE);
        assert!(throttle.kinds().is_empty());
    }

    #[test]
    fn without_a_limit_everything_passes() {
        let throttle = Throttle::new(0);
        let now = Instant::now();
        assert!((0..1000).all(|_| throttle.passes((), now, || ())));
    }
}
