//! How each destination is doing, as far as this process knows.
//!
//! The pause itself is in the store, for every process to see; what is here (failures in a
//! row, deliveries on their way) only steers this one and is rebuilt after a restart.

use crate::notices::Trouble;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::Semaphore;

#[derive(Default)]
pub(super) struct Health(Mutex<HashMap<String, One>>);

struct One {
    failures: u32,
    /// When the first of them was.
    failing_since: Option<Timestamp>,
    /// When the last failure was that began or lengthened a pause.
    paused_at: Option<Timestamp>,
    in_flight: u32,
    permits: Arc<Semaphore>,
    concurrency: u32,
    told: HashMap<&'static str, Timestamp>,
}

/// Whether a delivery may set out.
pub(super) enum Admission {
    /// When the permit is there.
    Go(Arc<Semaphore>),
    /// The destination is ill and another delivery is finding out whether it is well again.
    HoldBack,
}

impl Health {
    /// Room for each destination; a destination that is paused already counts as ill.
    pub fn know(&self, name: &str, concurrency: u32) {
        let mut map = self.lock();
        map.entry(name.to_owned()).or_insert_with(|| One {
            failures: 0,
            failing_since: None,
            paused_at: None,
            in_flight: 0,
            permits: Arc::new(Semaphore::new(
                usize::try_from(concurrency.max(1)).unwrap_or(1),
            )),
            concurrency: concurrency.max(1),
            told: HashMap::new(),
        });
    }

    /// What an earlier process found out.
    pub fn remember_ill(&self, name: &str, pause_after: u32) {
        if let Some(one) = self.lock().get_mut(name) {
            one.failures = one.failures.max(pause_after);
        }
    }

    /// Destinations that get nothing more for now: full, or ill with one on its way.
    pub fn full(&self, pause_after: u32) -> Vec<String> {
        let map = self.lock();
        map.iter()
            .filter(|(_, one)| {
                one.in_flight >= one.concurrency
                    || (one.failures >= pause_after && one.in_flight > 0)
            })
            .map(|(name, _)| name.clone())
            .collect()
    }

    pub fn admit(&self, name: &str, pause_after: u32) -> Admission {
        self.know(name, 1);
        let mut map = self.lock();
        match map.get_mut(name) {
            Some(one) if one.failures >= pause_after && one.in_flight > 0 => Admission::HoldBack,
            Some(one) => {
                one.in_flight += 1;
                Admission::Go(Arc::clone(&one.permits))
            }
            None => Admission::HoldBack,
        }
    }

    pub fn done(&self, name: &str) {
        if let Some(one) = self.lock().get_mut(name) {
            one.in_flight = one.in_flight.saturating_sub(1);
        }
    }

    /// It answered: it is well. True when it was ill before.
    pub fn answered(&self, name: &str, pause_after: u32) -> bool {
        match self.lock().get_mut(name) {
            Some(one) => {
                one.failing_since = None;
                one.paused_at = None;
                std::mem::take(&mut one.failures) >= pause_after
            }
            None => false,
        }
    }

    /// An attempt that set out at `started` failed; answers how often in a row. `None` when it
    /// was on its way before the pause that holds now: it tells nothing that the pause does not.
    pub fn failed(
        &self,
        name: &str,
        started: Timestamp,
        now: Timestamp,
        pause_after: u32,
    ) -> Option<u32> {
        let mut map = self.lock();
        let Some(one) = map.get_mut(name) else {
            return Some(1);
        };
        one.failing_since.get_or_insert(now);
        if one.paused_at.is_some_and(|paused| started <= paused) {
            return None;
        }
        one.failures = one.failures.saturating_add(1);
        if one.failures >= pause_after {
            one.paused_at = Some(now);
        }
        Some(one.failures)
    }

    /// Since when it has failed every time, as far as this process knows.
    pub fn failing_since(&self, name: &str) -> Option<Timestamp> {
        self.lock().get(name)?.failing_since
    }

    /// Whether the operator should be told now; asking is telling.
    pub fn should_tell(&self, name: &str, trouble: Trouble, now: Timestamp) -> bool {
        match self.lock().get_mut(name) {
            Some(one) => {
                let told = one.told.get(trouble.slug());
                let due = told.is_none_or(|told| now >= *told + trouble.again());
                if due {
                    one.told.insert(trouble.slug(), now);
                }
                due
            }
            None => false,
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, One>> {
        // Every change is a single assignment, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
