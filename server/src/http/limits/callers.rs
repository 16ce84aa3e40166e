//! What each caller holds at this moment, so that one cannot take everything.

use dashmap::DashMap;
use std::net::IpAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The most addresses that are remembered, which take about 10 MB.
const MOST: usize = 100_000;

/// The least time between two sweeps of a full map, which take time in proportion to its size.
const BETWEEN_SWEEPS: Duration = Duration::from_secs(1);

/// How long it is remembered that an address did not read its responses.
const REMEMBERED: Duration = Duration::from_secs(60);

/// What one address holds.
#[derive(Default)]
pub struct Caller {
    /// Requests being served.
    pub(super) permits: Share,
    /// Bodies being received.
    pub(super) bodies: Share,
    /// Bytes of bodies and responses.
    pub(super) bytes: Share,
    /// Requests that wait for room for bytes.
    pub(super) waiting: Share,
    /// When a connection of it was last ended because it did not read its responses.
    unread: Mutex<Option<Instant>>,
}

impl Caller {
    /// Notes that a connection of it was ended because it did not read its responses.
    pub(super) fn note_unread(&self, now: Instant) {
        *lock(&self.unread) = Some(now);
    }

    /// Whether that was not long ago.
    pub(super) fn was_unread(&self, now: Instant) -> bool {
        lock(&self.unread).is_some_and(|at| now.duration_since(at) < REMEMBERED)
    }
}

/// Every change is whole, so a panic elsewhere leaves the state consistent.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A caller that is counted; `None` for one that is not, such as an exempt network.
pub type Counted = Option<Arc<Caller>>;

/// An amount with a limit.
#[derive(Default)]
pub(super) struct Share(AtomicUsize);

impl Share {
    /// Adds an amount unless the sum would exceed the limit.
    pub fn take(&self, amount: usize, limit: usize) -> bool {
        self.take_if(amount, |before| before.saturating_add(amount) <= limit)
    }

    /// Adds an amount if what there is before allows it.
    pub fn take_if(&self, amount: usize, allows: impl Fn(usize) -> bool) -> bool {
        let add = |before: usize| allows(before).then(|| before.saturating_add(amount));
        let added = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
        added.is_ok()
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
            self.known.retain(|_, caller| is_held(caller));
        }
        if self.is_full() {
            return Arc::clone(&self.others);
        }
        Arc::clone(&self.known.entry(address).or_default())
    }

    /// Drops those who hold nothing and of whom nothing is remembered.
    pub fn sweep(&self, now: Instant) {
        self.known
            .retain(|_, caller| is_held(caller) || caller.was_unread(now));
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

fn is_held(caller: &Arc<Caller>) -> bool {
    Arc::strong_count(caller) > 1
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
        callers.sweep(now);
        assert!(!callers.of(address, now).permits.take(1, 1));
        drop(caller);
        callers.sweep(now);
        assert!(callers.of(address, now).permits.take(1, 1));
    }

    #[test]
    fn who_did_not_read_is_remembered_for_a_minute() {
        let (callers, now) = (Callers::default(), Instant::now());
        let address = IpAddr::from([192, 0, 2, 7]);
        callers.of(address, now).note_unread(now);
        callers.sweep(now + REMEMBERED / 2);
        assert!(callers.of(address, now).was_unread(now + REMEMBERED / 2));
        callers.sweep(now + REMEMBERED);
        assert!(callers.known.is_empty());
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
