//! Interprets the replies of a back office.
//!
//! 2xx with a readable `{"reference"}` is the receipt. 2xx without one is not trusted, because
//! a proxy's login page also answers 200: the message is sent again, and its id prevents it from
//! being acted on twice. 409 means that the destination already has the message, with or
//! without a reference, and is a success. 400 and 422 refuse permanently, but only with a code
//! and a sentence for the resident, which only a destination that read the request can give.
//! Every other 4xx and a redirect is a configuration fault (a wrong key, a wrong address, an
//! older version): the message is retried by the schedule and the operator is alerted. 408, 425,
//! 429 and 5xx are retried. `Retry-After` is honoured in every retried reply, in seconds or as a
//! date.

use super::wire::{ReceiptBody, RefusalBody};
use crate::handoff::external_text::{code, sentence, their_reference};
use crate::handoff::{DeliveryError, FailureCode, Receipt, Refusal};
use crate::http_client::ReadError;
use http::{HeaderMap, StatusCode, header::RETRY_AFTER};
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use std::time::Duration;

/// Interprets one reply. `body` may be an error although the status arrived.
pub fn judge(
    status: StatusCode,
    headers: &HeaderMap,
    body: Result<Vec<u8>, ReadError>,
    now: Timestamp,
) -> Result<Receipt, DeliveryError> {
    let number = Some(status.as_u16());
    if status.is_success() {
        return match body {
            Ok(body) => receipt(&body)
                .map(|reference| Receipt {
                    their_reference: Some(reference),
                })
                .ok_or_else(|| DeliveryError::alarm(FailureCode::BadReply, number)),
            Err(ReadError::TooLarge) => {
                Err(DeliveryError::alarm(FailureCode::ReplyTooLarge, number))
            }
            Err(ReadError::Failed(error)) => {
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
        300..=399 => Err(DeliveryError::alarm(FailureCode::Redirected, number)),
        400 | 422 => match serde_json::from_slice::<RefusalBody>(&body) {
            Ok(refusal) if sentence(&refusal.reason).is_ok() => Err(DeliveryError::Reject {
                refusal: refusal_code(&refusal),
                http_status: number,
                reason_for_resident: sentence(&refusal.reason).ok(),
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
    their_reference(&body.reference).ok()
}

/// The code `refused` adds nothing to having no code.
fn refusal_code(body: &RefusalBody) -> Refusal {
    match code(&body.code) {
        Some(code) if code != "refused" => Refusal::Code(code),
        _ => Refusal::Unspecified,
    }
}

fn retry(status: StatusCode, headers: &HeaderMap, now: Timestamp, alarm: bool) -> DeliveryError {
    DeliveryError::Retry {
        code: FailureCode::Http(status.as_u16()),
        http_status: Some(status.as_u16()),
        retry_after: retry_after(headers, now),
        alarm,
    }
}

/// `Retry-After` (RFC 9110, 10.2.3): seconds, or an HTTP date. A date in the past is ignored.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let date = DateTimeParser::new().parse_timestamp(text).ok()?;
    let millis = date.as_millisecond().checked_sub(now.as_millisecond())?;
    u64::try_from(millis).ok().map(Duration::from_millis)
}
