//! One attempt: sends a claimed delivery, lets `decide` choose what follows, and stores the end.

use super::Outbox;
use super::decide::{AttemptResult, CircuitState, decide};
use super::fault_scope::{FaultScope, fault_scope, is_local};
use crate::handoff::{DeliveryError, FailureCode, Message, Payload, Receipt};
use crate::store::{AttemptEnd, AttemptOutcome, AttemptRow, DeliveryRow};
use crate::vault::contexts;
use jiff::Timestamp;
use std::sync::Arc;

/// How an attempt ended, for the counts of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Delivered,
    Retried,
    Refused,
    GaveUp,
    Released,
    Lost,
}

impl Outbox {
    /// Attempts one claimed delivery and stores the result. `due` is its due time if it is a
    /// probe that was claimed before that.
    pub(super) async fn attempt(&self, row: DeliveryRow, due: Option<Timestamp>) -> End {
        let started_at = self.deps.clock.now();
        let result = self.send(&row, started_at).await;
        let now = self.deps.clock.now();
        let circuit = self.record(&row, &result, started_at, now);
        let config = &self.deps.config;
        let decision = decide(&row, due, result, circuit, config, now, self.random());
        self.apply(&row, decision, started_at, now).await
    }

    /// The circuit after this result.
    fn record(
        &self,
        row: &DeliveryRow,
        result: &Result<Receipt, DeliveryError>,
        started_at: Timestamp,
        now: Timestamp,
    ) -> CircuitState {
        let scope = match result {
            Err(DeliveryError::Reject { refusal, .. }) if is_local(refusal) => FaultScope::Message,
            // A refusal also shows that the destination works.
            Ok(_) | Err(DeliveryError::Reject { .. }) => {
                return CircuitState::Closed {
                    was_failing_since: self.breakers.record_success(&row.destination, now),
                };
            }
            Err(DeliveryError::Retry { code, .. }) => fault_scope(row.kind, *code),
        };
        match scope {
            FaultScope::Message => CircuitState::Unchanged,
            scope => CircuitState::Failing(self.breakers.record_failure(
                &row.destination,
                row.id,
                scope,
                started_at,
                now,
            )),
        }
    }

    /// Releases a delivery without an attempt.
    pub(super) async fn release(&self, row: &DeliveryRow, next_at: Timestamp) -> End {
        let now = self.deps.clock.now();
        let attempt = AttemptRow {
            id: self.deps.clock.id(),
            delivery: row.id,
            started_at: now,
            ended_at: now,
            result: AttemptResult::Released.to_string(),
            http_status: None,
        };
        let outcome = AttemptOutcome::Release { next_at };
        self.finish(row, attempt, outcome, End::Released).await
    }

    /// Opens the payload and lets the adapter deliver it on its own task, so that a panic in an
    /// adapter fails one attempt and does not stop the outbox.
    async fn send(&self, row: &DeliveryRow, at: Timestamp) -> Result<Receipt, DeliveryError> {
        let alarm = |code| DeliveryError::alarm(code, None);
        let entry = self.deps.registry.get(&row.destination);
        let entry = entry.ok_or_else(|| alarm(FailureCode::NoDestination))?;
        let context = contexts::delivery_payload(&row.authority, row.id);
        let opened = self.deps.vault.open(context, &row.payload);
        let bytes = opened.map_err(|_| alarm(FailureCode::CannotDecrypt))?;
        let payload = Payload::from_bytes(&bytes).map_err(|error| {
            tracing::error!(delivery = %row.id, %error, "a payload could not be read");
            alarm(FailureCode::BadPayload)
        })?;
        let message = Message {
            id: row.id,
            payload,
            at,
        };
        let adapter = Arc::clone(&entry.adapter);
        tokio::spawn(async move { adapter.deliver(&message).await })
            .await
            .unwrap_or_else(|_| Err(alarm(FailureCode::Panic)))
    }

    /// Stores the end of an attempt. When that fails, the lease runs out and the delivery is
    /// attempted again with the same id.
    pub(super) async fn finish(
        &self,
        row: &DeliveryRow,
        attempt: AttemptRow,
        outcome: AttemptOutcome,
        end: End,
    ) -> End {
        let stored = self.deps.store.finish_attempt(AttemptEnd {
            owner: self.owner,
            attempt,
            outcome,
        });
        let destination = &row.destination;
        match stored.await {
            Ok(true) => end,
            Ok(false) => {
                tracing::warn!(destination, delivery = %row.id, "a lease was taken over");
                End::Lost
            }
            Err(error) => {
                tracing::error!(destination, delivery = %row.id, %error, "an attempt could not be stored");
                End::Lost
            }
        }
    }
}
