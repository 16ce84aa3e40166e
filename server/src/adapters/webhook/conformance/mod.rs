//! `doorstep destination test`: runs every case that a back office has to handle.
//!
//! The cases are here; `harness` sends their messages, `verdict` judges the replies. To add a
//! case: a method here, its line in [`run_cases`] and in the table for integrators.

mod harness;
mod verdict;

use super::settings::WebhookConfig;
use crate::adapters::BuildError;
use crate::adapters::conformance_report::{Case, Report, Sample, Verdict};
use crate::clock::Clock;
use crate::handoff::TOLERANCE_SECONDS;
use harness::{Harness, Reply, Sent, client};
use std::time::Duration;
use verdict::{not_accepted, observed, refusal, unauthorised};

/// The timeout of the first attempt of the slow case.
const IMPATIENT: Duration = Duration::from_secs(2);

/// Runs all cases one after the other. Every event has `"test": true`.
pub(super) async fn run_cases(
    config: &WebhookConfig,
    source: &str,
    sample: &Sample,
    clock: &dyn Clock,
) -> Result<Report, BuildError> {
    let harness = Harness {
        patient: client(config, Duration::from_secs(config.timeout_seconds))?,
        impatient: client(config, IMPATIENT)?,
        config,
        keys: config.keys()?,
        clock,
        source,
        sample,
    };
    let mut cases = Vec::new();
    let (accept, first) = harness.accept().await;
    let reachable = accept.verdict == Verdict::Passed;
    cases.push(accept);
    if !reachable {
        // Without an accepted message the other cases would only repeat its failure.
        return Ok(Report { cases });
    }
    cases.push(harness.duplicate(&first).await);
    cases.push(harness.slow(&first).await);
    cases.push(harness.reject().await);
    cases.push(harness.unknown_service().await);
    cases.push(harness.wrong_signature().await);
    cases.push(harness.old_timestamp().await);
    cases.push(harness.malformed().await);
    Ok(Report { cases })
}

