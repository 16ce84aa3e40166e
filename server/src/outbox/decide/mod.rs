//! Decides what follows from the result of an attempt. Pure: no clock and no I/O.

use super::breaker::Failing;
use super::schedule::{self, signed};
use crate::config::outbox::OutboxConfig;
use crate::handoff::{DeliveryError, FailureCode, Receipt, Refusal};
use crate::notices::OperatorAlert;
use crate::store::{DeliveryKind, DeliveryRow, PauseReason};
use jiff::Timestamp;
use std::fmt;
use std::time::Duration;

#[cfg(test)]
mod tests;

/// The destination's circuit after the attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CircuitState {
    /// The destination responded; since when it had been failing, if the circuit was open.
    Closed {
        was_failing_since: Option<Timestamp>,
    },
    Failing(Failing),
    /// The attempt shows nothing about the destination: the message itself is at fault.
    Unchanged,
}

/// The consequences of an attempt.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Decision {
    pub result: AttemptResult,
    pub http_status: Option<u16>,
    pub pause: PauseChange,
    pub next: Next,
}

/// The next state of the delivery.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Next {
    /// Ends; the part is accepted.
    Delivered { their_reference: Option<String> },
    /// Ends; the part is refused, with a sentence for the resident and the destination's code.
    Refused {
        reason: Option<String>,
        code: Option<String>,
    },
    /// Is attempted again.
    Retry {
        at: Timestamp,
        alert: Option<OperatorAlert>,
    },
    /// A probe failed. It was claimed before its time, so it keeps that time and does not count.
    Probed {
        due: Timestamp,
        alert: Option<OperatorAlert>,
    },
    /// Waits for a person.
    GiveUp,
}

/// The change to the destination's pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PauseChange {
    Keep,
    Begin {
        until: Timestamp,
        reason: PauseReason,
        /// When a pause that the destination did not ask for is probed first.
        probe_at: Timestamp,
    },
    /// The destination answers again; it had been failing since then.
    End {
        since: Timestamp,
    },
}

/// How an attempt ended, as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum AttemptResult {
    Delivered,
    Refused(Refusal),
    Failed(FailureCode),
    /// Released without an attempt.
    Released,
}

impl AttemptResult {
    /// The metric label; all refusals share one.
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

/// Decides what follows from `result`. `due` is the due time of a probe claimed before it;
/// `random` is any number, uniformly distributed.
pub(super) fn decide(
    row: &DeliveryRow,
    due: Option<Timestamp>,
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
            next: match row.kind {
                DeliveryKind::Request => Next::Refused {
                    reason: reason_for_resident,
                    code: match &refusal {
                        Refusal::Code(code) => Some(code.clone()),
                        _ => None,
                    },
                },
                // An email refuses no part; it stays visible as given up.
                DeliveryKind::Email => Next::GiveUp,
            },
            result: AttemptResult::Refused(refusal),
            http_status,
            pause: pause(None, circuit, config, now, random),
        },
        Err(DeliveryError::Retry {
            code,
            http_status,
            retry_after,
            alarm,
        }) => {
            let pause = pause(retry_after, circuit, config, now, random);
            // The claim counted this attempt when it started.
            let wait = schedule::wait(row.attempts.max(1), retry_after, random);
            let alert = alert(alarm, pause, circuit, now);
            Decision {
                result: AttemptResult::Failed(code),
                http_status,
                pause,
                next: match (due, circuit, wait) {
                    (Some(due), CircuitState::Failing(_), _) => Next::Probed { due, alert },
                    (_, _, Some(wait)) => Next::Retry {
                        at: now + signed(wait),
                        alert,
                    },
                    (_, _, None) => Next::GiveUp,
                },
            }
        }
    }
}

/// A destination that asks to wait, or fails too often, is paused for the longer time.
fn pause(
    retry_after: Option<Duration>,
    circuit: CircuitState,
    config: &OutboxConfig,
    now: Timestamp,
    random: u64,
) -> PauseChange {
    let failing = match circuit {
        CircuitState::Closed {
            was_failing_since: Some(since),
        } => return PauseChange::End { since },
        CircuitState::Closed {
            was_failing_since: None,
        }
        | CircuitState::Unchanged => return PauseChange::Keep,
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
    let retry_after = retry_after.map(|wait| wait.min(schedule::MAX_RETRY_AFTER));
    match retry_after.max(grown) {
        Some(longer) => PauseChange::Begin {
            until: now + signed(longer),
            reason: if retry_after >= grown {
                PauseReason::Asked
            } else {
                PauseReason::Failing
            },
            probe_at: now + signed(retry_after.unwrap_or_default().max(schedule::PROBE_EVERY)),
        },
        None => PauseChange::Keep,
    }
}

/// Why the operator is alerted to a failure that will be retried, if at all.
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
