//! Applies a decision: the pause, the log, the metrics, the part's status and notices.

use super::Outbox;
use super::attempt::End;
use super::decide::{Decision, Next, PauseChange};
use crate::notices::{OperatorAlert, accepted_at_once};
use crate::store::{
    AttemptOutcome, AttemptRow, DeliveryKind, DeliveryRow, Pause, StatusRow, Submission,
};
use crate::vault::contexts;
use jiff::Timestamp;
use shared::status::Status;
use uuid::Uuid;

impl Outbox {
    /// Applies a decision and stores the end of the attempt.
    pub(super) async fn apply(
        &self,
        row: &DeliveryRow,
        decision: Decision,
        started_at: Timestamp,
        now: Timestamp,
    ) -> End {
        self.change_pause(&row.destination, decision.pause, now)
            .await;
        log(row, &decision);
        metrics::counter!(
            "doorstep_delivery_attempts_total",
            "destination" => row.destination.clone(),
            "code" => decision.result.label(),
        )
        .increment(1);
        let attempt = AttemptRow {
            id: self.deps.clock.id(),
            delivery: row.id,
            started_at,
            ended_at: now,
            result: decision.result.to_string(),
            http_status: decision.http_status,
        };
        let label = decision.result.label();
        let works_again = match decision.pause {
            PauseChange::End { since } => self.email_works_again(row, since, now),
            _ => None,
        };
        let (outcome, end) = self
            .outcome(row, decision.next, &label, works_again, now)
            .await;
        let told = told_of_status(&outcome);
        let end = self.finish(row, attempt, outcome, end).await;
        if let (End::Lost, Some(submission)) = (end, told) {
            self.deps.notices.no_news(submission);
        }
        end
    }

    async fn change_pause(&self, destination: &str, change: PauseChange, now: Timestamp) {
        let store = &self.deps.store;
        let stored = match change {
            PauseChange::Keep => return,
            PauseChange::Begin {
                until,
                reason,
                probe_at,
            } => {
                tracing::warn!(destination, ?reason, %until, "a destination is paused");
                let pause = Pause {
                    until,
                    reason,
                    probe_at,
                    begun_at: now,
                };
                store.pause_destination(destination, pause).await
            }
            PauseChange::End { .. } => {
                tracing::info!(destination, "a destination answers again");
                store.resume_destination(destination, now).await.map(drop)
            }
        };
        if let Err(error) = stored {
            tracing::error!(destination, %error, "a pause could not be stored");
        }
    }

    /// The outcome to store, with the notices it causes.
    async fn outcome(
        &self,
        row: &DeliveryRow,
        next: Next,
        code: &str,
        works_again: Option<DeliveryRow>,
        now: Timestamp,
    ) -> (AttemptOutcome, End) {
        match next {
            Next::Delivered { their_reference } => {
                let (status, mut notices) = self.move_part(row, Status::Accepted, None, now).await;
                notices.extend(works_again);
                let outcome = AttemptOutcome::Delivered {
                    their_reference,
                    status,
                    notices,
                };
                (outcome, End::Delivered)
            }
            Next::Refused { reason, code } => {
                let reason = reason.as_deref();
                let (status, notices) = self.move_part(row, Status::Refused, reason, now).await;
                let status = status.map(|status| StatusRow { code, ..status });
                (AttemptOutcome::Refused { status, notices }, End::Refused)
            }
            Next::Retry { at, alert } => {
                let notice = alert.and_then(|alert| self.alert(row, code, alert, now));
                let outcome = AttemptOutcome::Retry {
                    next_at: at,
                    notices: notice.into_iter().collect(),
                };
                (outcome, End::Retried)
            }
            Next::Probed { due, alert } => {
                let notice = alert.and_then(|alert| self.alert(row, code, alert, now));
                let outcome = AttemptOutcome::Probed {
                    next_at: due,
                    notices: notice.into_iter().collect(),
                };
                (outcome, End::Retried)
            }
            // The operator is told by `give_up_report`.
            Next::GiveUp => {
                let notices = works_again.into_iter().collect();
                (AttemptOutcome::GaveUp { notices }, End::GaveUp)
            }
        }
    }

    /// The status row and the notice of a request that ended; nothing for emails.
    async fn move_part(
        &self,
        row: &DeliveryRow,
        status: Status,
        reason: Option<&str>,
        now: Timestamp,
    ) -> (Option<StatusRow>, Vec<DeliveryRow>) {
        if row.kind != DeliveryKind::Request {
            return (None, Vec::new());
        }
        let part = row.part.clone().unwrap_or_else(|| "service".to_owned());
        // Most deliveries are accepted at once; then the submission need not be read.
        let notice = if accepted_at_once(status, reason, row.created_at, now) {
            None
        } else {
            self.notice(row, &part, status, reason, now).await
        };
        let id = self.deps.clock.id();
        let context = contexts::status_note(&row.authority, id);
        let moved = StatusRow {
            id,
            part,
            status,
            at: now,
            recorded_at: now,
            note: reason.map(|reason| self.deps.vault.seal(context, reason.as_bytes())),
            code: None,
        };
        (Some(moved), notice.into_iter().collect())
    }

    /// The notice of a status that moves the part.
    async fn notice(
        &self,
        row: &DeliveryRow,
        part: &str,
        status: Status,
        reason: Option<&str>,
        now: Timestamp,
    ) -> Option<DeliveryRow> {
        let submission = self.submission(row).await?;
        if !may_move(&submission, part, status) {
            return None;
        }
        let notices = &self.deps.notices;
        notices.status(&submission, &row.authority, status, reason, now)
    }

    async fn submission(&self, row: &DeliveryRow) -> Option<Submission> {
        match self.deps.store.submission_by_id(row.submission?).await {
            Ok(submission) => submission,
            Err(error) => {
                tracing::warn!(%error, "no notice: the submission could not be read");
                None
            }
        }
    }
}

/// The submission, if the outcome has an email about its status.
fn told_of_status(outcome: &AttemptOutcome) -> Option<Uuid> {
    match outcome {
        AttemptOutcome::Delivered { notices, .. } | AttemptOutcome::Refused { notices, .. } => {
            notices.iter().find_map(|notice| notice.submission)
        }
        AttemptOutcome::Retry { .. }
        | AttemptOutcome::Probed { .. }
        | AttemptOutcome::Release { .. }
        | AttemptOutcome::GaveUp { .. } => None,
    }
}

fn may_move(submission: &Submission, part: &str, status: Status) -> bool {
    submission
        .parts
        .iter()
        .any(|one| one.id == part && one.status.may_become(status))
}

fn log(row: &DeliveryRow, decision: &Decision) {
    let (destination, delivery) = (&row.destination, row.id);
    let code = decision.result.label();
    match &decision.next {
        Next::Delivered { .. } | Next::Refused { .. } => {}
        Next::Retry {
            alert: Some(OperatorAlert::Alarm),
            ..
        }
        | Next::Probed {
            alert: Some(OperatorAlert::Alarm),
            ..
        } => {
            tracing::error!(destination, %delivery, code, "a delivery failed and needs the operator");
        }
        Next::Retry { .. } | Next::Probed { .. } => {
            tracing::warn!(destination, %delivery, code, "a delivery failed");
        }
        Next::GiveUp => {
            metrics::counter!(
                "doorstep_deliveries_gave_up_total",
                "destination" => destination.clone(),
            )
            .increment(1);
            tracing::error!(
                destination,
                %delivery,
                code,
                "a delivery gave up and waits for a person (doorstep redeliver)"
            );
        }
    }
}
