//! Delivers pending requests and emails until each has arrived or waits for a person.
//!
//! - [`run`]: the loop; `claim`: claims due deliveries and starts an attempt for each.
//! - `attempt`: sends one delivery; `decide`: what follows from the result, pure; `apply`:
//!   applies it.
//! - [`schedule`]: when to retry and for how long, pure; it documents the retry budget.
//! - `breaker`: circuit breaker per destination; `fault_scope`: which failures it counts.
//! - `alerts`: alerts to the operator; `give_up_report`: of what gave up, counted.
//! - `wall_clock`: notices when the clock is set back.
//!
//! Deliveries are at least once: an attempt whose end could not be stored is repeated when its
//! lease expires, with the same id and payload, and a destination acts only once on an id.
//!
//! To change what follows from an attempt: an arm in `decide` and its test, and an arm in
//! `apply`; never in an adapter.

mod alerts;
mod apply;
mod attempt;
mod breaker;
mod claim;
mod decide;
mod fault_scope;
mod give_up_report;
pub mod run;
pub mod schedule;
mod wall_clock;

pub use run::run;

use crate::adapters::registry::Registry;
use crate::clock::Clock;
use crate::config::outbox::OutboxConfig;
use crate::notices::Notices;
use crate::store::{SharedStore, StoreResult};
use crate::vault::Vault;
use alerts::AlertSlots;
use breaker::Breakers;
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Notify;
use uuid::Uuid;

/// The dependencies of the outbox.
#[derive(Clone)]
pub struct Deps {
    pub store: SharedStore,
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
    pub registry: Arc<Registry>,
    pub notices: Arc<Notices>,
    pub config: OutboxConfig,
    /// Notified after each acceptance, so that deliveries start at once.
    pub wake: Arc<Notify>,
}

/// The outbox of this process.
pub struct Outbox {
    deps: Deps,
    /// The owner of this process's leases.
    owner: Uuid,
    breakers: Breakers,
    alerts: AlertSlots,
    /// When the last claim was made, in seconds since 1970.
    claimed_at: AtomicI64,
}

/// The results of one round.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    pub claimed: u32,
    pub delivered: u32,
    pub retried: u32,
    pub refused: u32,
    pub gave_up: u32,
    /// Released without an attempt.
    pub released: u32,
    /// Taken over by another process, or the end could not be stored.
    pub lost: u32,
}

impl Outbox {
    pub fn new(deps: Deps) -> Arc<Outbox> {
        let breakers = Breakers::new(deps.config.pause_after);
        for (name, entry) in deps.registry.entries() {
            breakers.register(name, entry.concurrency);
        }
        Arc::new(Outbox {
            owner: deps.clock.id(),
            breakers,
            alerts: AlertSlots::default(),
            claimed_at: AtomicI64::new(deps.clock.now().as_second()),
            deps,
        })
    }

    /// Notify this when something becomes due.
    pub fn wake(&self) -> &Notify {
        &self.deps.wake
    }

    /// The time since the last claim, for `/readyz`. Claims are made every few seconds, whatever
    /// the destinations do.
    pub fn idle_for(&self) -> SignedDuration {
        let now = self.deps.clock.now().as_second();
        SignedDuration::from_secs(now.saturating_sub(self.claimed_at.load(Ordering::Relaxed)))
    }

    /// Claims once and waits for every attempt to end.
    pub async fn drain_once(self: &Arc<Outbox>) -> StoreResult<Drained> {
        let mut drained = Drained::default();
        let mut tasks = self.claim().await?;
        drained.claimed = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        while let Some(end) = tasks.join_next().await {
            drained.count(end.unwrap_or(attempt::End::Lost));
        }
        Ok(drained)
    }

    fn random(&self) -> u64 {
        let mut bytes = [0u8; 8];
        self.deps.clock.random(&mut bytes);
        u64::from_le_bytes(bytes)
    }
}

impl Drained {
    fn count(&mut self, end: attempt::End) {
        let field = match end {
            attempt::End::Delivered => &mut self.delivered,
            attempt::End::Retried => &mut self.retried,
            attempt::End::Refused => &mut self.refused,
            attempt::End::GaveUp => &mut self.gave_up,
            attempt::End::Released => &mut self.released,
            attempt::End::Lost => &mut self.lost,
        };
        *field += 1;
    }
}
