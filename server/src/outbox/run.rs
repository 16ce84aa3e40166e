//! The loop: claims, waits until something is due, and stops when asked.

use super::Outbox;
use super::wall_clock::WallClock;
use crate::store::DeliveryState;
use std::collections::BTreeSet;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;

/// The longest sleep: the end of a pause or of a dead process's lease does not wake the loop.
const MAX_SLEEP: Duration = Duration::from_secs(15);
/// The longest sleep while a destination is paused and probed.
const WHILE_PAUSED: Duration = Duration::from_secs(5);
/// The shortest sleep, so that a stopped clock does not cause a busy loop.
const MIN_SLEEP: Duration = Duration::from_millis(20);
/// How long to wait after the store failed.
const AFTER_STORE_ERROR: Duration = Duration::from_secs(2);
/// How often the gauges are set.
const MEASURE_EVERY: Duration = Duration::from_secs(15);

/// Delivers pending requests until `shutdown` completes; then claims nothing more, waits for the
/// attempts in progress (each has a timeout) and returns.
pub async fn run(outbox: Arc<Outbox>, shutdown: impl Future<Output = ()> + Send) {
    let mut shutdown = std::pin::pin!(shutdown);
    let mut tasks = JoinSet::new();
    let mut measured: Option<tokio::time::Instant> = None;
    let mut clock = WallClock::new(outbox.deps.clock.now());
    outbox.repair_times().await;
    outbox.open_paused_circuits().await;
    loop {
        if clock.was_set_back(outbox.deps.clock.now()) {
            outbox.repair_times().await;
        }
        if measured.is_none_or(|at| at.elapsed() >= MEASURE_EVERY) {
            outbox.measure().await;
            outbox.report_give_ups().await;
            measured = Some(tokio::time::Instant::now());
        }
        while tasks.try_join_next().is_some() {}
        // Enabled before the claim, so that a wake-up during the claim is not missed.
        let wake = Arc::clone(&outbox.deps.wake);
        let mut woken = std::pin::pin!(wake.notified());
        woken.as_mut().enable();
        let sleep = match outbox.claim_into(&mut tasks).await {
            Ok(0) => outbox.sleep().await,
            // There may be more, but a shutdown is checked between two claims.
            Ok(_) => Duration::ZERO,
            Err(error) => {
                tracing::error!(%error, "deliveries could not be claimed");
                AFTER_STORE_ERROR
            }
        };
        tokio::select! {
            biased;
            () = &mut shutdown => break,
            () = woken => {}
            Some(_) = tasks.join_next(), if !tasks.is_empty() && !sleep.is_zero() => {}
            () = tokio::time::sleep(sleep) => {}
        }
    }
    while tasks.join_next().await.is_some() {}
}

impl Outbox {
    /// Destinations that an earlier process paused start with one probe.
    async fn open_paused_circuits(&self) {
        let now = self.deps.clock.now();
        match self.deps.store.paused_destinations(now).await {
            Ok(paused) => {
                for (name, _) in paused {
                    self.breakers.open(&name);
                }
            }
            Err(error) => tracing::warn!(%error, "pauses could not be read"),
        }
    }

    async fn sleep(&self) -> Duration {
        let next = self.deps.store.next_due().await.ok().flatten();
        let now = self.deps.clock.now();
        let longest = if self.breakers.any_open() {
            WHILE_PAUSED
        } else {
            MAX_SLEEP
        };
        next.and_then(|next| Duration::try_from(next.duration_since(now)).ok())
            .unwrap_or(if next.is_some() {
                // Due, but its destination is saturated: the end of an attempt wakes the loop.
                Duration::from_secs(1)
            } else {
                MAX_SLEEP
            })
            .clamp(MIN_SLEEP, longest)
    }

    async fn measure(&self) {
        let Ok(counts) = self.deps.store.delivery_counts().await else {
            return;
        };
        // Includes destinations that were removed from the settings.
        let known = self.deps.registry.entries().map(|(name, _)| name);
        let pending = counts.iter().map(|count| count.destination.as_str());
        for name in known.chain(pending).collect::<BTreeSet<&str>>() {
            for state in [
                DeliveryState::Due,
                DeliveryState::Leased,
                DeliveryState::GaveUp,
            ] {
                let count = counts
                    .iter()
                    .find(|count| count.destination == name && count.state == state)
                    .map_or(0, |count| count.count);
                metrics::gauge!(
                    "doorstep_deliveries",
                    "destination" => name.to_owned(),
                    "state" => state_name(state),
                )
                .set(count as f64);
            }
        }
        let now = self.deps.clock.now();
        if let Ok(paused) = self.deps.store.paused_destinations(now).await {
            for (name, _) in self.deps.registry.entries() {
                let is_paused = paused.iter().any(|(one, _)| one == name);
                metrics::gauge!("doorstep_destination_paused", "destination" => name.to_owned())
                    .set(f64::from(u8::from(is_paused)));
            }
        }
    }
}

fn state_name(state: DeliveryState) -> &'static str {
    match state {
        DeliveryState::Due => "due",
        DeliveryState::Leased => "leased",
        DeliveryState::Delivered => "delivered",
        DeliveryState::GaveUp => "gave_up",
    }
}
