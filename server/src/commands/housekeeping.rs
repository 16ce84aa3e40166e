//! Periodic work beside serving: reloads the operator's folder, closes idle contacts, ends
//! expired drafts and sessions, runs the daily retention and updates metrics.

use crate::calendar;
use crate::retention::Run;
use crate::state::AppState;
use crate::telemetry;
use jiff::Timestamp;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{Interval, MissedTickBehavior, interval};

/// Hours without activity after which a contact counts as `left`.
const LEFT_AFTER_HOURS: i64 = 24;

/// Runs until dropped. Work that deletes rows may take long, and delays nothing else.
pub async fn run_housekeeping(state: Arc<AppState>) {
    tokio::join!(run_short(&state), run_long(&state));
}

/// Work that takes a moment.
async fn run_short(state: &Arc<AppState>) {
    let mut folder = tick(state.config.services.reload());
    let mut figures = tick(Duration::from_secs(5));
    let mut callers = tick(Duration::from_secs(60));
    loop {
        tokio::select! {
            _ = folder.tick() => reload_definitions(state).await,
            _ = figures.tick() => {
                state.metrics.run_upkeep();
                metrics::gauge!(telemetry::MISTAKES).set(state.catalogue.mistakes() as f64);
                metrics::gauge!(telemetry::SERVICES).set(state.catalogue.current().all().count() as f64);
            }
            _ = callers.tick() => {
                state.limits.sweep();
                state.budgets.sweep(state.clock.now());
                telemetry::report_left_out();
                state.security.report_left_out();
            }
        }
    }
}

/// Work that deletes rows.
async fn run_long(state: &AppState) {
    let mut contacts = tick(Duration::from_secs(300));
    let mut retention = tick(Duration::from_secs(3600));
    let mut counted = None;
    loop {
        tokio::select! {
            _ = contacts.tick() => clean(state).await,
            _ = retention.tick() => retain(state, &mut counted).await,
        }
    }
}

fn tick(every: Duration) -> Interval {
    let mut interval = interval(every);
    interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
    interval
}

/// Reads files, which blocks, so it runs off the async threads.
async fn reload_definitions(state: &Arc<AppState>) {
    let looking = Arc::clone(state);
    let mistakes = tokio::task::spawn_blocking(move || looking.catalogue.reload()).await;
    metrics::gauge!(telemetry::MISTAKES).set(state.catalogue.mistakes() as f64);
    for mistake in mistakes.unwrap_or_default() {
        tracing::error!(%mistake, "a file has a mistake and is not published; its last good version stays published");
    }
}

async fn clean(state: &AppState) {
    let now = state.clock.now();
    let before = now
        .checked_sub(jiff::SignedDuration::from_hours(LEFT_AFTER_HOURS))
        .unwrap_or(now);
    match state.store.close_idle_contacts(before).await {
        Ok(0) => {}
        Ok(left) => tracing::info!(left, "ended idle contacts as left"),
        Err(error) => tracing::warn!(%error, "idle contacts could not be ended"),
    }
    if let Err(error) = state.store.expire(now).await {
        tracing::warn!(%error, "expired drafts could not be deleted");
    }
    if let Err(error) = state.store.forget_guesses(now).await {
        tracing::warn!(%error, "old counts of wrong second facts could not be deleted");
    }
    match state.store.wipe_log().await {
        Ok(true) => {}
        Ok(false) => tracing::debug!("the write-ahead log is in use; it is emptied later"),
        Err(error) => tracing::warn!(%error, "the write-ahead log could not be emptied"),
    }
    let today = calendar::london(now).date;
    if calendar::last_holiday().is_none_or(|last| last.days() - today.days() < 60) {
        tracing::warn!(
            "the bank holiday table ends within 60 days: update server/data/bank-holidays.csv"
        );
    }
}

/// Runs the daily retention if it is due here, and counts what is left after each run, whichever
/// server did it: `counted` is when this server last counted.
async fn retain(state: &AppState, counted: &mut Option<Timestamp>) {
    match state.retention.run_if_due().await {
        Ok(Run::Done(report)) => {
            let numbers = report
                .deleted()
                .map(|(what, count)| format!("{count} {what}"));
            let held = report.held;
            tracing::info!(
                deleted = numbers.join(", "),
                held,
                "deleted what was past its time"
            );
            metrics::gauge!(telemetry::RETENTION_REFUSED).set(0.0);
        }
        Ok(Run::NotDue(last)) => {
            metrics::gauge!(telemetry::RETENTION_REFUSED).set(0.0);
            // One after now was noted before the clock was set back.
            let is_counted = |at: Timestamp| last <= at && at <= state.clock.now();
            if counted.is_some_and(is_counted) {
                return;
            }
        }
        Ok(Run::Busy) => return,
        Ok(Run::Refused(last)) => {
            tracing::error!(
                %last,
                "nothing is deleted: by this server's clock the last run was more than a week ago \
                 or is still to come; check the clock, then run `doorstep retain`"
            );
            metrics::gauge!(telemetry::RETENTION_REFUSED).set(1.0);
        }
        Err(error) => {
            tracing::error!(%error, "what is past its time could not be deleted");
        }
    }
    *counted = Some(state.clock.now());
    count(state).await;
}

async fn count(state: &AppState) {
    match state.retention.dry_run().await {
        Ok(dry_run) => {
            metrics::gauge!(telemetry::PAST_RETENTION).set(dry_run.forecast.total().rows() as f64)
        }
        Err(error) => tracing::warn!(%error, "what is past its time could not be counted"),
    }
}
