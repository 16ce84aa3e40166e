//! What follows from the result of an attempt. Pure: it reads no clock and writes nothing.

use super::breaker::Failing;
use super::schedule::{self, signed};
use crate::config::outbox::OutboxConfig;
use crate::handoff::{DeliveryError, FailureCode, Receipt, Refusal};
use crate::notices::OperatorAlert;
use crate::store::rows::{DeliveryKind, DeliveryRow};
use jiff::Timestamp;
use std::fmt;
use std::time::Duration;

/// The destination's circuit after the attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CircuitState {
    /// The destination answered; `was_open` when it had been failing.
    Closed {
        was_open: bool,
    },
    Failing(Failing),
}

/// What follows from an attempt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decision {
    pub result: AttemptResult,
    pub http_status: Option<u16>,
    pub pause: PauseChange,
    pub next: Next,
}

/// What becomes of the delivery.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Next {
    /// Ends; the part is accepted.
    Delivered { their_reference: Option<String> },
    /// Ends; the part is refused, with a sentence for the resident.
    Refused { reason: Option<String> },
    /// Is attempted again.
    Retry {
        at: Timestamp,
        alert: Option<OperatorAlert>,
    },
    /// Waits for a person.
    GiveUp { alert: Option<OperatorAlert> },
}

/// What becomes of the pause of the destination.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PauseChange {
    Keep,
    Begin {
        until: Timestamp,
        /// For the log and the store: `asked` or `failing`.
        reason: &'static str,
    },
    End,
}

/// How an attempt ended, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AttemptResult {
    Delivered,
    Refused(Refusal),
    Failed(FailureCode),
    /// Handed back without an attempt.
    Released,
}

impl AttemptResult {
    /// The metric label: all refusals have the same.
    pub fn label(&self) -> String {
        match self {
            AttemptResult::Refused(_) => Refusal::Unspecified.to_string(),
            other => other.to_string(),
        }
    }
}

/// The text in `attempts.result`.
impl fmt::Display for AttemptResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AttemptResult::Delivered => f.write_str("delivered"),
            AttemptResult::Refused(refusal) => refusal.fmt(f),
            AttemptResult::Failed(code) => code.fmt(f),
            AttemptResult::Released => f.write_str("released"),
        }
    }
}

/// Decides what follows from `result`. `random` is any number, evenly drawn.
pub(super) fn decide(
    row: &DeliveryRow,
    result: Result<Receipt, DeliveryError>,
    circuit: CircuitState,
    config: &OutboxConfig,
    now: Timestamp,
    random: u64,
) -> Decision {
    match result {
        Ok(receipt) => Decision {
            result: AttemptResult::Delivered,
            http_status: None,
            pause: pause(None, circuit, config, now, random),
            next: Next::Delivered {
                their_reference: receipt.their_reference,
            },
        },
        Err(DeliveryError::Reject {
            refusal,
            http_status,
            reason_for_resident,
        }) => Decision {
            result: AttemptResult::Refused(refusal),
            http_status,
            pause: pause(None, circuit, config, now, random),
            next: match row.kind {
                DeliveryKind::Request => Next::Refused {
                    reason: reason_for_resident,
                },
                // No part is refused with an email; it stays visible as given up.
                DeliveryKind::Email => Next::GiveUp { alert: None },
            },
        },
        Err(DeliveryError::Retry {
            code,
            http_status,
            after,
            alarm,
        }) => {
            let pause = pause(after, circuit, config, now, random);
            // The claim counted this attempt when it began.
            let wait = schedule::wait(row.attempts.max(1), after, random);
            Decision {
                result: AttemptResult::Failed(code),
                http_status,
                pause,
                next: match wait {
                    Some(wait) => Next::Retry {
                        at: now + signed(wait),
                        alert: alert(alarm, pause, circuit, now),
                    },
                    None => Next::GiveUp {
                        alert: Some(OperatorAlert::GaveUp),
                    },
                },
            }
        }
    }
}

/// A destination that asks to wait, or fails too often, is paused for the longer of the two.
fn pause(
    after: Option<Duration>,
    circuit: CircuitState,
    config: &OutboxConfig,
    now: Timestamp,
    random: u64,
) -> PauseChange {
    let failing = match circuit {
        CircuitState::Closed { was_open: true } => return PauseChange::End,
        CircuitState::Closed { was_open: false } => return PauseChange::Keep,
        CircuitState::Failing(failing) => failing,
    };
    let grown = failing.failures.and_then(|failures| {
        schedule::pause(
            failures,
            config.pause_after,
            Duration::from_secs(config.pause_seconds),
            Duration::from_secs(config.pause_limit_seconds),
            random,
        )
    });
    let asked = after.map(|after| after.min(schedule::LONGEST_RETRY_AFTER));
    match asked.max(grown) {
        Some(longer) => PauseChange::Begin {
            until: now + signed(longer),
            reason: if asked >= grown { "asked" } else { "failing" },
        },
        None => PauseChange::Keep,
    }
}

