//! A circuit breaker and a concurrency limit for each destination.
//!
//! After several consecutive failures the circuit opens. The pause is stored in the database,
//! where every process sees it. When it ends the circuit is half open: one delivery probes the
//! destination while the others are held back. If it succeeds, the circuit closes; if it fails, a
//! longer pause begins. A pause of more than a minute is probed each minute (`claim`).
//!
//! Failures that may be the message's own fault count once for each message, so that one message
//! alone never opens the circuit.
//!
//! The counts here apply to this process only and are rebuilt after a restart.

use super::fault_scope::FaultScope;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// The circuits of all destinations.
pub(super) struct Breakers {
    /// Consecutive failures that open a circuit.
    threshold: u32,
    circuits: Mutex<HashMap<String, Circuit>>,
}

struct Circuit {
    /// Consecutive failures.
    failures: u32,
    /// The deliveries among them, while the circuit is closed.
    failed: Vec<Uuid>,
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
    /// Consecutive failures; `None` if this one is not counted: the attempt started before the
    /// current pause, or the failure may be the message's own and was counted before.
    pub failures: Option<u32>,
    /// The time of the first of them.
    pub since: Timestamp,
}

impl Circuit {
    fn new(concurrency: u32) -> Circuit {
        let concurrency = concurrency.max(1);
        Circuit {
            failures: 0,
            failed: Vec::new(),
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

    /// Whether the circuit of this destination is open.
    pub fn is_open(&self, name: &str) -> bool {
        let circuits = self.lock();
        circuits
            .get(name)
            .is_some_and(|circuit| circuit.is_open(self.threshold))
    }

    /// Whether any circuit is open.
    pub fn any_open(&self) -> bool {
        let circuits = self.lock();
        circuits
            .values()
            .any(|circuit| circuit.is_open(self.threshold))
    }

    /// Closes the circuit, because the destination answered. Returns since when it had been
    /// failing, if the circuit was open.
    pub fn record_success(&self, name: &str, now: Timestamp) -> Option<Timestamp> {
        let mut circuits = self.lock();
        let circuit = circuits.get_mut(name)?;
        let since = circuit.failing_since.take().unwrap_or(now);
        let was_open = circuit.is_open(self.threshold);
        circuit.failures = 0;
        circuit.failed.clear();
        circuit.opened_at = None;
        was_open.then_some(since)
    }

    /// Forgets times after now, because the wall clock was set back.
    pub fn repair_times(&self, now: Timestamp) {
        for circuit in self.lock().values_mut() {
            circuit.failing_since = circuit.failing_since.map(|since| since.min(now));
            circuit.opened_at = circuit.opened_at.filter(|opened| *opened < now);
        }
    }

    /// Counts the failure of an attempt that started at `started`.
    pub fn record_failure(
        &self,
        name: &str,
        delivery: Uuid,
        scope: FaultScope,
        started: Timestamp,
        now: Timestamp,
    ) -> Failing {
        let mut circuits = self.lock();
        let circuit = circuits
            .entry(name.to_owned())
            .or_insert_with(|| Circuit::new(1));
        let since = *circuit.failing_since.get_or_insert(now);
        let is_late = circuit.opened_at.is_some_and(|opened| started <= opened);
        let is_known = scope == FaultScope::Unclear && circuit.failed.contains(&delivery);
        if is_late || is_known {
            return Failing {
                failures: None,
                since,
            };
        }
        circuit.failures = circuit.failures.saturating_add(1);
        if circuit.is_open(self.threshold) {
            circuit.opened_at = Some(now);
            circuit.failed.clear();
        } else {
            circuit.failed.push(delivery);
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

    /// The failure of one delivery of `waste`, counted or not.
    fn fail(breakers: &Breakers, delivery: u128, scope: FaultScope, second: i64) -> Failing {
        let delivery = Uuid::from_u128(delivery);
        breakers.record_failure("waste", delivery, scope, at(second), at(second + 1))
    }

    #[test]
    fn the_circuit_opens_at_the_threshold_and_half_open_admits_one_probe() {
        let breakers = Breakers::new(2);
        breakers.register("waste", 8);
        let first = fail(&breakers, 1, FaultScope::Destination, 0);
        assert_eq!(first.failures, Some(1));
        assert!(matches!(breakers.admit("waste"), Admission::Proceed(_)));
        breakers.release("waste");
        let second = fail(&breakers, 1, FaultScope::Destination, 1);
        assert_eq!(second.failures, Some(2));
        assert!(breakers.is_open("waste") && breakers.any_open());
        assert!(matches!(breakers.admit("waste"), Admission::Proceed(_)));
        assert!(matches!(breakers.admit("waste"), Admission::HoldBack));
        assert_eq!(breakers.saturated(), ["waste"]);
        breakers.release("waste");
        assert_eq!(breakers.record_success("waste", at(9)), Some(at(1)));
        assert_eq!(breakers.record_success("waste", at(9)), None);
        assert!(!breakers.any_open());
    }

    #[test]
    fn a_failure_that_may_be_the_messages_own_counts_once() {
        let breakers = Breakers::new(2);
        breakers.register("waste", 8);
        let counted = |delivery, second| {
            let failing = fail(&breakers, delivery, FaultScope::Unclear, second);
            failing.failures
        };
        assert_eq!(counted(1, 0), Some(1));
        for second in 1..50 {
            assert_eq!(counted(1, second), None);
        }
        assert!(!breakers.is_open("waste"));
        assert_eq!(counted(2, 60), Some(2));
        assert!(breakers.is_open("waste"));
        assert_eq!(counted(1, 70), Some(3), "a probe lengthens the pause");
    }

    #[test]
    fn attempts_that_started_before_the_pause_are_not_counted() {
        let breakers = Breakers::new(1);
        breakers.register("waste", 8);
        let failed = |started, now| {
            let delivery = Uuid::from_u128(1);
            let scope = FaultScope::Destination;
            breakers.record_failure("waste", delivery, scope, at(started), at(now))
        };
        assert_eq!(failed(0, 10).failures, Some(1));
        let late = Failing {
            failures: None,
            since: at(10),
        };
        assert_eq!(failed(5, 20), late);
        assert_eq!(failed(11, 20).failures, Some(2));
        // A wrong clock was put right: the next attempt counts again.
        breakers.repair_times(at(3));
        let next = failed(4, 4);
        assert_eq!((next.failures, next.since), (Some(3), at(3)));
    }
}
