//! One budget: so many at once, and then so many an hour, for each key.
//!
//! The generic cell rate algorithm: a key has one number, the time at which it is unused again.
//! Unlike the limits of requests, one that was taken can be given back, and one that is not
//! allowed yet can be reserved for the time at which it is.

use crate::config::limits::Share;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{LazyLock, Mutex, MutexGuard, PoisonError};

/// An hour, in microseconds.
const HOUR: i64 = 3_600_000_000;

/// The name of whoever uses a budget, hashed with a secret of this process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(u64);

impl Key {
    pub fn of(name: impl std::hash::Hash) -> Key {
        static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::new);
        Key(HASHER.hash_one(name))
    }
}

pub struct Rate {
    /// Microseconds after which one no longer counts.
    each: i64,
    /// How far ahead of now a key may be and still be allowed one more.
    ahead: i64,
    /// When a key is unused again, in microseconds since 1970.
    until: Mutex<HashMap<Key, i64>>,
}

impl Rate {
    /// The budget of one share, or of `times` as many.
    pub fn new(share: Share, times: u32) -> Rate {
        let times = i64::from(times.max(1));
        let each = HOUR / i64::from(share.per_hour.max(1)).saturating_mul(times);
        let each = each.max(1);
        let at_once = i64::from(share.at_once.max(1)).saturating_mul(times);
        Rate {
            each,
            ahead: each.saturating_mul(at_once - 1),
            until: Mutex::default(),
        }
    }

    /// When the next one is allowed: `now` or later.
    pub fn earliest(&self, key: Key, now: Timestamp) -> Timestamp {
        let now = now.as_microsecond();
        time(self.allowed(self.begins(&self.lock(), key, now), now))
    }

    /// Takes one.
    ///
    /// # Errors
    /// When the next one is allowed; nothing is taken.
    pub fn take(&self, key: Key, now: Timestamp) -> Result<(), Timestamp> {
        let now = now.as_microsecond();
        let mut until = self.lock();
        let begins = self.begins(&until, key, now);
        let allowed = self.allowed(begins, now);
        if allowed > now {
            return Err(time(allowed));
        }
        until.insert(key, begins + self.each);
        Ok(())
    }

    /// Takes one, for now or for the time at which it is allowed, at most `longest` from now.
    pub fn reserve(&self, key: Key, now: Timestamp, longest: SignedDuration) -> Timestamp {
        let now = now.as_microsecond();
        let last = now.saturating_add(micros(longest));
        let mut until = self.lock();
        let begins = self
            .begins(&until, key, now)
            .min(last.saturating_add(self.ahead));
        until.insert(key, begins.saturating_add(self.each));
        time(self.allowed(begins, now))
    }

    /// Gives one back.
    pub fn give_back(&self, key: Key) {
        if let Some(until) = self.lock().get_mut(&key) {
            *until -= self.each;
        }
    }

    /// When a key that takes one now, and took none before, is unused again.
    pub fn after_one(&self, now: Timestamp) -> Timestamp {
        time(now.as_microsecond().saturating_add(self.each))
    }

    /// Learns that a key is used until then, at least: another process has counted too.
    pub fn at_least(&self, key: Key, used_until: Timestamp) {
        let used = used_until.as_microsecond();
        let mut until = self.lock();
        let known = until.entry(key).or_insert(used);
        *known = used.max(*known);
    }

    /// Drops unused keys.
    pub fn sweep(&self, now: Timestamp) {
        let now = now.as_microsecond();
        self.lock().retain(|_, until| *until > now);
    }

    fn begins(&self, until: &HashMap<Key, i64>, key: Key, now: i64) -> i64 {
        // After a clock was put back, a key is not used for longer than a day.
        let last = now.saturating_add(self.ahead).saturating_add(24 * HOUR);
        until
            .get(&key)
            .map_or(now, |until| (*until).max(now).min(last))
    }

    fn allowed(&self, begins: i64, now: i64) -> i64 {
        begins.saturating_sub(self.ahead).max(now)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, i64>> {
        // Every change is a single assignment, so a panic elsewhere leaves the state consistent.
        self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What was taken of several budgets. Given back when dropped, unless it is kept.
#[derive(Default)]
pub struct Taken<'b>(Vec<(&'b Rate, Key)>);

impl<'b> Taken<'b> {
    /// Takes one of each budget.
    ///
    /// # Errors
    /// When the next one is allowed, if a budget refuses; nothing is taken.
    pub fn all(
        budgets: impl IntoIterator<Item = (&'b Rate, Key)>,
        now: Timestamp,
    ) -> Result<Taken<'b>, Timestamp> {
        let mut taken = Taken::default();
        for (rate, key) in budgets {
            rate.take(key, now)?;
            taken.add(rate, key);
        }
        Ok(taken)
    }

