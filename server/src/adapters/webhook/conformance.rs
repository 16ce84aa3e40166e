//! `doorstep destination test`: plays every case a back office will meet, before residents do.

use super::config::WebhookConfig;
use super::signature;
use super::wire::{self, ReceiptBody, RefusalBody, RequestEvent};
use crate::adapters::conformance::{Case, Report, Sample, Verdict};
use crate::adapters::{BuildError, OutgoingRequest};
use crate::clock::Clock;
use crate::http_client::networks::Networks;
use crate::http_client::{self, Client, Limits};
use http::header::CONTENT_TYPE;
use reqwest::Method;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use std::time::Duration;
use uuid::Uuid;

/// How long the impatient first attempt of the slow case waits.
const IMPATIENT: Duration = Duration::from_secs(2);

/// Plays all cases one after the other. Every event says `"test": true`.
pub async fn run_cases(
    config: &WebhookConfig,
    source: &str,
    sample: &Sample,
    clock: &dyn Clock,
) -> Result<Report, BuildError> {
    let stage = Stage {
        patient: client(config, Duration::from_secs(config.timeout_seconds))?,
        impatient: client(config, IMPATIENT)?,
        config,
        keys: config.keys()?,
        clock,
        source,
        sample,
    };
    let mut cases = Vec::new();
    let (accept, first) = stage.accept().await;
    let reachable = accept.verdict == Verdict::Passed;
    cases.push(accept);
    if !reachable {
        // Without one accepted message the other cases would only repeat its fault.
        return Ok(Report { cases });
    }
    cases.push(stage.duplicate(&first).await);
    cases.push(stage.slow(&first).await);
    cases.push(stage.reject().await);
    cases.push(stage.unknown_service().await);
    cases.push(stage.wrong_signature().await);
    cases.push(stage.old_timestamp().await);
    cases.push(stage.malformed().await);
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

struct Stage<'a> {
    patient: Client,
    impatient: Client,
    config: &'a WebhookConfig,
    keys: signature::Secrets,
    clock: &'a dyn Clock,
    source: &'a str,
    sample: &'a Sample,
}

/// A message and what came of it.
struct Sent {
    id: Uuid,
    body: Vec<u8>,
    /// Status and reference; or why there is no reply.
    reply: Result<Reply, String>,
}

struct Reply {
    status: u16,
    body: Vec<u8>,
}

impl Reply {
    fn reference(&self) -> Option<String> {
        let body: ReceiptBody = serde_json::from_slice(&self.body).ok()?;
        wire::their_reference(&body.reference)
    }

    fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }
}

impl Stage<'_> {
    async fn accept(&self) -> (Case, Sent) {
        let sent = self.send_new(&self.patient).await;
        let (verdict, seen) = match &sent.reply {
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
            other => (Verdict::Failed, seen(other)),
        };
        let case = Case {
            name: "accept",
            verdict,
            expected: "2xx and {\"reference\": \"your number, 1 to 64 characters\"}",
            seen,
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
            seen: seen(&again),
            advice: "Keep every webhook-id with the reference you gave it, in the same transaction \
                     as the work, and answer a known id from there.",
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
        // Two requests under one number cannot be told apart.
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
            expected: "a reply within two seconds; after a time-out, the same reference at every repeat, and another than the request before it got",
            seen: format!(
                "first: {}; repeated: {}; once more: {}",
                seen(&first.reply),
                seen(&second),
                seen(&third)
            ),
            advice: "Write the message down, answer, and do the work afterwards.",
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
            seen: seen(&reply),
            advice: "Refuse what you will never be able to do, with a code and one plain sentence; \
                     without them Doorstep keeps trying for a week.",
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
            seen: seen(&reply),
            advice: "Accepting a service you do not know means nobody works on it.",
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
            seen: seen(&reply),
            advice: "Compute HMAC-SHA-256 over `webhook-id.webhook-timestamp.body` with the raw \
                     bytes of the body, compare in constant time, and refuse what does not match.",
        }
    }

    async fn old_timestamp(&self) -> Case {
        let (id, event) = self.event(&self.sample.service);
        let body = event.to_bytes();
        let second = self.clock.now().as_second() - 2 * signature::TOLERANCE_SECONDS;
        let signature = self.keys.sign(&id.to_string(), second, &body);
        let reply = self
            .post(&self.patient, id, second, &signature, &body)
            .await;
        Case {
            name: "old timestamp",
            verdict: unauthorised(&reply),
            expected: "401 for a webhook-timestamp more than five minutes away",
            seen: seen(&reply),
            advice: "Compare webhook-timestamp with your clock, so that a recorded message cannot be \
                     played again later.",
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
            seen: seen(&reply),
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
            id,
            source: self.source,
            reference,
            part: &self.sample.part,
            service,
            version: &self.sample.version,
            authority: &self.sample.authority,
            channel: Channel::Web,
            language: Language::En,
            received_at: self.clock.now(),
            answers: self.sample.answers.clone(),
        };
        (id, RequestEvent::new(&request, true))
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
            .map_err(|error| http_client::failure_code(&error).to_owned())?;
        let status = response.status().as_u16();
        match http_client::read(response).await {
            Ok(body) => Ok(Reply { status, body }),
            Err(http_client::ReadProblem::TooLarge) => Err("a reply above 64 KiB".to_owned()),
            Err(http_client::ReadProblem::Failed(error)) => {
                Err(http_client::failure_code(&error).to_owned())
            }
        }
    }
}

/// Where to look when the first message was not accepted; the other cases would only repeat it.
fn not_accepted(reply: &Result<Reply, String>) -> &'static str {
    match reply.as_ref().map(|reply| reply.status) {
        Err(_) => {
            "It was not reached: look at the address, the firewall, the certificate and \
             allow_networks."
        }
        Ok(200..=299) => "Answer in JSON with a reference of your own, before the work is done.",
        Ok(300..=399) => "No redirect is followed: set url to the address it leads to.",
        Ok(400 | 422) => {
            "It refused a request that the definition of the service accepts: compare it with \
             /api/v1/services/{service}/schema. Its data.test is true: it asks for no work."
        }
        Ok(401 | 403) => "Compare the signing keys, and the clocks.",
        Ok(404 | 405) => "Look at the path in url: it must take POST.",
        Ok(_) => "Look into its own log.",
    }
}

fn refusal(reply: &Result<Reply, String>) -> Verdict {
    match reply {
        Ok(reply) if matches!(reply.status, 400 | 422) => {
            match serde_json::from_slice::<RefusalBody>(&reply.body) {
                Ok(body) if wire::sentence(&body.reason).is_some() => Verdict::Passed,
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

fn seen(reply: &Result<Reply, String>) -> String {
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
