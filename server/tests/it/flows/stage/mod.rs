//! A stage: an outbox with a clock that is set by hand, keys, words and a store in memory.

pub mod clock;
pub mod faulty;
pub mod store;

use clock::HandClock;
use jiff::Timestamp;
use serde_json::json;
use server::adapters::HandOver;
use server::adapters::register::Register;
use server::clock::Clock;
use server::config::destinations::{Destination, Destinations};
use server::config::email::EmailConfig;
use server::config::outbox::OutboxConfig;
use server::notices::{NOTICE_KEYS, NoticeDeps, Notices, Person, Sender};
use server::outbox::{Deps, Drained, Outbox};
use server::store::Store;
use server::store::rows::*;
use server::vault::{Place, Vault, keys};
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::status::Status;
use shared::wording::{Phrase, Wording};
use std::collections::BTreeMap;
use std::sync::Arc;
use store::MemoryStore;
use tokio::sync::Notify;
use uuid::Uuid;

pub const KEY: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
pub const OTHER_KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub const AUTHORITY: &str = "maidstone";

pub struct Stage {
    pub store: Arc<MemoryStore>,
    pub clock: Arc<HandClock>,
    pub vault: Vault,
    pub register: Arc<Register>,
    pub outbox: Arc<Outbox>,
    pub wake: Arc<Notify>,
}

/// What was owed for one request.
pub struct Owed {
    pub delivery: Uuid,
    pub reference: Reference,
}

/// A webhook on this machine with settings that fit a test.
pub fn webhook(url: &str) -> Destination {
    destination(json!({"url": url, "secrets": [KEY]}))
}

/// A webhook with these settings; what is left out fits a test.
pub fn destination(mut settings: serde_json::Value) -> Destination {
    let map = settings.as_object_mut().unwrap();
    map.insert("adapter".into(), json!("webhook"));
    for (key, value) in [
        ("allow_networks", json!(["127.0.0.0/8", "::1"])),
        ("timeout_seconds", json!(1)),
    ] {
        map.entry(key).or_insert(value);
    }
    serde_json::from_value(settings).unwrap()
}

impl Stage {
    pub fn new(destinations: &[(&str, Destination)]) -> Stage {
        Stage::with(destinations, |_| {})
    }

    /// With adapters of the test's own.
    pub fn with(destinations: &[(&str, Destination)], add: impl FnOnce(&mut Register)) -> Stage {
        let destinations: Destinations = destinations
            .iter()
            .map(|(name, destination)| ((*name).to_owned(), destination.clone()))
            .collect();
        let mut register = Register::new(&destinations, &EmailConfig::default(), false)
            .map_err(|(name, error)| format!("{name}: {error}"))
            .unwrap();
        add(&mut register);
        let store = Arc::new(MemoryStore::default());
        let clock = Arc::new(HandClock::new());
        let vault = Vault::from_text(&keys::mint()).unwrap();
        let register = Arc::new(register);
        let wake = Arc::new(Notify::new());
        let outbox = outbox(&store, &clock, &vault, &register, &wake);
        Stage {
            store,
            clock,
            vault,
            register,
            outbox,
            wake,
        }
    }

    /// The same store and clock under a process that was just started.
    pub fn restarted(&self) -> Arc<Outbox> {
        outbox(
            &self.store,
            &self.clock,
            &self.vault,
            &self.register,
            &self.wake,
        )
    }

    /// A submission with one part, and its delivery to `destination`.
    pub async fn owe(&self, destination: &str) -> Owed {
        self.owe_with(destination, json!({"description": "A bin on Quarry Lane"}))
            .await
    }

