//! One attempt, from the sealed payload to its kept end.

use super::claim::signed;
use super::{Outbox, schedule};
use crate::adapters::{Code, DeliveryError, Message, Receipt};
use crate::notices::{About, Trouble};
use crate::store::rows::{
    AttemptEnd, AttemptOutcome, AttemptRow, DeliveryKind, DeliveryRow, StatusRow, Submission,
};
use crate::vault::contexts;
use jiff::{SignedDuration, Timestamp};
use shared::reference::Reference;
use shared::status::Status;
use std::time::Duration;

/// Who accepts this soon after the request was received is not written of.
const AT_ONCE: SignedDuration = SignedDuration::from_mins(10);

/// How an attempt ended, for the count of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Delivered,
    Retried,
    Refused,
    GaveUp,
    Released,
    Lost,
}

/// What the adapter said, with what is kept of it.
struct Judged {
    code: Code,
    http_status: Option<u16>,
    outcome: AttemptOutcome,
    end: End,
}

impl Outbox {
    /// Sends one claimed delivery and keeps how it went.
    pub(super) async fn attempt(&self, row: DeliveryRow) -> End {
        let started_at = self.deps.clock.now();
        let (said, reference) = self.send(&row, started_at).await;
        let now = self.deps.clock.now();
        let theirs = match &said {
            Err(DeliveryError::Reject { code, .. }) if code != "refused" => Some(code.clone()),
            _ => None,
        };
        let result = match said {
            Ok(receipt) => self.delivered(&row, reference, receipt, now).await,
            Err(DeliveryError::Reject {
                http_status,
                reason_for_resident,
                ..
            }) => {
                self.rejected(&row, reference, http_status, reason_for_resident, now)
                    .await
            }
            Err(DeliveryError::Retry {
                code,
                http_status,
                after,
                alarm,
            }) => {
                let until = self.pause(&row.destination, after, started_at, now).await;
                let trouble = self.trouble(&row.destination, alarm, until, now);
                self.failed(&row, code, http_status, after, trouble, now)
            }
        };
        metrics::counter!(
            "doorstep_delivery_attempts_total",
            "destination" => row.destination.clone(),
            "code" => result.code.clone().into_owned(),
        )
        .increment(1);
        let attempt = AttemptRow {
            id: self.deps.clock.id(),
            delivery: row.id,
            started_at,
            ended_at: now,
            // Their own word for a refusal is kept; in figures all are one.
            result: match theirs {
                Some(theirs) => format!("{}-{theirs}", result.code),
                None => result.code.into_owned(),
            },
            http_status: result.http_status,
        };
        self.keep(&row, attempt, result.outcome, result.end).await
    }

    /// Hands a delivery back untried.
    pub(super) async fn release(&self, row: &DeliveryRow, next_at: Timestamp) -> End {
        let now = self.deps.clock.now();
        let attempt = AttemptRow {
            id: self.deps.clock.id(),
            delivery: row.id,
            started_at: now,
            ended_at: now,
            result: "released".to_owned(),
            http_status: None,
        };
        self.keep(
            row,
            attempt,
            AttemptOutcome::Release { next_at },
            End::Released,
        )
        .await
    }

    /// Opens the payload and has the adapter deliver it on a task of its own, so that a panic
    /// in it is one failed attempt and not the end of the outbox.
    async fn send(
        &self,
        row: &DeliveryRow,
        at: Timestamp,
    ) -> (Result<Receipt, DeliveryError>, Option<Reference>) {
        let Some(entry) = self.deps.registry.get(&row.destination) else {
            return (Err(DeliveryError::alarm("no-destination", None)), None);
        };
        let context = contexts::delivery_payload(&row.authority, row.id);
        let Ok(body) = self.deps.vault.open(context, &row.payload) else {
            return (Err(DeliveryError::alarm("sealed", None)), None);
        };
        let reference = entry.adapter.reference(&body);
        let message = Message {
            id: row.id,
            body,
            at,
        };
        let adapter = std::sync::Arc::clone(&entry.adapter);
        let said = tokio::spawn(async move { adapter.deliver(&message).await })
            .await
            .unwrap_or_else(|_| Err(DeliveryError::alarm("panic", None)));
        (said, reference)
    }

    async fn delivered(
        &self,
        row: &DeliveryRow,
        reference: Option<Reference>,
        receipt: Receipt,
        now: Timestamp,
    ) -> Judged {
        self.recovered(&row.destination).await;
        let (status, notices) = self
            .move_part(row, reference, Status::Accepted, None, now)
            .await;
        Judged {
            code: "delivered".into(),
            http_status: None,
            outcome: AttemptOutcome::Delivered {
                their_reference: receipt.their_reference,
                status,
                notices,
            },
            end: End::Delivered,
        }
    }

