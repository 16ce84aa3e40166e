//! What a reply means.
//!
//! In words: 2xx with a readable `{"reference"}` is the receipt. 2xx without one is not
//! believed, because a proxy's login page also answers 200; the message is sent again and
//! its id keeps it from being done twice. 409 says "I have it already" and is a success,
//! with or without a reference. 400 and 422 refuse for good, but only when they carry a code
//! and a sentence the resident can read; only a destination that looked at the request can
//! say that. Every other 4xx and a redirect are a fault in how we are connected (a wrong
//! key, a wrong address, an older version), not of the request: it is sent again by the
//! schedule and someone is called to look. 408, 425, 429 and 5xx pass; `Retry-After` is
//! honoured wherever it stands, in seconds or as a date.

use super::wire::{ReceiptBody, RefusalBody, code, sentence, their_reference};
use crate::adapters::{DeliveryError, Receipt};
use crate::http_client::ReadProblem;
use http::{HeaderMap, StatusCode, header::RETRY_AFTER};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::time::Duration;

/// Judges one reply. `body` may have failed to be read although the status arrived.
pub fn judge(
    status: StatusCode,
    headers: &HeaderMap,
    body: Result<Vec<u8>, ReadProblem>,
    now: Timestamp,
) -> Result<Receipt, DeliveryError> {
    let number = Some(status.as_u16());
    if status.is_success() {
        return match body {
            Ok(body) => receipt(&body)
                .map(|reference| Receipt {
                    their_reference: Some(reference),
                })
                .ok_or_else(|| DeliveryError::alarm("bad-reply", number)),
            Err(ReadProblem::TooLarge) => Err(DeliveryError::alarm("reply-too-large", number)),
            Err(ReadProblem::Failed(error)) => {
                let code = crate::http_client::failure_code(&error);
                Err(DeliveryError::retry(code, number))
            }
        };
    }
    let body = body.unwrap_or_default();
    match status.as_u16() {
        409 => Ok(Receipt {
            their_reference: receipt(&body),
        }),
        300..=399 => Err(DeliveryError::alarm("redirected", number)),
        400 | 422 => match serde_json::from_slice::<RefusalBody>(&body) {
            Ok(refusal) if sentence(&refusal.reason).is_some() => Err(DeliveryError::Reject {
                code: code(&refusal.code).map_or_else(|| "refused".into(), Into::into),
                http_status: number,
                reason_for_resident: sentence(&refusal.reason),
            }),
            _ => Err(retry(status, headers, now, true)),
        },
        408 | 425 | 429 => Err(retry(status, headers, now, false)),
        400..=499 => Err(retry(status, headers, now, true)),
        _ => Err(retry(status, headers, now, false)),
    }
}

fn receipt(body: &[u8]) -> Option<String> {
    let body: ReceiptBody = serde_json::from_slice(body).ok()?;
    their_reference(&body.reference)
}

fn retry(status: StatusCode, headers: &HeaderMap, now: Timestamp, alarm: bool) -> DeliveryError {
    DeliveryError::Retry {
        code: format!("http-{}", status.as_u16()).into(),
        http_status: Some(status.as_u16()),
        after: retry_after(headers, now),
        alarm,
    }
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or an HTTP date. A date that has passed is no
/// wish to wait.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTimeParser::new().parse_timestamp(text).ok()?;
    let millis = date.as_millisecond().checked_sub(now.as_millisecond())?;
    u64::try_from(millis).ok().map(Duration::from_millis)
}
