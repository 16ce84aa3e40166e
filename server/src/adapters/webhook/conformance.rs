//! `doorstep destination test`: plays every case a back office has to handle.

use super::settings::WebhookConfig;
use super::signature;
use super::wire::{self, ReceiptBody, RefusalBody, RequestEvent};
use crate::adapters::BuildError;
use crate::adapters::conformance::{Case, Report, Sample, Verdict};
use crate::clock::Clock;
use crate::handoff::text::{sentence, their_reference};
use crate::handoff::{OutgoingRequest, TOLERANCE_SECONDS};
use crate::http_client::networks::Networks;
use crate::http_client::{self, Client, Limits};
use http::header::CONTENT_TYPE;
use reqwest::Method;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use std::time::Duration;
use uuid::Uuid;

/// The time-out of the first attempt of the slow case.
const IMPATIENT: Duration = Duration::from_secs(2);

/// Plays all cases one after the other. Every event has `"test": true`.
pub async fn run_cases(
    config: &WebhookConfig,
    source: &str,
    sample: &Sample,
    clock: &dyn Clock,
) -> Result<Report, BuildError> {
    let player = Player {
        patient: client(config, Duration::from_secs(config.timeout_seconds))?,
        impatient: client(config, IMPATIENT)?,
        config,
        keys: config.keys()?,
        clock,
        source,
        sample,
    };
    let mut cases = Vec::new();
    let (accept, first) = player.accept().await;
    let reachable = accept.verdict == Verdict::Passed;
    cases.push(accept);
    if !reachable {
        // Without an accepted message the other cases would only repeat its fault.
        return Ok(Report { cases });
    }
    cases.push(player.duplicate(&first).await);
    cases.push(player.slow(&first).await);
    cases.push(player.reject().await);
    cases.push(player.unknown_service().await);
    cases.push(player.wrong_signature().await);
    cases.push(player.old_timestamp().await);
    cases.push(player.malformed().await);
    Ok(Report { cases })
}

fn client(config: &WebhookConfig, timeout: Duration) -> Result<Client, BuildError> {
    Ok(Client::new(&Limits {
        timeout,
        allow_networks: Networks::parse(&config.allow_networks)
            .map_err(|_| BuildError::Networks)?,
        ca_file: config.ca_file.clone(),
    })?)
}

struct Player<'a> {
    patient: Client,
    impatient: Client,
    config: &'a WebhookConfig,
    keys: signature::Secrets,
    clock: &'a dyn Clock,
    source: &'a str,
    sample: &'a Sample,
}

/// A message and the reply to it.
struct Sent {
    id: Uuid,
    body: Vec<u8>,
    /// Or why there is no reply.
    reply: Result<Reply, String>,
}

struct Reply {
    status: u16,
    body: Vec<u8>,
}

impl Reply {
    fn reference(&self) -> Option<String> {
        let body: ReceiptBody = serde_json::from_slice(&self.body).ok()?;
        their_reference(&body.reference)
    }

    fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl Player<'_> {
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

    fn event(&self, service: &str) -> (Uuid, RequestEvent) {
        let id = self.clock.id();
        let mut bytes = [0u8; 32];
        let reference = loop {
            self.clock.random(&mut bytes);
            if let Some(reference) = Reference::from_random(&bytes) {
                break reference;
            }
        };
        let request = OutgoingRequest {
            source: self.source.to_owned(),
            reference,
            part: self.sample.part.clone(),
            service: service.to_owned(),
            version: self.sample.version.clone(),
            authority: self.sample.authority.clone(),
            channel: Channel::Web,
            language: Language::En,
            received_at: self.clock.now(),
            answers: self.sample.answers.clone(),
        };
        (id, RequestEvent::new(id, &request, true))
    }

    async fn send_new(&self, client: &Client) -> Sent {
        let (id, event) = self.event(&self.sample.service);
        let body = event.to_bytes();
        let reply = self.send(client, id, &body).await;
        Sent { id, body, reply }
    }

    async fn send(&self, client: &Client, id: Uuid, body: &[u8]) -> Result<Reply, String> {
        let second = self.clock.now().as_second();
        let signature = self.keys.sign(&id.to_string(), second, body);
        self.post(client, id, second, &signature, body).await
    }

    async fn post(
        &self,
        client: &Client,
        id: Uuid,
        second: i64,
        signature: &str,
        body: &[u8],
    ) -> Result<Reply, String> {
        let response = client
            .request(Method::POST, &self.config.url)
            .map_err(|problem| problem.to_string())?
            .header(CONTENT_TYPE, wire::CONTENT_TYPE)
            .header(signature::ID, id.to_string())
            .header(signature::TIMESTAMP, second)
            .header(signature::SIGNATURE, signature)
            .body(body.to_vec())
            .send()
            .await
            .map_err(|error| http_client::failure_code(&error).to_string())?;
        let status = response.status().as_u16();
        match http_client::read(response).await {
            Ok(body) => Ok(Reply { status, body }),
            Err(http_client::ReadProblem::TooLarge) => Err("a reply above 64 KiB".to_owned()),
            Err(http_client::ReadProblem::Failed(error)) => {
                Err(http_client::failure_code(&error).to_string())
            }
        }
    }
}

/// Advice when the first message was not accepted.
fn not_accepted(reply: &Result<Reply, String>) -> &'static str {
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

fn refusal(reply: &Result<Reply, String>) -> Verdict {
    match reply {
        Ok(reply) if matches!(reply.status, 400 | 422) => {
            match serde_json::from_slice::<RefusalBody>(&reply.body) {
                Ok(body) if sentence(&body.reason).is_some() => Verdict::Passed,
                _ => Verdict::Failed,
            }
        }
        _ => Verdict::Failed,
    }
}

fn unauthorised(reply: &Result<Reply, String>) -> Verdict {
    match reply {
        Ok(reply) if reply.status == 401 => Verdict::Passed,
        Ok(reply) if matches!(reply.status, 400 | 403) => Verdict::Advice,
        _ => Verdict::Failed,
    }
}

fn observed(reply: &Result<Reply, String>) -> String {
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
