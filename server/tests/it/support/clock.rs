//! A clock that changes only when a test moves it.

use jiff::{SignedDuration, Timestamp};
use server::clock::{Clock, SystemClock};
use std::sync::Mutex;

/// A Wednesday evening, outside working hours and after the collections.
const EVENING: &str = "2026-11-18T18:30:00Z";
/// A Monday morning.
const MORNING: &str = "2026-03-02T09:00:00Z";

pub struct TestClock(Mutex<State>);

struct State {
    now: Timestamp,
    /// The state of the deterministic random source; `None` for the system's.
    seed: Option<u64>,
}

impl TestClock {
    /// An evening, with the system's randomness.
    pub fn new() -> TestClock {
        TestClock::at(EVENING, None)
    }

    /// A morning, with the same random bytes in every run.
    pub fn deterministic() -> TestClock {
        TestClock::at(MORNING, Some(0x9e37_79b9_7f4a_7c15))
    }

    fn at(now: &str, seed: Option<u64>) -> TestClock {
        let now = now.parse().unwrap();
        TestClock(Mutex::new(State { now, seed }))
    }

    pub fn set(&self, now: Timestamp) {
        let mut state = self.0.lock().unwrap();
        assert!(now >= state.now, "the clock may not go backwards");
        state.now = now;
    }

    /// As when a clock that was fast is put right.
    pub fn set_back(&self, now: Timestamp) {
        self.0.lock().unwrap().now = now;
    }

    pub fn advance(&self, time: SignedDuration) {
        let now = self.now();
        self.set(now + time);
    }

    pub fn advance_seconds(&self, seconds: i64) {
        self.advance(SignedDuration::from_secs(seconds));
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap().now
    }

    /// SplitMix64, or the system's random source.
    fn random(&self, bytes: &mut [u8]) {
        let mut state = self.0.lock().unwrap();
        let Some(seed) = &mut state.seed else {
            return SystemClock.random(bytes);
        };
        for chunk in bytes.chunks_mut(8) {
            *seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut z = *seed;
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^= z >> 31;
            chunk.copy_from_slice(&z.to_le_bytes()[..chunk.len()]);
        }
    }
}
