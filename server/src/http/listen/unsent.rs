//! Responses that are not written yet, and how far their readers are behind.

use crate::http::limits::buffers::Holding;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// The lowest rate at which a client may read a response, in bytes per second, after the time in
/// which it may read nothing.
pub const LEAST_RATE: u64 = 2000;

/// A response that is not written. Times are milliseconds since the epoch of its connection.
pub struct Unsent {
    pub since: u64,
    pub bytes: u64,
    pub pace: Pace,
    /// What it holds of the buffers; `None` for a file, which is in memory anyway.
    pub holding: Option<Holding>,
}

/// The time until which a reader has kept to the least rate. What it reads faster than that does
/// not excuse a later silence, and a byte now and then is no progress.
#[derive(Default)]
pub struct Pace(AtomicU64);

impl Pace {
    pub fn begun(now: u64) -> Pace {
        Pace(AtomicU64::new(now))
    }

    pub fn begin(&self, now: u64) {
        self.0.store(now, Ordering::Relaxed);
    }

    pub fn read(&self, bytes: u64, now: u64) {
        let earned = bytes * 1000 / LEAST_RATE;
        let add = |until: u64| Some(until.saturating_add(earned).min(now));
        let _ = (self.0).fetch_update(Ordering::Relaxed, Ordering::Relaxed, add);
    }

    pub fn behind(&self, now: u64) -> Duration {
        Duration::from_millis(now.saturating_sub(self.0.load(Ordering::Relaxed)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fast_reader_is_not_behind_and_a_byte_now_and_then_is_no_progress() {
        let pace = Pace::begun(1000);
        pace.read(1_000_000, 2000);
        assert_eq!(pace.behind(2500), Duration::from_millis(500));
        pace.read(1000, 2500);
        assert_eq!(pace.behind(2500), Duration::ZERO);
        for now in 2501..3500 {
            pace.read(1, now);
        }
        assert_eq!(pace.behind(3500), Duration::from_secs(1));
    }
}
