//! Takes what is due and sends each delivery on its own task, so that a destination which
//! does not answer holds up nobody but itself.

use super::Outbox;
use super::attempt::End;
use super::health::Admission;
use crate::store::StoreResult;
use crate::store::rows::{Claim, DeliveryRow};
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use tokio::task::JoinSet;

/// How long what was held back for a probe waits before it is looked at again.
const HELD_BACK: SignedDuration = SignedDuration::from_secs(2);

impl Outbox {
    /// One claim; every delivery of it is on its way when this returns.
    pub(super) async fn claim(self: &Arc<Outbox>) -> StoreResult<JoinSet<End>> {
        let mut tasks = JoinSet::new();
        self.claim_into(&mut tasks).await?;
        Ok(tasks)
    }

    /// Adds what one claim brings to `tasks`; answers how many that were.
    pub(super) async fn claim_into(
        self: &Arc<Outbox>,
        tasks: &mut JoinSet<End>,
    ) -> StoreResult<usize> {
        let config = &self.deps.config;
        let busy = u32::try_from(tasks.len()).unwrap_or(u32::MAX);
        let limit = config.concurrency.saturating_sub(busy);
        if limit == 0 {
            self.asked_now();
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
                skip: self.health.full(config.pause_after),
            })
            .await?;
        self.asked_now();
        let claimed = rows.len();
        for row in rows {
            let outbox = Arc::clone(self);
            let admission = self.health.admit(&row.destination, config.pause_after);
            tasks.spawn(async move { outbox.follow(row, admission, lease_until).await });
        }
        Ok(claimed)
    }

    fn asked_now(&self) {
        let now = self.deps.clock.now().as_second();
        self.claimed_at.store(now, Ordering::Relaxed);
    }

    /// From the claim to the end of the attempt.
    async fn follow(
        self: Arc<Outbox>,
        row: DeliveryRow,
        admission: Admission,
        lease_until: Timestamp,
    ) -> End {
        let permits = match admission {
            Admission::HoldBack => {
                let later = self.deps.clock.now() + HELD_BACK;
                return self.release(&row, later).await;
            }
            Admission::Go(permits) => permits,
        };
        let destination = row.destination.clone();
        let end = match permits.acquire_owned().await {
            Ok(_permit) => {
                // Waiting for the permit took time; an attempt that could outlast its lease
                // would let another process send the same thing at the same moment.
                let timeout = self
                    .deps
                    .registry
                    .get(&row.destination)
                    .map_or(0, |entry| entry.timeout_seconds);
                let now = self.deps.clock.now();
                if now + seconds(timeout) >= lease_until {
                    self.release(&row, now).await
                } else {
                    self.attempt(row).await
                }
            }
            Err(_) => End::Lost,
        };
        self.health.done(&destination);
        end
    }
}

fn seconds(seconds: u64) -> SignedDuration {
    SignedDuration::from_secs(i64::try_from(seconds).unwrap_or(i64::MAX / 2))
}

pub(super) fn signed(duration: std::time::Duration) -> SignedDuration {
    seconds(duration.as_secs()) + SignedDuration::from_nanos(i64::from(duration.subsec_nanos()))
}
