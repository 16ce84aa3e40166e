//! What each caller holds at this moment, so that one cannot take everything.

use dashmap::DashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// The most addresses that are remembered, which take about 10 MB.
const MOST: usize = 100_000;

/// The least time between two sweeps of a full map, which take time in proportion to its size.
const BETWEEN_SWEEPS: Duration = Duration::from_secs(1);

/// What one address holds.
#[derive(Default)]
pub struct Caller {
    /// Requests being served.
    pub(super) permits: Share,
    /// Bodies being received.
    pub(super) bodies: Share,
    /// Bytes of bodies and responses.
    pub(super) bytes: Share,
}

/// A caller that is counted; `None` for one that is not, such as an exempt network.
pub type Counted = Option<Arc<Caller>>;

/// An amount with a limit.
#[derive(Default)]
pub(super) struct Share(AtomicUsize);

impl Share {
    /// Adds an amount unless the sum would exceed the limit.
    pub fn take(&self, amount: usize, limit: usize) -> bool {
        let before = self.0.fetch_add(amount, Ordering::Relaxed);
        let fits = before.saturating_add(amount) <= limit;
        if !fits {
            self.give_back(amount);
        }
        fits
    }

    pub fn give_back(&self, amount: usize) {
        self.0.fetch_sub(amount, Ordering::Relaxed);
    }

    pub fn get(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }
}

/// Every address seen since the last sweep. When the map is full, those who hold nothing are
/// dropped; if it is still full, new addresses are not remembered and share one caller. So a flood
/// of addresses neither uses up the memory nor avoids the limits, and remembered addresses keep
/// their own shares.
pub(super) struct Callers {
    known: DashMap<IpAddr, Arc<Caller>>,
    most: usize,
    /// All addresses that are not remembered.
    others: Arc<Caller>,
    /// When the map was last swept because it was full.
    swept_full: Mutex<Option<Instant>>,
}

impl Default for Callers {
    fn default() -> Callers {
        Callers::new(MOST)
    }
}

impl Callers {
    fn new(most: usize) -> Callers {
        Callers {
            known: DashMap::new(),
            most,
            others: Arc::default(),
            swept_full: Mutex::default(),
        }
    }

    pub fn of(&self, address: IpAddr, now: Instant) -> Arc<Caller> {
        if let Some(known) = self.known.get(&address) {
            return Arc::clone(&known);
        }
        if self.is_full() && self.is_sweep_due(now) {
            self.sweep();
        }
        if self.is_full() {
            return Arc::clone(&self.others);
        }
        Arc::clone(&self.known.entry(address).or_default())
    }

    /// Drops those who hold nothing.
    pub fn sweep(&self) {
        self.known.retain(|_, caller| Arc::strong_count(caller) > 1);
    }

    fn is_full(&self) -> bool {
        self.known.len() >= self.most
    }

    /// Whether a full map may be swept now, and by this thread.
    fn is_sweep_due(&self, now: Instant) -> bool {
        let Ok(mut swept) = self.swept_full.try_lock() else {
            return false;
        };
        let is_due = swept.is_none_or(|at| now.duration_since(at) >= BETWEEN_SWEEPS);
        if is_due {
            *swept = Some(now);
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_is_forgotten_only_when_nothing_holds_it() {
        let callers = Callers::default();
        let (address, now) = (IpAddr::from([192, 0, 2, 7]), Instant::now());
        let caller = callers.of(address, now);
        assert!(caller.permits.take(1, 1));
        callers.sweep();
        assert!(!callers.of(address, now).permits.take(1, 1));
        drop(caller);
        callers.sweep();
        assert!(callers.of(address, now).permits.take(1, 1));
    }

    #[test]
    fn a_full_map_forgets_only_those_who_hold_nothing() {
        let (callers, now) = (Callers::new(3), Instant::now());
        let at = |last: u8| callers.of(IpAddr::from([192, 0, 2, last]), now);
        let held = at(1);
        assert!(held.permits.take(1, 1));
        for last in 2..=4 {
            at(last);
        }
        assert_eq!(callers.known.len(), 2, "the first and the newest");
        assert!(Arc::ptr_eq(&at(1), &held));
        assert!(!Arc::ptr_eq(&at(4), &callers.others));
    }

    #[test]
    fn addresses_beyond_a_full_map_share_one_caller() {
        let (callers, now) = (Callers::new(2), Instant::now());
        let at = |last: u8, now| callers.of(IpAddr::from([192, 0, 2, last]), now);
        let held = [at(1, now), at(2, now)];
        assert!(at(3, now).permits.take(1, 1));
        assert!(!at(4, now).permits.take(1, 1));
        assert_eq!(callers.known.len(), 2);
        // A remembered address keeps its own share.
        assert!(at(1, now).permits.take(1, 1));
        drop(held);
        assert!(Arc::ptr_eq(&at(4, now), &callers.others), "swept just now");
        let later = now + BETWEEN_SWEEPS;
        assert!(at(4, later).permits.take(1, 1));
        assert!(Arc::ptr_eq(&at(4, later), &at(4, later)));
        assert!(!Arc::ptr_eq(&at(4, later), &callers.others));
    }

    #[test]
    fn a_share_takes_no_more_than_its_limit() {
        let share = Share::default();
        assert!(share.take(3, 4));
        assert!(!share.take(2, 4));
        assert_eq!(share.get(), 3);
        assert!(share.take(1, 4));
        share.give_back(4);
        assert_eq!(share.get(), 0);
    }
}
