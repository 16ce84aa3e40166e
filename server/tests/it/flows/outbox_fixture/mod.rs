//! An outbox with a test clock, keys, wording, a mailbox and a store of its own.

pub mod certified;
pub mod faulty;
mod receive_callback;

pub use receive_callback::CallbackRefused;

use crate::support::clock::TestClock;
use crate::support::tables::attempt_results;
use crate::support::undelivered::Undelivered;
use app::wording::WordingByLanguage;
use async_trait::async_trait;
use jiff::Timestamp;
use serde_json::{Value, json};
use server::adapters::email::EmailConfig;
use server::adapters::registry::Registry;
use server::adapters::{Adapter, Destination};
use server::budgets::Budgets;
use server::clock::Clock;
use server::config::Config;
use server::config::destinations::Destinations;
use server::config::outbox::OutboxConfig;
use server::handoff::{
    DeliveryError, EMAIL, FailureCode, Message, OutgoingRequest, Payload, Receipt, Refusal,
};
use server::notices::{NoticeDeps, Notices, Person, Sender};
use server::outbox::{Deps, Drained, Outbox};
use server::store::{Migrate, SharedStore, open, *};
use server::vault::{KeyedHash, Vault, contexts, keys};
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::service::purpose::Purpose;
use shared::status::Status;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;
use tokio::sync::Notify;
use uuid::Uuid;

pub const KEY: &str = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";
pub const OTHER_KEY: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
pub const AUTHORITY: &str = "maidstone";
pub const OPERATOR: &str = "operator@example.org";

pub struct OutboxFixture {
    undelivered: Undelivered,
    pub store: SharedStore,
    pub clock: Arc<TestClock>,
    pub vault: Vault,
    pub registry: Arc<Registry>,
    pub outbox: Arc<Outbox>,
    pub wake: Arc<Notify>,
    notices: Arc<Notices>,
    pub mails: Arc<MailBox>,
    url: String,
    _folder: TempDir,
}

/// A mail transport that stores every email it delivers.
#[derive(Default)]
pub struct MailBox {
    sent: Mutex<Vec<Value>>,
    /// No connection can be made.
    pub is_down: AtomicBool,
    /// Emails to residents are refused.
    pub refuses_residents: AtomicBool,
}

#[async_trait]
impl Adapter for MailBox {
    async fn deliver(&self, message: &Message) -> Result<Receipt, DeliveryError> {
        if self.is_down.load(Ordering::Relaxed) {
            return Err(DeliveryError::retry(FailureCode::Connect, None));
        }
        let mail = serde_json::to_value(message.email()?).unwrap();
        if self.refuses_residents.load(Ordering::Relaxed) && mail["to"] != OPERATOR {
            return Err(DeliveryError::Reject {
                refusal: Refusal::Smtp(550),
                http_status: None,
                reason_for_resident: None,
            });
        }
        self.sent.lock().unwrap().push(mail);
        Ok(Receipt {
            their_reference: None,
        })
    }
}

/// The pending delivery of one request.
pub struct PendingDelivery {
    pub delivery: Uuid,
    pub reference: Reference,
    submission: Uuid,
}

/// A local webhook with settings suited to tests.
pub fn webhook(url: &str) -> Destination {
    destination(json!({"url": url, "secrets": [KEY]}))
}

