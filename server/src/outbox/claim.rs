//! Claims due deliveries and attempts each on its own task, so that a destination that does not
//! respond delays no other.

use super::Outbox;
use super::attempt::End;
use super::breaker::Admission;
use super::schedule::{PROBE_EVERY, seconds, signed};
use crate::store::{Claim, DeliveryRow, Probe, ProbeClaim, StoreResult};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::task::JoinSet;

/// How long a delivery held back for a probe waits before it is claimed again.
const HELD_BACK: SignedDuration = SignedDuration::from_secs(2);

impl Outbox {
    /// Claims once; every claimed delivery is in progress when this returns.
    pub(super) async fn claim(self: &Arc<Outbox>) -> StoreResult<JoinSet<End>> {
        let mut tasks = JoinSet::new();
        self.claim_into(&mut tasks).await?;
        Ok(tasks)
    }

    /// Claims once, adds the attempts to `tasks` and returns how many there are.
    pub(super) async fn claim_into(
        self: &Arc<Outbox>,
        tasks: &mut JoinSet<End>,
    ) -> StoreResult<usize> {
        let config = &self.deps.config;
        let busy = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        let limit = config.concurrency.saturating_sub(busy);
        if limit == 0 {
            self.mark_claimed();
            return Ok(0);
        }
        let per_destination = self
            .deps
            .registry
            .entries()
            .map(|(_, entry)| entry.concurrency)
            .max()
            .unwrap_or(1);
        let now = self.deps.clock.now();
        let lease_until = now + seconds(config.lease_seconds);
        let rows = self
            .deps
            .store
            .claim_deliveries(Claim {
                owner: self.owner,
                now,
                lease_until,
                limit,
                per_destination,
                skip: self.breakers.saturated(),
            })
            .await?;
        self.mark_claimed();
        let probes = self.claim_probes(now, lease_until).await?;
        let claimed = rows.len() + probes.len();
        let rows = rows.into_iter().map(|row| Probe { row, due: None });
        for Probe { row, due } in rows.chain(probes) {
            let outbox = Arc::clone(self);
            let admission = self.breakers.admit(&row.destination);
            tasks.spawn(async move { outbox.process(row, due, admission, lease_until).await });
        }
        Ok(claimed)
    }

    /// Claims one delivery of each paused destination whose probe is due, while a circuit is open.
    async fn claim_probes(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
    ) -> StoreResult<Vec<Probe>> {
        if !self.breakers.any_open() {
            return Ok(Vec::new());
        }
        let claim = ProbeClaim {
            owner: self.owner,
            now,
            lease_until,
            next_probe: now + signed(PROBE_EVERY),
            skip: self.breakers.saturated(),
        };
        self.deps.store.claim_probes(claim).await
    }

    fn mark_claimed(&self) {
        let now = self.deps.clock.now().as_second();
        self.claimed_at.store(now, Ordering::Relaxed);
    }

    /// Runs one claimed delivery to the end of its attempt. `due` is the due time of a probe that
    /// was claimed before it.
    async fn process(
        self: Arc<Outbox>,
        row: DeliveryRow,
        due: Option<Timestamp>,
        admission: Admission,
        lease_until: Timestamp,
    ) -> End {
        let permits = match admission {
            Admission::HoldBack => {
                let later = self.deps.clock.now() + HELD_BACK;
                return self.release(&row, due.unwrap_or(later)).await;
            }
            Admission::Proceed(permits) => permits,
        };
        let destination = row.destination.clone();
        let end = match permits.acquire_owned().await {
            Ok(_permit) => {
                // Waiting for the permit took time. An attempt that could outlast its lease would
                // let another process attempt the same delivery at the same time.
                let timeout = self
                    .deps
                    .registry
                    .get(&row.destination)
                    .map_or(0, |entry| entry.timeout_seconds);
                let now = self.deps.clock.now();
                if now + seconds(timeout) >= lease_until {
                    self.release(&row, due.unwrap_or(now)).await
                } else {
                    self.attempt(row, due).await
                }
            }
            Err(_) => End::Lost,
        };
        self.breakers.release(&destination);
        end
    }
}