impl Harness<'_> {
    async fn accept(&self) -> (Case, Sent) {
        let sent = self.send_new(&self.patient).await;
        let (verdict, observed) = match &sent.reply {
            Ok(reply) if reply.is_good() => match reply.reference() {
                Some(reference) => (
                    Verdict::Passed,
                    format!("{} with reference {reference}", reply.status),
                ),
                None => (
                    Verdict::Failed,
                    format!(
                        "{} without a readable {{\"reference\": \"…\"}}",
                        reply.status
                    ),
                ),
            },
            other => (Verdict::Failed, observed(other)),
        };
        let case = Case {
            name: "accept",
            verdict,
            expected: "2xx and {\"reference\": \"your number, 1 to 64 characters\"}",
            observed,
            advice: not_accepted(&sent.reply),
        };
        (case, sent)
    }

    async fn duplicate(&self, first: &Sent) -> Case {
        let again = self.send(&self.patient, first.id, &first.body).await;
        let before = first.reply.as_ref().ok().and_then(Reply::reference);
        let verdict = match &again {
            Ok(reply) if reply.status == 409 => Verdict::Passed,
            Ok(reply) if reply.is_good() && reply.reference() == before => Verdict::Passed,
            _ => Verdict::Failed,
        };
        Case {
            name: "duplicate",
            verdict,
            expected: "the same reference again (or 409), and no second piece of work",
            observed: observed(&again),
            advice: "Store each webhook-id with the reference you gave it, in the same transaction \
                     as the work, and answer a known id with that reference.",
        }
    }

    async fn slow(&self, accepted: &Sent) -> Case {
        let first = self.send_new(&self.impatient).await;
        let second = self.send(&self.patient, first.id, &first.body).await;
        let third = self.send(&self.patient, first.id, &first.body).await;
        let reference = |reply: &Result<Reply, String>| match reply {
            Ok(reply) if reply.is_good() || reply.status == 409 => Some(reply.reference()),
            _ => None,
        };
        let (one, two) = (reference(&second), reference(&third));
        let early = reference(&first.reply);
        let before = accepted.reply.as_ref().ok().and_then(Reply::reference);
        // Two requests with the same reference could not be told apart.
        let own = before.is_none() || one != Some(before);
        let same = own
            && one.is_some()
            && one == two
            && early
                .as_ref()
                .is_none_or(|early| Some(early) == one.as_ref());
        let verdict = match (same, &first.reply) {
            (false, _) => Verdict::Failed,
            (true, Err(_)) => Verdict::Advice,
            (true, Ok(_)) => Verdict::Passed,
        };
        Case {
            name: "slow",
            verdict,
            expected: "a reply within two seconds; after a time-out, the same reference at every repeat, and \
                       different from the previous request's reference",
            observed: format!(
                "first: {}; repeated: {}; once more: {}",
                observed(&first.reply),
                observed(&second),
                observed(&third)
            ),
            advice: "Store the message, reply, and do the work afterwards.",
        }
    }

    async fn reject(&self) -> Case {
        let (id, event) = self.event(&self.sample.service);
        let mut json = serde_json::to_value(&event).unwrap_or_default();
        if let Some(data) = json.get_mut("data").and_then(|data| data.as_object_mut()) {
            data.remove("answers");
        }
        let reply = self
            .send(&self.patient, id, json.to_string().as_bytes())
            .await;
        Case {
            name: "reject",
            verdict: refusal(&reply),
            expected: "400 or 422 and {\"code\": \"…\", \"reason\": \"one sentence for the resident\"}",
            observed: observed(&reply),
            advice: "Refuse what you can never do with a code and one plain sentence; without them \
                     Doorstep keeps trying for a week.",
        }
    }

    async fn unknown_service(&self) -> Case {
        let (id, event) = self.event("no-such-service");
        let reply = self.send(&self.patient, id, &event.to_bytes()).await;
        let verdict = match refusal(&reply) {
            Verdict::Failed => Verdict::Advice,
            other => other,
        };
        Case {
            name: "unknown service",
            verdict,
            expected: "400 or 422 with code and reason for a service you do not serve",
            observed: observed(&reply),
            advice: "If you accept a service you do not know, nobody works on the request.",
        }
    }

    async fn wrong_signature(&self) -> Case {
        let (id, event) = self.event(&self.sample.service);
        let body = event.to_bytes();
        let second = self.clock.now().as_second();
        let signature = self.keys.sign(&id.to_string(), second, b"something else");
        let reply = self
            .post(&self.patient, id, second, &signature, &body)
            .await;
        Case {
            name: "wrong signature",
            verdict: unauthorised(&reply),
            expected: "401",
            observed: observed(&reply),
            advice: "Compute HMAC-SHA-256 over `webhook-id.webhook-timestamp.body` with the raw \
                     bytes of the body, compare in constant time, and refuse what does not match.",
        }
    }

    async fn old_timestamp(&self) -> Case {
        let (id, event) = self.event(&self.sample.service);
        let body = event.to_bytes();
        let second = self.clock.now().as_second() - 2 * TOLERANCE_SECONDS;
        let signature = self.keys.sign(&id.to_string(), second, &body);
        let reply = self
            .post(&self.patient, id, second, &signature, &body)
            .await;
        Case {
            name: "old timestamp",
            verdict: unauthorised(&reply),
            expected: "401 for a webhook-timestamp more than five minutes away",
            observed: observed(&reply),
            advice: "Compare webhook-timestamp with your clock, so that a recorded message cannot be \
                     replayed later.",
        }
    }

    async fn malformed(&self) -> Case {
        let reply = self
            .send(&self.patient, self.clock.id(), b"{\"specversion\":\"1.0\",")
            .await;
        let verdict = match &reply {
            Ok(reply) if (400..500).contains(&reply.status) => Verdict::Passed,
            _ => Verdict::Failed,
        };
        Case {
            name: "malformed",
            verdict,
            expected: "400 for a signed body that is not JSON",
            observed: observed(&reply),
            advice: "Never answer 2xx or 5xx to what you cannot read.",
        }
    }
}