/// A webhook with these settings; defaults suit tests.
pub fn destination(mut settings: Value) -> Destination {
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

impl OutboxFixture {
    pub async fn new(destinations: &[(&str, Destination)]) -> OutboxFixture {
        OutboxFixture::with(destinations, |_| {}).await
    }

    /// With additional adapters.
    pub async fn with(
        destinations: &[(&str, Destination)],
        add: impl FnOnce(&mut Registry),
    ) -> OutboxFixture {
        let destinations: Destinations = destinations
            .iter()
            .map(|(name, destination)| ((*name).to_owned(), destination.clone()))
            .collect();
        let mut registry = Registry::new(&destinations, &EmailConfig::default(), false)
            .map_err(|(name, error)| format!("{name}: {error}"))
            .unwrap();
        add(&mut registry);
        let mails = Arc::new(MailBox::default());
        registry.add(EMAIL, mails.clone(), 4, 1);
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("doorstep.db").display());
        let store = open(&url, Migrate::Serve).await.unwrap();
        let clock = Arc::new(TestClock::deterministic());
        let vault = Vault::from_text(&keys::mint()).unwrap();
        let registry = Arc::new(registry);
        let wake = Arc::new(Notify::new());
        let notices = Arc::new(notices(&clock, &vault));
        let outbox = outbox(&store, &clock, &vault, &registry, &notices, &wake);
        OutboxFixture {
            undelivered: Undelivered::new(&url),
            store,
            clock,
            vault,
            registry,
            outbox,
            wake,
            notices,
            mails,
            url,
            _folder: folder,
        }
    }

    /// A new outbox on the same store and clock, as after a restart.
    pub fn restarted(&self) -> Arc<Outbox> {
        outbox(
            &self.store,
            &self.clock,
            &self.vault,
            &self.registry,
            &self.notices,
            &self.wake,
        )
    }

    /// A submission with one part, and its delivery to `destination`.
    pub async fn enqueue(&self, destination: &str) -> PendingDelivery {
        let answers = json!({"description": "A bin on Quarry Lane"});
        self.enqueue_with(destination, answers).await
    }

    pub async fn enqueue_with(&self, destination: &str, answers: Value) -> PendingDelivery {
        let now = self.clock.now();
        let (submission, delivery) = (self.clock.id(), self.clock.id());
        let reference = self.reference();
        let payload = Payload::from(OutgoingRequest {
            source: "http://localhost:3000".into(),
            reference,
            part: "service".into(),
            service: "missed-bin".into(),
            version: "v".into(),
            authority: AUTHORITY.into(),
            channel: Channel::Web,
            language: Language::En,
            received_at: now,
            answers: answers.as_object().unwrap().clone(),
            statements: Vec::new(),
        })
        .to_bytes();
        let person = Person {
            email: Some("resident@example.org".into()),
            ..Person::default()
        };
        let token = |text: &str| KeyedHash(format!("{text} {delivery}"));
        let acceptance = AcceptanceRows {
            submission: SubmissionRow {
                id: submission,
                reference,
                draft: None,
                authority: AUTHORITY.into(),
                service: "missed-bin".into(),
                version: "v".into(),
                channel: Channel::Web,
                language: Language::En,
                owner: None,
                answers: self
                    .vault
                    .seal(contexts::submission_answers(AUTHORITY, submission), b"{}"),
                person: self.vault.seal(
                    contexts::submission_person(AUTHORITY, submission),
                    &serde_json::to_vec(&person).unwrap(),
                ),
                received_at: now,
            },
            draft: None,
            parts: vec![PartRow {
                id: "service".into(),
                authority: AUTHORITY.into(),
                destination: destination.into(),
                status: Status::Received,
                their_reference: None,
            }],
            proofs: Vec::new(),
            deliveries: vec![DeliveryRow {
                id: delivery,
                submission: Some(submission),
                part: Some("service".into()),
                kind: DeliveryKind::Request,
                destination: destination.into(),
                authority: AUTHORITY.into(),
                payload: self
                    .vault
                    .seal(contexts::delivery_payload(AUTHORITY, delivery), &payload),
                state: DeliveryState::Due,
                attempts: 0,
                next_at: now,
                created_at: now,
                ended_at: None,
                held_until: None,
            }],
            contact: ContactRow {
                id: self.clock.id(),
                site: AUTHORITY.into(),
                authority: AUTHORITY.into(),
                channel: Channel::Web,
                service: Some("missed-bin".into()),
                version: Some("v".into()),
                language: Language::En,
                purpose: Purpose::Report,
                identified: Identified::None,
                source: Source::Form,
                opened_for: OpenedFor::Draft,
                counted: false,
                device: None,
                assisted: false,
                started_at: now,
                last_at: now,
                ended: None,
                outcome: None,
                draft: None,
                first_page: None,
                feedback_token: token("contact"),
            },
            idempotency: None,
        };
        let accepted = self.store.accept(acceptance).await.unwrap();
        assert_eq!(accepted, Accepted::New);
        PendingDelivery {
            delivery,
            reference,
            submission,
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

    /// Declares that the test leaves deliveries undelivered; without this, any that are left fail
    /// the test.
    pub fn leave_undelivered(&self, reason: &'static str) {
        self.undelivered.expected(reason);
    }

    pub async fn drain(&self) -> Drained {
        self.outbox.drain_once().await.unwrap()
    }

    /// Delivers what is due, and what becomes due by it.
    pub async fn deliver_all(&self) {
        while self.drain().await.claimed > 0 {}
    }

    pub async fn delivery(&self, pending: &PendingDelivery) -> DeliveryRow {
        let of = self.store.deliveries_of(pending.submission).await.unwrap();
        of.into_iter()
            .find(|row| row.id == pending.delivery)
            .unwrap()
    }

    pub async fn paused_until(&self, destination: &str) -> Option<Timestamp> {
        let now = self.clock.now();
        let paused = self.store.paused_destinations(now).await.unwrap();
        let found = paused.into_iter().find(|(name, _)| name == destination);
        found.map(|(_, until)| until)
    }

    /// Advances the clock until the delivery and its destination are ready again.
    pub async fn advance_to_next_attempt(&self, pending: &PendingDelivery) {
        let delivery = self.delivery(pending).await;
        let paused = self.paused_until(&delivery.destination).await;
        self.clock
            .set(delivery.next_at.max(paused.unwrap_or(delivery.next_at)));
    }

    pub async fn submission(&self, pending: &PendingDelivery) -> Submission {
        self.store
            .submission(pending.reference)
            .await
            .unwrap()
            .unwrap()
    }

    pub async fn part(&self, pending: &PendingDelivery) -> PartRow {
        self.submission(pending).await.parts.remove(0)
    }

    /// Sends pending emails and returns all that were sent.
    pub async fn mails(&self) -> Vec<Value> {
        self.outbox.report_give_ups().await;
        let _ = self.drain().await;
        self.mails.sent.lock().unwrap().clone()
    }

    /// The results of attempts, without those that were released untried.
    pub async fn results(&self, pending: &PendingDelivery) -> Vec<String> {
        let mut results = attempt_results(&self.url, pending.delivery).await;
        results.retain(|result| result != "released");
        results
    }
}

fn notices(clock: &Arc<TestClock>, vault: &Vault) -> Notices {
    let sender = Sender {
        name: "Maidstone Borough Council".into(),
        url: "https://maidstone.example".into(),
        reply_to: None,
    };
    let words = WordingByLanguage::load().unwrap();
    Notices::new(NoticeDeps {
        vault: vault.clone(),
        clock: clock.clone(),
        words: BTreeMap::from([(Language::En, Arc::clone(words.of(Language::En)))]),
        senders: BTreeMap::from([(AUTHORITY.to_owned(), sender)]),
        on: true,
        operator: Some(OPERATOR.into()),
        budgets: Arc::new(Budgets::new(&Config::defaults().unwrap().limits, &[])),
    })
}

fn outbox(
    store: &SharedStore,
    clock: &Arc<TestClock>,
    vault: &Vault,
    registry: &Arc<Registry>,
    notices: &Arc<Notices>,
    wake: &Arc<Notify>,
) -> Arc<Outbox> {
    Outbox::new(Deps {
        store: store.clone(),
        vault: vault.clone(),
        clock: clock.clone(),
        registry: Arc::clone(registry),
        notices: Arc::clone(notices),
        config: OutboxConfig::default(),
        wake: Arc::clone(wake),
    })
}

pub fn seconds_later(clock: &TestClock, seconds: i64) -> Timestamp {
    clock.now() + jiff::SignedDuration::from_secs(seconds)
}
