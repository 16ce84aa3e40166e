//! Reports progress in signed callbacks, each repeated until Doorstep answers it for good.

use super::State;
use super::behaviour::Lie;
use super::doorstep::{Answer, Doorstep, Signed};
use super::ledger::{Outcome, Outgoing};
use http::StatusCode;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::time::Duration;

/// How long to wait when nothing is waiting; a new request wakes it.
const IDLE: Duration = Duration::from_secs(60);
/// The longest it waits because Doorstep asks it to, in seconds.
const LONGEST_WAIT: i64 = 3_600;
/// A reference in Doorstep's form that was never issued: the one of the published examples.
const NO_REFERENCE: &str = "9XY-SPTP-F2V";

/// Sends what is due, for ever.
pub(super) async fn report(state: &State, doorstep: &Doorstep) {
    loop {
        let now = state.now().as_millisecond();
        let wait = match state.ledger.next_report().await {
            Ok(Some((due, report))) if due <= now => {
                send(state, doorstep, &report).await;
                Duration::ZERO
            }
            Ok(Some((due, _))) => {
                Duration::from_millis(u64::try_from(due - now).unwrap_or_default()).min(IDLE)
            }
            Ok(None) => IDLE,
            Err(error) => {
                tracing::error!(%error, "the callbacks could not be read");
                Duration::from_secs(1)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            () = state.wake.notified() => {}
        }
    }
}

/// Sends one report and stores what Doorstep answers.
async fn send(state: &State, doorstep: &Doorstep, report: &Outgoing) {
    let now = state.now();
    let (words, outcome) = match signed(state, report, now) {
        Some(message) => {
            let answer = doorstep.report(message).await;
            let words = answer.as_ref().map(Answer::words);
            let words = words.unwrap_or_else(|| "no answer".to_owned());
            (words, outcome(answer.as_ref(), report.attempts, now))
        }
        // What cannot be written now cannot be written later.
        None => (
            "not sent: it cannot be written".to_owned(),
            Outcome::Refused,
        ),
    };
    let at = state.now().as_millisecond();
    let stored = state.ledger.answered(report.number, at, &words, outcome);
    if let Err(error) = stored.await {
        tracing::error!(%error, "the result of a callback could not be stored");
    }
    state.told.notify_waiters();
}

/// As the contract says: 408, 429, 5xx and silence are tried again, any other refusal is not.
fn outcome(answer: Option<&Answer>, attempts: i64, now: Timestamp) -> Outcome {
    let status = answer.map(|answer| answer.status);
    match status {
        Some(status) if status.is_success() => Outcome::Accepted,
        Some(StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS) | None => {
            again(answer, attempts, now)
        }
        Some(status) if status.is_server_error() => again(answer, attempts, now),
        Some(_) => Outcome::Refused,
    }
}

/// After 1, 2, 4, … seconds, at most a minute, and not before Doorstep asks for it.
fn again(answer: Option<&Answer>, attempts: i64, now: Timestamp) -> Outcome {
    let seconds = (1i64 << attempts.clamp(0, 6)).min(60);
    let asked = answer.and_then(|answer| answer.retry_after).unwrap_or(0);
    let wait = seconds.max(asked.clamp(0, LONGEST_WAIT));
    Outcome::Again(now.as_millisecond() + wait * 1_000)
}

/// A signed `uk.doorstep.status.v1`; wrong in one point if it is a lie.
fn signed(state: &State, report: &Outgoing, now: Timestamp) -> Option<Signed> {
    let keys = state.keys.get(&report.destination)?;
    let mut at = Timestamp::from_millisecond(report.at).ok()?;
    let mut second = now.as_second();
    let mut reference = report.reference.as_str();
    let mut note = report.note.clone();
    match report.lie {
        Lie::None | Lie::WrongSignature => {}
        Lie::OldMessage => second -= 600,
        Lie::OldDate => at -= SignedDuration::from_hours(365 * 24),
        Lie::ReusedId => note = "These are other words under the same id.".to_owned(),
        Lie::UnknownReference => reference = NO_REFERENCE,
    }
    let mut data = json!({
        "reference": reference,
        "part": report.part,
        "status": report.status,
        "at": at.to_string(),
        "their_reference": report.their_reference,
    });
    if let (false, Some(data)) = (note.is_empty(), data.as_object_mut()) {
        data.insert("note".to_owned(), note.into());
    }
    let body = json!({
        "specversion": "1.0",
        "id": report.webhook_id,
        "source": "urn:doorstep:demonstration-back-office",
        "type": "uk.doorstep.status.v1",
        "data": data,
    })
    .to_string();
    let signature = match report.lie {
        Lie::WrongSignature => keys.sign(&report.webhook_id, second, b"other bytes"),
        _ => keys.sign(&report.webhook_id, second, body.as_bytes()),
    };
    Some(Signed {
        destination: report.destination.clone(),
        id: report.webhook_id.clone(),
        second,
        signature,
        body,
    })
}
