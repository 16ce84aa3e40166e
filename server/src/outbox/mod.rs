//! What is owed is handed over here, until it has arrived or a person has to look.
//!
//! - [`schedule`]: when to try again and for how long, pure; the budget is written there.
//! - `claim`: takes what is due and sends it out, each destination for itself.
//! - `attempt`: one attempt from the sealed payload to its kept end.
//! - `health`: which destination is ill; `alarm`: it is paused, the operator hears of it.
//! - [`callbacks`]: statuses that come back.
//! - [`run`]: the loop around it.
//!
//! At least once: an attempt whose end could not be written is made again when its lease
//! runs out, with the same id and the same bytes, and the other side acts once on an id.
//!
//! To add what happens at the end of a delivery: an arm in `attempt`, never in an adapter.

mod alarm;
mod attempt;
pub mod callbacks;
mod claim;
mod health;
pub mod run;
pub mod schedule;

pub use run::run;

use crate::adapters::registry::Registry;
use crate::clock::Clock;
use crate::config::outbox::OutboxConfig;
use crate::notices::Notices;
use crate::store::{SharedStore, StoreResult};
use crate::vault::Vault;
use health::Health;
use jiff::SignedDuration;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use tokio::sync::Notify;
use uuid::Uuid;

/// What the outbox needs of other rooms.
#[derive(Clone)]
pub struct Deps {
    pub store: SharedStore,
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
    pub registry: Arc<Registry>,
    pub notices: Arc<Notices>,
    pub config: OutboxConfig,
    /// Intake rings it after each acceptance, so that nothing waits for a timer.
    pub wake: Arc<Notify>,
}

/// The outbox of this process.
pub struct Outbox {
    deps: Deps,
    /// Who holds the leases.
    owner: Uuid,
    health: Health,
    /// When the last claim was made, in seconds since 1970.
    claimed_at: AtomicI64,
}

/// What one round did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Drained {
    pub claimed: u32,
    pub delivered: u32,
    pub retried: u32,
    pub refused: u32,
    pub gave_up: u32,
    /// Handed back untried.
    pub released: u32,
    /// Another process took it over, or the end could not be written.
    pub lost: u32,
}

impl Outbox {
    pub fn new(deps: Deps) -> Arc<Outbox> {
        let health = Health::default();
        for (name, entry) in deps.registry.entries() {
            health.know(name, entry.concurrency);
        }
        Arc::new(Outbox {
            owner: deps.clock.id(),
            health,
            claimed_at: AtomicI64::new(deps.clock.now().as_second()),
            deps,
        })
    }

    /// How long ago it last asked for what is due; for `/readyz`. It asks at least every few
    /// seconds, whatever the destinations do.
    pub fn idle_for(&self) -> SignedDuration {
        let now = self.deps.clock.now().as_second();
        SignedDuration::from_secs(now.saturating_sub(self.claimed_at.load(Ordering::Relaxed)))
    }

    /// Claims once what is due and follows everything claimed to its end.
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