    async fn rejected(
        &self,
        row: &DeliveryRow,
        reference: Option<Reference>,
        http_status: Option<u16>,
        reason: Option<String>,
        now: Timestamp,
    ) -> Judged {
        // It looked at the message and answered, so the destination is well.
        self.recovered(&row.destination).await;
        if row.kind == DeliveryKind::Email {
            // Nobody can be told by the mail that cannot be delivered; it stays visible.
            self.log_gave_up(row, "refused");
            return Judged {
                code: "refused".into(),
                http_status,
                outcome: AttemptOutcome::GaveUp {
                    notices: Vec::new(),
                },
                end: End::GaveUp,
            };
        }
        let (status, notices) = self
            .move_part(row, reference, Status::Refused, reason.as_deref(), now)
            .await;
        Judged {
            code: "refused".into(),
            http_status,
            outcome: AttemptOutcome::Refused { status, notices },
            end: End::Refused,
        }
    }

    fn failed(
        &self,
        row: &DeliveryRow,
        code: Code,
        http_status: Option<u16>,
        after: Option<Duration>,
        trouble: Option<Trouble>,
        now: Timestamp,
    ) -> Judged {
        if trouble == Some(Trouble::Alarm) {
            tracing::error!(
                destination = row.destination,
                delivery = %row.id,
                code = %code,
                "a delivery failed in a way that waiting does not cure"
            );
        } else {
            tracing::warn!(
                destination = row.destination,
                delivery = %row.id,
                code = %code,
                "a delivery failed"
            );
        }
        // The claim counted this attempt when it began.
        let (outcome, end) = match schedule::wait(row.attempts.max(1), after, self.random()) {
            Some(wait) => (
                AttemptOutcome::Retry {
                    next_at: now + signed(wait),
                    notices: trouble
                        .map(|trouble| self.tell_operator(row, &code, trouble, now))
                        .unwrap_or_default(),
                },
                End::Retried,
            ),
            None => {
                self.log_gave_up(row, &code);
                (
                    AttemptOutcome::GaveUp {
                        notices: self.tell_operator(row, &code, Trouble::GaveUp, now),
                    },
                    End::GaveUp,
                )
            }
        };
        Judged {
            code,
            http_status,
            outcome,
            end,
        }
    }

    /// The status row and the notice of a request whose end is known; nothing for mails.
    async fn move_part(
        &self,
        row: &DeliveryRow,
        reference: Option<Reference>,
        status: Status,
        reason: Option<&str>,
        now: Timestamp,
    ) -> (Option<StatusRow>, Vec<DeliveryRow>) {
        if row.kind != DeliveryKind::Request {
            return (None, Vec::new());
        }
        let part = row.part.clone().unwrap_or_else(|| "service".to_owned());
        let id = self.deps.clock.id();
        let note = reason.map(|reason| self.seal_note(&row.authority, id, reason));
        let moved = StatusRow {
            id,
            part: part.clone(),
            status,
            at: now,
            recorded_at: now,
            note,
        };
        let notice = match self.submission(reference).await {
            Some(submission) if may_move(&submission, &part, status) => {
                self.notice(&submission, &row.authority, status, reason)
            }
            _ => None,
        };
        (Some(moved), notice.into_iter().collect())
    }

    /// A note bound to the place it will stand in.
    pub(super) fn seal_note(
        &self,
        authority: &str,
        row: uuid::Uuid,
        note: &str,
    ) -> crate::vault::Sealed {
        let context = contexts::status_note(authority, row);
        self.deps.vault.seal(context, note.as_bytes())
    }

    async fn submission(&self, reference: Option<Reference>) -> Option<Submission> {
        match self.deps.store.submission(reference?).await {
            Ok(submission) => submission,
            Err(error) => {
                tracing::warn!(%error, "no notice: the submission could not be read");
                None
            }
        }
    }

    /// The e-mail that tells the resident, when they gave an address. The council that
    /// answers the part writes it. That a request was taken over at once is nothing to write
    /// of: the confirmation of a moment ago says that we have it.
    pub(super) fn notice(
        &self,
        submission: &Submission,
        authority: &str,
        status: Status,
        note: Option<&str>,
    ) -> Option<DeliveryRow> {
        let age = self
            .deps
            .clock
            .now()
            .duration_since(submission.row.received_at);
        if status == Status::Accepted && note.is_none() && age < AT_ONCE {
            return None;
        }
        let person = self.deps.notices.person(&submission.row)?;
        let about = About {
            authority,
            submission: submission.row.id,
            reference: submission.row.reference,
            language: submission.row.language,
            one_of_several: submission.parts.len() > 1,
            to: person.email.as_deref(),
        };
        self.deps.notices.status(&about, status, note)
    }

    /// Writes the end of an attempt. When that fails, the lease runs out and the delivery is
    /// made again with the same id.
    async fn keep(
        &self,
        row: &DeliveryRow,
        attempt: AttemptRow,
        outcome: AttemptOutcome,
        end: End,
    ) -> End {
        let kept = self.deps.store.finish_attempt(AttemptEnd {
            owner: self.owner,
            attempt,
            outcome,
        });
        match kept.await {
            Ok(true) => end,
            Ok(false) => {
                tracing::warn!(destination = row.destination, delivery = %row.id, "a lease was taken over");
                End::Lost
            }
            Err(error) => {
                tracing::error!(destination = row.destination, delivery = %row.id, %error, "an attempt was not kept");
                End::Lost
            }
        }
    }
}

fn may_move(submission: &Submission, part: &str, status: Status) -> bool {
    submission
        .parts
        .iter()
        .any(|one| one.id == part && one.status.may_become(status))
}