    /// Adds one that was taken.
    pub fn add(&mut self, rate: &'b Rate, key: Key) {
        self.0.push((rate, key));
    }

    /// What it was taken for has happened.
    pub fn keep(mut self) {
        self.0.clear();
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        for (rate, key) in self.0.drain(..) {
            rate.give_back(key);
        }
    }
}

fn micros(duration: SignedDuration) -> i64 {
    i64::try_from(duration.as_micros()).unwrap_or(i64::MAX)
}

fn time(micros: i64) -> Timestamp {
    Timestamp::from_microsecond(micros).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: SignedDuration = SignedDuration::from_mins(1);
    const DAY: SignedDuration = SignedDuration::from_hours(24);

    fn now() -> Timestamp {
        Timestamp::from_second(1_800_000_000).unwrap()
    }

    fn rate(at_once: u32, per_hour: u32) -> Rate {
        Rate::new(Share { at_once, per_hour }, 1)
    }

    #[test]
    fn so_many_are_allowed_at_once_and_then_one_each_interval() {
        let rate = rate(3, 60);
        let (one, two) = (Key::of(1), Key::of(2));
        for _ in 0..3 {
            assert_eq!(rate.take(one, now()), Ok(()));
        }
        assert_eq!(rate.take(one, now()), Err(now() + MINUTE));
        assert_eq!(rate.earliest(one, now()), now() + MINUTE);
        assert_eq!(rate.take(two, now()), Ok(()), "each key has its own");
        assert_eq!(rate.take(one, now() + MINUTE), Ok(()));
        assert!(rate.take(one, now() + MINUTE).is_err());
    }

    #[test]
    fn what_is_given_back_neither_counts_nor_pays_for_others() {
        let rate = rate(2, 60);
        let key = Key::of(1);
        assert!(rate.take(key, now()).is_ok());
        for _ in 0..100 {
            drop(Taken::all([(&rate, key)], now()).ok().unwrap());
        }
        Taken::all([(&rate, key)], now()).ok().unwrap().keep();
        assert!(rate.take(key, now()).is_err());
    }

    #[test]
    fn a_refusal_takes_nothing_of_the_other_budgets() {
        let (full, other) = (rate(1, 1), rate(1, 1));
        let key = Key::of(1);
        assert!(full.take(key, now()).is_ok());
        assert!(Taken::all([(&other, key), (&full, key)], now()).is_err());
        assert!(other.take(key, now()).is_ok());
    }

    #[test]
    fn reservations_follow_each_other_up_to_the_longest() {
        let rate = rate(2, 60);
        let key = Key::of(1);
        let times: Vec<_> = (0..4).map(|_| rate.reserve(key, now(), DAY)).collect();
        assert_eq!(times, [now(), now(), now() + MINUTE, now() + MINUTE * 2]);
        for _ in 0..10_000 {
            rate.reserve(key, now(), DAY);
        }
        assert_eq!(rate.reserve(key, now(), DAY), now() + DAY);
        // However many there were, they are forgotten a day later.
        let later = now() + DAY + MINUTE * 3;
        assert_eq!(rate.reserve(key, later, DAY), later);
    }

    #[test]
    fn a_share_may_count_several_times_and_unused_keys_are_dropped() {
        let share = Share {
            at_once: 1,
            per_hour: 60,
        };
        let rate = Rate::new(share, 4);
        let key = Key::of(1);
        for _ in 0..4 {
            assert!(rate.take(key, now()).is_ok());
        }
        assert!(rate.take(key, now()).is_err());
        rate.sweep(now());
        assert_eq!(rate.lock().len(), 1);
        rate.sweep(now() + MINUTE);
        assert!(rate.lock().is_empty());
    }

    #[test]
    fn a_count_of_another_process_is_added_only_if_it_is_later() {
        let rate = rate(2, 60);
        let key = Key::of(1);
        rate.at_least(key, now() + MINUTE * 2);
        assert!(rate.take(key, now()).is_err());
        rate.at_least(key, now());
        assert!(rate.take(key, now()).is_err());
        assert_eq!(rate.after_one(now()), now() + MINUTE);
    }
}
