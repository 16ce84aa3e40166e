//! A clock that changes only when a test moves it.

use jiff::{SignedDuration, Timestamp};
use server::clock::{Clock, SystemClock};
use std::sync::Mutex;

/// A Wednesday evening, outside working hours and after the collections.
const BEGIN: &str = "2026-11-18T18:30:00Z";

pub struct TestClock(Mutex<Timestamp>);

impl TestClock {
    pub fn new() -> TestClock {
        TestClock(Mutex::new(BEGIN.parse().unwrap()))
    }

    pub fn advance(&self, time: SignedDuration) {
        let mut now = self.0.lock().unwrap();
        *now += time;
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn random(&self, bytes: &mut [u8]) {
        SystemClock.random(bytes);
    }
}
