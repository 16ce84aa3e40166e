//! Judges replies and describes them.

use super::harness::Reply;
use crate::adapters::conformance_report::Verdict;
use crate::adapters::webhook::wire::RefusalBody;
use crate::handoff::external_text::sentence;

/// Advice when the first message was not accepted.
pub(super) fn not_accepted(reply: &Result<Reply, String>) -> &'static str {
    match reply.as_ref().map(|reply| reply.status) {
        Err(_) => {
            "The destination was not reached: check the address, the firewall, the certificate \
             and allow_networks."
        }
        Ok(200..=299) => "Reply in JSON with a reference of your own, before the work is done.",
        Ok(300..=399) => "Redirects are not followed: set url to the address this one leads to.",
        Ok(400 | 422) => {
            "The destination refused a request that the definition of the service accepts: \
             compare it with /api/v1/services/{service}/schema. Its data.test is true: no work \
             is to be done for it."
        }
        Ok(401 | 403) => "Compare the signing keys and the clocks.",
        Ok(404 | 405) => "Check the path in url: it must accept POST.",
        Ok(_) => "Check the destination's own log.",
    }
}

pub(super) fn refusal(reply: &Result<Reply, String>) -> Verdict {
    match reply {
        Ok(reply) if matches!(reply.status, 400 | 422) => {
            match serde_json::from_slice::<RefusalBody>(&reply.body) {
                Ok(body) if sentence(&body.reason).is_ok() => Verdict::Passed,
                _ => Verdict::Failed,
            }
        }
        _ => Verdict::Failed,
    }
}

pub(super) fn unauthorised(reply: &Result<Reply, String>) -> Verdict {
    match reply {
        Ok(reply) if reply.status == 401 => Verdict::Passed,
        Ok(reply) if matches!(reply.status, 400 | 403) => Verdict::Advice,
        _ => Verdict::Failed,
    }
}

pub(super) fn observed(reply: &Result<Reply, String>) -> String {
    match reply {
        Ok(reply) => match reply.reference() {
            Some(reference) => format!("{} with reference {reference}", reply.status),
            None => match serde_json::from_slice::<RefusalBody>(&reply.body) {
                Ok(refusal) => format!("{} with the reason: {}", reply.status, refusal.reason),
                Err(_) => reply.status.to_string(),
            },
        },
        Err(code) => format!("no reply ({code})"),
    }
}