    pub async fn owe_with(&self, destination: &str, answers: serde_json::Value) -> Owed {
        let now = self.clock.now();
        let (submission, delivery) = (self.clock.id(), self.clock.id());
        let reference = self.reference();
        let hand_over = HandOver {
            id: delivery,
            source: "http://localhost:3000",
            reference,
            part: "service",
            service: "missed-bin",
            version: "v",
            authority: AUTHORITY,
            channel: Channel::Web,
            language: Language::En,
            received_at: now,
            answers: answers.as_object().unwrap().clone(),
        };
        let payload = self
            .register
            .payload(destination, &hand_over)
            .unwrap_or_else(|| b"{}".to_vec());
        let person = Person {
            email: Some("resident@example.org".into()),
            ..Person::default()
        };
        let seal = |table, column, row, bytes: &[u8]| {
            let place = Place {
                authority: AUTHORITY,
                table,
                column,
                row,
            };
            self.vault.seal(place, bytes)
        };
        self.store.put(
            Submission {
                row: SubmissionRow {
                    id: submission,
                    reference,
                    draft: None,
                    authority: AUTHORITY.into(),
                    service: "missed-bin".into(),
                    version: "v".into(),
                    channel: Channel::Web,
                    language: Language::En,
                    owner: None,
                    answers: seal("submissions", "answers", submission, b"{}"),
                    person: seal(
                        "submissions",
                        "person",
                        submission,
                        &serde_json::to_vec(&person).unwrap(),
                    ),
                    received_at: now,
                },
                parts: vec![PartRow {
                    id: "service".into(),
                    authority: AUTHORITY.into(),
                    destination: destination.into(),
                    status: Status::Received,
                    their_reference: None,
                }],
                timeline: Vec::new(),
                contact: None,
            },
            DeliveryRow {
                id: delivery,
                submission: Some(submission),
                part: Some("service".into()),
                kind: DeliveryKind::Request,
                destination: destination.into(),
                authority: AUTHORITY.into(),
                payload: seal("deliveries", "payload", delivery, &payload),
                state: DeliveryState::Due,
                attempts: 0,
                next_at: now,
                created_at: now,
                ended_at: None,
            },
        );
        Owed {
            delivery,
            reference,
        }
    }

    pub fn reference(&self) -> Reference {
        let mut bytes = [0u8; 64];
        loop {
            self.clock.random(&mut bytes);
            if let Some(reference) = Reference::from_random(&bytes) {
                return reference;
            }
        }
    }

    pub async fn drain(&self) -> Drained {
        self.outbox.drain_once().await.unwrap()
    }

    /// Sets the clock to when the delivery and its destination are ready again.
    pub fn wait_for(&self, owed: &Owed) {
        let delivery = self.store.delivery(owed.delivery);
        let paused = self.store.paused_until(&delivery.destination);
        self.clock
            .set(delivery.next_at.max(paused.unwrap_or(delivery.next_at)));
    }

    pub async fn part(&self, owed: &Owed) -> PartRow {
        let submission = self.store.submission(owed.reference).await.unwrap();
        submission.unwrap().parts.remove(0)
    }

    /// The mails that are owed, opened: `(to, subject, text)`.
    pub fn mails(&self) -> Vec<serde_json::Value> {
        self.store
            .deliveries()
            .into_iter()
            .filter(|row| row.kind == DeliveryKind::Email)
            .map(|row| {
                let place = Place {
                    authority: &row.authority,
                    table: "deliveries",
                    column: "payload",
                    row: row.id,
                };
                let json = self.vault.open(place, &row.payload).unwrap();
                serde_json::from_slice(&json).unwrap()
            })
            .collect()
    }

    pub fn results(&self, owed: &Owed) -> Vec<String> {
        self.store
            .attempts_of(owed.delivery)
            .into_iter()
            .map(|attempt| attempt.result)
            .collect()
    }
}

pub fn words() -> Wording {
    let phrases = NOTICE_KEYS
        .iter()
        .map(|key| {
            let text = match *key {
                "notice-follow" => "Follow it at {link}".to_owned(),
                "notice-operator-body" => "{destination} {code} {command}".to_owned(),
                key if key.ends_with("-subject") => format!("{key} {{authority}}"),
                key if key.ends_with("-body") => format!("{key} {{reference}}"),
                key => key.to_owned(),
            };
            ((*key).to_owned(), Phrase::Plain(text))
        })
        .collect();
    Wording {
        language: Language::En,
        phrases,
    }
}

fn outbox(
    store: &Arc<MemoryStore>,
    clock: &Arc<HandClock>,
    vault: &Vault,
    register: &Arc<Register>,
    wake: &Arc<Notify>,
) -> Arc<Outbox> {
    let sender = Sender {
        name: "Maidstone Borough Council".into(),
        url: "https://maidstone.example".into(),
        reply_to: None,
    };
    let notices = Notices::new(NoticeDeps {
        vault: vault.clone(),
        clock: clock.clone(),
        words: BTreeMap::from([(Language::En, Arc::new(words()))]),
        senders: BTreeMap::from([(AUTHORITY.to_owned(), sender)]),
        on: true,
        operator: Some("operator@example.org".into()),
    });
    Outbox::new(Deps {
        store: store.clone(),
        vault: vault.clone(),
        clock: clock.clone(),
        register: Arc::clone(register),
        notices: Arc::new(notices),
        config: OutboxConfig::default(),
        wake: Arc::clone(wake),
    })
}

pub fn later(clock: &HandClock, seconds: i64) -> Timestamp {
    clock.now() + jiff::SignedDuration::from_secs(seconds)
}
