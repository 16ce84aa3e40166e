//! What each caller holds at this moment, so that one cannot take everything.

use dashmap::DashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

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

/// A caller, or nobody in particular: one without a share, such as an exempt network.
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

/// Every address seen since the last sweep.
#[derive(Default)]
pub(super) struct Callers(DashMap<IpAddr, Arc<Caller>>);

impl Callers {
    pub fn of(&self, address: IpAddr) -> Arc<Caller> {
        if let Some(known) = self.0.get(&address) {
            return Arc::clone(&known);
        }
        Arc::clone(&self.0.entry(address).or_default())
    }

    /// Drops those who hold nothing.
    pub fn sweep(&self) {
        self.0.retain(|_, caller| Arc::strong_count(caller) > 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caller_is_forgotten_only_when_nothing_holds_it() {
        let callers = Callers::default();
        let address = IpAddr::from([192, 0, 2, 7]);
        let caller = callers.of(address);
        assert!(caller.permits.take(1, 1));
        callers.sweep();
        assert!(!callers.of(address).permits.take(1, 1));
        drop(caller);
        callers.sweep();
        assert!(callers.of(address).permits.take(1, 1));
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
