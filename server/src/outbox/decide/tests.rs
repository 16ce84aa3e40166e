use super::*;
use crate::store::DeliveryState;
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
        held_until: None,
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
        None,
        Err(error),
        circuit,
        &OutboxConfig::default(),
        now(),
        0,
    )
}

fn with_retry_after(seconds: u64) -> DeliveryError {
    DeliveryError::Retry {
        code: FailureCode::Http(503),
        http_status: Some(503),
        retry_after: Some(Duration::from_secs(seconds)),
        alarm: false,
    }
}

fn alert_of(decision: &Decision) -> Option<OperatorAlert> {
    match decision.next {
        Next::Retry { alert, .. } | Next::Probed { alert, .. } => alert,
        Next::Delivered { .. } | Next::Refused { .. } | Next::GiveUp => None,
    }
}

#[test]
fn a_receipt_completes_the_delivery_and_ends_the_pause() {
    let receipt = Receipt {
        their_reference: Some("MB-1".into()),
    };
    let since = now() - SignedDuration::from_hours(2);
    for (was_failing_since, pause) in [
        (Some(since), PauseChange::End { since }),
        (None, PauseChange::Keep),
    ] {
        let decision = decide(
            &row(DeliveryKind::Request, 1),
            None,
            Ok(receipt.clone()),
            CircuitState::Closed { was_failing_since },
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
    let circuit = CircuitState::Closed {
        was_failing_since: None,
    };
    let request = decided(1, error.clone(), circuit);
    assert_eq!(request.result.to_string(), "refused-not-ours");
    assert_eq!(request.result.label(), "refused");
    let reason = Some("Not ours.".to_owned());
    let code = Some("not-ours".to_owned());
    assert_eq!(request.next, Next::Refused { reason, code });
    let row = row(DeliveryKind::Email, 1);
    let email = decide(
        &row,
        None,
        Err(error),
        circuit,
        &OutboxConfig::default(),
        now(),
        0,
    );
    assert_eq!(email.next, Next::GiveUp);
}

#[test]
fn a_failure_is_retried_until_no_attempts_are_left() {
    let error = DeliveryError::retry(FailureCode::Timeout, None);
    let retried = decided(1, error.clone(), failing(Some(1), 0));
    let Next::Retry { at, alert: None } = retried.next else {
        panic!("{retried:?}");
    };
    assert!(at > now());
    assert_eq!(retried.pause, PauseChange::Keep);
    assert_eq!(retried.result.to_string(), "timeout");
    let last = decided(schedule::ATTEMPTS, error, failing(Some(1), 0));
    assert_eq!(last.next, Next::GiveUp);
}

#[test]
fn a_failed_probe_keeps_its_time_unless_the_message_itself_is_at_fault() {
    let due = now() + SignedDuration::from_hours(5);
    let probed = |code, circuit| {
        decide(
            &row(DeliveryKind::Request, 3),
            Some(due),
            Err(DeliveryError::retry(code, None)),
            circuit,
            &OutboxConfig::default(),
            now(),
            0,
        )
        .next
    };
    let next = probed(FailureCode::Connect, failing(Some(9), 0));
    assert_eq!(next, Next::Probed { due, alert: None });
    let next = probed(FailureCode::CannotDecrypt, CircuitState::Unchanged);
    assert!(
        matches!(next, Next::Retry { at, .. } if at < due),
        "{next:?}"
    );
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
                reason: PauseReason::Failing,
                probe_at,
                ..
            } if probe_at == now() + SignedDuration::from_mins(1)
        ),
        "{open:?}"
    );
    let late = decided(1, error, failing(None, 0));
    assert_eq!(late.pause, PauseChange::Keep);
    let paused = decided(1, with_retry_after(120), failing(Some(1), 0));
    assert_eq!(
        paused.pause,
        PauseChange::Begin {
            until: now() + SignedDuration::from_secs(120),
            reason: PauseReason::Asked,
            probe_at: now() + SignedDuration::from_secs(120),
        }
    );
    // Its own pause is longer, but what the destination asked for is not cut short by a probe.
    let both = decided(1, with_retry_after(120), failing(Some(threshold + 9), 0));
    let PauseChange::Begin {
        until,
        reason: PauseReason::Failing,
        probe_at,
    } = both.pause
    else {
        panic!("{both:?}");
    };
    assert!(until >= now() + SignedDuration::from_mins(10));
    assert_eq!(probe_at, now() + SignedDuration::from_secs(120));
}

#[test]
fn the_operator_is_alerted_to_alarms_long_pauses_and_long_failures() {
    let alarm = DeliveryError::alarm(FailureCode::Http(401), Some(401));
    let retry = DeliveryError::retry(FailureCode::Http(503), Some(503));
    let until = now() + SignedDuration::from_hours(2);
    let since = now() - SignedDuration::from_hours(1);
    for (error, hours, expected) in [
        (alarm, 0, Some(OperatorAlert::Alarm)),
        (
            with_retry_after(7_200),
            0,
            Some(OperatorAlert::Paused(until)),
        ),
        (with_retry_after(60), 0, None),
        (retry.clone(), 0, None),
        (retry, 1, Some(OperatorAlert::Failing(since))),
    ] {
        let decision = decided(1, error, failing(Some(1), hours));
        assert_eq!(alert_of(&decision), expected);
    }
}
