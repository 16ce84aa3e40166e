//! A manual clock and a deterministic random source.

use jiff::{SignedDuration, Timestamp};
use server::clock::Clock;
use std::sync::Mutex;

pub struct ManualClock(Mutex<(Timestamp, u64)>);

impl ManualClock {
    pub fn new() -> ManualClock {
        let start = "2026-03-02T09:00:00Z".parse().unwrap();
        ManualClock(Mutex::new((start, 0x9e37_79b9_7f4a_7c15)))
    }

    pub fn set(&self, now: Timestamp) {
        let mut inner = self.0.lock().unwrap();
        assert!(now >= inner.0, "time does not run backwards");
        inner.0 = now;
    }

    pub fn advance(&self, seconds: i64) {
        let now = self.now();
        self.set(now + SignedDuration::from_secs(seconds));
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().0
    }

    /// SplitMix64.
    fn random(&self, bytes: &mut [u8]) {
        let mut inner = self.0.lock().unwrap();
        for chunk in bytes.chunks_mut(8) {
            inner.1 = inner.1.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = inner.1;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    }
}
