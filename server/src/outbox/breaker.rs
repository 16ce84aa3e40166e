//! A circuit breaker and a concurrency limit for each destination.
//!
//! After several consecutive failures the circuit opens. The pause is stored in the database,
//! where every process sees it. When it ends the circuit is half open: one delivery probes the
//! destination while the others are held back. If it succeeds the circuit closes, if it fails a
//! longer pause begins.
//!
//! The counts here apply to this process only and are rebuilt after a restart.

use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

/// The circuits of all destinations.
pub(super) struct Breakers {
    /// Consecutive failures that open a circuit.
    threshold: u32,
    circuits: Mutex<HashMap<String, Circuit>>,
}

struct Circuit {
    /// Consecutive failures.
    failures: u32,
    /// The time of the first of them.
    failing_since: Option<Timestamp>,
    /// The time of the last failure that began or lengthened a pause.
    opened_at: Option<Timestamp>,
    in_flight: u32,
    permits: Arc<Semaphore>,
    concurrency: u32,
}

/// Whether a delivery may start.
pub(super) enum Admission {
    /// Yes, once it has the permit.
    Proceed(Arc<Semaphore>),
    /// Another delivery is probing the destination.
    HoldBack,
}

/// A circuit after a failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Failing {
    /// Consecutive failures; `None` if the attempt started before the current pause and so adds
    /// nothing to it.
    pub failures: Option<u32>,
    /// The time of the first of them.
    pub since: Timestamp,
}

impl Circuit {
    fn new(concurrency: u32) -> Circuit {
        let concurrency = concurrency.max(1);
        Circuit {
            failures: 0,
            failing_since: None,
            opened_at: None,
            in_flight: 0,
            permits: Arc::new(Semaphore::new(usize::try_from(concurrency).unwrap_or(1))),
            concurrency,
        }
    }

    fn is_open(&self, threshold: u32) -> bool {
        self.failures >= threshold
    }

    /// Half open, with the probe in progress.
    fn is_probed(&self, threshold: u32) -> bool {
        self.is_open(threshold) && self.in_flight > 0
    }
}

impl Breakers {
    pub fn new(threshold: u32) -> Breakers {
        Breakers {
            threshold,
            circuits: Mutex::default(),
        }
    }

    /// Adds a closed circuit, unless the destination has one.
    pub fn register(&self, name: &str, concurrency: u32) {
        self.lock()
            .entry(name.to_owned())
            .or_insert_with(|| Circuit::new(concurrency));
    }

    /// Opens a circuit, because an earlier process paused the destination.
    pub fn open(&self, name: &str) {
        if let Some(circuit) = self.lock().get_mut(name) {
            circuit.failures = circuit.failures.max(self.threshold);
        }
    }

    /// Destinations that take no more deliveries now: at their limit, or being probed.
    pub fn saturated(&self) -> Vec<String> {
        let circuits = self.lock();
        let saturated = circuits.iter().filter(|(_, circuit)| {
            circuit.in_flight >= circuit.concurrency || circuit.is_probed(self.threshold)
        });
        saturated.map(|(name, _)| name.clone()).collect()
    }

    /// Whether a delivery may start; if so, it must call [`Breakers::release`] at its end.
    pub fn admit(&self, name: &str) -> Admission {
        let mut circuits = self.lock();
        let circuit = circuits
            .entry(name.to_owned())
            .or_insert_with(|| Circuit::new(1));
        if circuit.is_probed(self.threshold) {
            return Admission::HoldBack;
        }
        circuit.in_flight += 1;
        Admission::Proceed(Arc::clone(&circuit.permits))
    }

    pub fn release(&self, name: &str) {
        if let Some(circuit) = self.lock().get_mut(name) {
            circuit.in_flight = circuit.in_flight.saturating_sub(1);
        }
    }

    /// Closes the circuit, because the destination answered. Returns whether it was open.
    pub fn record_success(&self, name: &str) -> bool {
        match self.lock().get_mut(name) {
            Some(circuit) => {
                let was_open = circuit.is_open(self.threshold);
                circuit.failures = 0;
                circuit.failing_since = None;
                circuit.opened_at = None;
                was_open
            }
            None => false,
        }
    }

    /// Counts the failure of an attempt that started at `started`.
    pub fn record_failure(&self, name: &str, started: Timestamp, now: Timestamp) -> Failing {
        let mut circuits = self.lock();
        let circuit = circuits
            .entry(name.to_owned())
            .or_insert_with(|| Circuit::new(1));
        let since = *circuit.failing_since.get_or_insert(now);
        if circuit.opened_at.is_some_and(|opened| started <= opened) {
            return Failing {
                failures: None,
                since,
            };
        }
        circuit.failures = circuit.failures.saturating_add(1);
        if circuit.is_open(self.threshold) {
            circuit.opened_at = Some(now);
        }
        Failing {
            failures: Some(circuit.failures),
            since,
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Circuit>> {
        // Every change is a few assignments that cannot panic, so a poisoned lock is usable.
        self.circuits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn the_circuit_opens_at_the_threshold_and_half_open_admits_one_probe() {
        let breakers = Breakers::new(2);
        breakers.register("waste", 8);
        assert_eq!(
            breakers.record_failure("waste", at(0), at(1)).failures,
            Some(1)
        );
        assert!(matches!(breakers.admit("waste"), Admission::Proceed(_)));
        breakers.release("waste");
        assert_eq!(
            breakers.record_failure("waste", at(1), at(2)).failures,
            Some(2)
        );
        assert!(matches!(breakers.admit("waste"), Admission::Proceed(_)));
        assert!(matches!(breakers.admit("waste"), Admission::HoldBack));
        assert_eq!(breakers.saturated(), ["waste"]);
        breakers.release("waste");
        assert!(breakers.record_success("waste"), "the breaker was open");
        assert!(!breakers.record_success("waste"), "the breaker is closed");
    }

    #[test]
    fn attempts_that_started_before_the_pause_are_not_counted() {
        let breakers = Breakers::new(1);
        breakers.register("waste", 8);
        let first = breakers.record_failure("waste", at(0), at(10));
        assert_eq!(first.failures, Some(1));
        let late = breakers.record_failure("waste", at(5), at(20));
        assert_eq!(
            late,
            Failing {
                failures: None,
                since: at(10)
            }
        );
        let probe = breakers.record_failure("waste", at(11), at(20));
        assert_eq!(probe.failures, Some(2));
    }
}