/// Why the operator is alerted to a failure that is retried, if at all.
fn alert(
    alarm: bool,
    pause: PauseChange,
    circuit: CircuitState,
    now: Timestamp,
) -> Option<OperatorAlert> {
    let is_long = |from: Timestamp, to: Timestamp| to.duration_since(from) >= schedule::ALERT_AFTER;
    match (alarm, pause, circuit) {
        (true, _, _) => Some(OperatorAlert::Alarm),
        (_, PauseChange::Begin { until, .. }, _) if is_long(now, until) => {
            Some(OperatorAlert::Paused(until))
        }
        (_, _, CircuitState::Failing(failing)) if is_long(failing.since, now) => {
            Some(OperatorAlert::Failing(failing.since))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::rows::DeliveryState;
    use crate::vault::Sealed;
    use jiff::SignedDuration;
    use uuid::Uuid;

    fn now() -> Timestamp {
        "2026-03-02T09:00:00Z".parse().unwrap()
    }

    fn row(kind: DeliveryKind, attempts: u32) -> DeliveryRow {
        DeliveryRow {
            id: Uuid::nil(),
            submission: None,
            part: None,
            kind,
            destination: "waste".into(),
            authority: "maidstone".into(),
            payload: Sealed(String::new()),
            state: DeliveryState::Leased,
            attempts,
            next_at: now(),
            created_at: now(),
            ended_at: None,
        }
    }

    fn failing(failures: Option<u32>, hours: i64) -> CircuitState {
        CircuitState::Failing(Failing {
            failures,
            since: now() - SignedDuration::from_hours(hours),
        })
    }

    fn decided(attempts: u32, error: DeliveryError, circuit: CircuitState) -> Decision {
        let row = row(DeliveryKind::Request, attempts);
        decide(
            &row,
            Err(error),
            circuit,
            &OutboxConfig::default(),
            now(),
            0,
        )
    }

    fn asked_to_wait(seconds: u64) -> DeliveryError {
        DeliveryError::Retry {
            code: FailureCode::Http(503),
            http_status: Some(503),
            after: Some(Duration::from_secs(seconds)),
            alarm: false,
        }
    }

    fn alert_of(decision: &Decision) -> Option<OperatorAlert> {
        match decision.next {
            Next::Retry { alert, .. } | Next::GiveUp { alert } => alert,
            Next::Delivered { .. } | Next::Refused { .. } => None,
        }
    }

    #[test]
    fn a_receipt_ends_the_delivery_and_the_pause() {
        let receipt = Receipt {
            their_reference: Some("MB-1".into()),
        };
        for (was_open, pause) in [(true, PauseChange::End), (false, PauseChange::Keep)] {
            let decision = decide(
                &row(DeliveryKind::Request, 1),
                Ok(receipt.clone()),
                CircuitState::Closed { was_open },
                &OutboxConfig::default(),
                now(),
                0,
            );
            assert_eq!(decision.pause, pause);
            assert_eq!(
                decision.next,
                Next::Delivered {
                    their_reference: Some("MB-1".into())
                }
            );
        }
    }

    #[test]
    fn a_refusal_ends_a_request_and_gives_up_an_email() {
        let error = DeliveryError::Reject {
            refusal: Refusal::Code("not-ours".into()),
            http_status: Some(422),
            reason_for_resident: Some("Not ours.".into()),
        };
        let circuit = CircuitState::Closed { was_open: false };
        let request = decided(1, error.clone(), circuit);
        assert_eq!(request.result.to_string(), "refused-not-ours");
        assert_eq!(request.result.label(), "refused");
        let reason = Some("Not ours.".to_owned());
        assert_eq!(request.next, Next::Refused { reason });
        let row = row(DeliveryKind::Email, 1);
        let email = decide(
            &row,
            Err(error),
            circuit,
            &OutboxConfig::default(),
            now(),
            0,
        );
        assert_eq!(email.next, Next::GiveUp { alert: None });
    }

    #[test]
    fn a_failure_is_retried_until_the_attempts_are_used_up() {
        let error = DeliveryError::retry(FailureCode::Timeout, None);
        let retried = decided(1, error.clone(), failing(Some(1), 0));
        let Next::Retry { at, alert: None } = retried.next else {
            panic!("{retried:?}");
        };
        assert!(at > now());
        assert_eq!(retried.pause, PauseChange::Keep);
        assert_eq!(retried.result.to_string(), "timeout");
        let last = decided(schedule::ATTEMPTS, error, failing(Some(1), 0));
        assert_eq!(alert_of(&last), Some(OperatorAlert::GaveUp));
    }

    #[test]
    fn repeated_failures_and_retry_after_pause_the_destination() {
        let error = DeliveryError::retry(FailureCode::Connect, None);
        let threshold = OutboxConfig::default().pause_after;
        let open = decided(1, error.clone(), failing(Some(threshold), 0));
        assert!(
            matches!(
                open.pause,
                PauseChange::Begin {
                    reason: "failing",
                    ..
                }
            ),
            "{open:?}"
        );
        let late = decided(1, error, failing(None, 0));
        assert_eq!(late.pause, PauseChange::Keep);
        let asked = decided(1, asked_to_wait(120), failing(Some(1), 0));
        assert_eq!(
            asked.pause,
            PauseChange::Begin {
                until: now() + SignedDuration::from_secs(120),
                reason: "asked"
            }
        );
    }

    #[test]
    fn the_operator_is_alerted_to_alarms_long_pauses_and_long_failures() {
        let alarm = DeliveryError::alarm(FailureCode::Http(401), Some(401));
        let retry = DeliveryError::retry(FailureCode::Http(503), Some(503));
        let until = now() + SignedDuration::from_hours(2);
        let since = now() - SignedDuration::from_hours(1);
        for (error, hours, expected) in [
            (alarm, 0, Some(OperatorAlert::Alarm)),
            (asked_to_wait(7_200), 0, Some(OperatorAlert::Paused(until))),
            (asked_to_wait(60), 0, None),
            (retry.clone(), 0, None),
            (retry, 1, Some(OperatorAlert::Failing(since))),
        ] {
            let decision = decided(1, error, failing(Some(1), hours));
            assert_eq!(alert_of(&decision), expected);
        }
    }
}
