//! The emails Doorstep sends: to residents about their request, to the operator about
//! deliveries.
//!
//! A notice is a delivery like any other: built here, sealed, written in the transaction of the
//! change it reports, and sent by the outbox. It repeats only the answers that the service allows
//! in emails, and its subject names the service and the news, but nobody. Its sentences are
//! [`NOTICE_KEYS`] in the person's language.
//!
//! - `resident`: confirmations and statuses; `operator_alerts`: alerts.
//! - `person`: the contact details of whoever made a submission.
//! - `plain_text`: the layout; `locale_keys`: the keys of the texts.
//!
//! To add one: its keys in `locale_keys` and in every `notices.ftl`, a method of [`Notices`] in
//! `resident` or `operator_alerts`.

mod locale_keys;
mod operator_alerts;
mod person;
mod plain_text;
mod resident;

pub use locale_keys::NOTICE_KEYS;
pub use operator_alerts::OperatorAlert;
pub use person::{MailNaming, Person};
pub use resident::{ConfirmationText, NoticeContext, accepted_at_once};

use crate::budgets::Budgets;
use crate::clock::Clock;
use crate::handoff::{EMAIL, OutgoingEmail, Payload};
use crate::store::{DeliveryKind, DeliveryRow, DeliveryState};
use crate::vault::{Vault, contexts};
use shared::language::{Language, Text};
use shared::wording::Wording;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// The sender of an authority's emails.
#[derive(Debug, Clone, Default)]
pub struct Sender {
    /// The council's name.
    pub name: Text,
    /// The URL of its site, such as `https://forms.example.gov.uk`, without a trailing slash.
    pub url: String,
    /// An address people may reply to.
    pub reply_to: Option<String>,
}

/// The dependencies of notices.
#[derive(Clone)]
pub struct NoticeDeps {
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
    pub words: BTreeMap<Language, Arc<Wording>>,
    /// By authority.
    pub senders: BTreeMap<String, Sender>,
    /// Whether email is on (`EmailConfig::is_on`); otherwise there are no notices.
    pub on: bool,
    /// The operator's address.
    pub operator: Option<String>,
    pub budgets: Arc<Budgets>,
}

/// Builds the deliveries of emails.
pub struct Notices(NoticeDeps);

impl Notices {
    pub fn new(deps: NoticeDeps) -> Notices {
        Notices(deps)
    }

    /// Whether pages may mention email.
    pub fn are_on(&self) -> bool {
        self.0.on
    }

    fn delivery(
        &self,
        submission: Option<Uuid>,
        authority: &str,
        email: OutgoingEmail,
    ) -> DeliveryRow {
        let id = self.0.clock.id();
        let now = self.0.clock.now();
        let context = contexts::delivery_payload(authority, id);
        let payload = Payload::from(email).to_bytes();
        DeliveryRow {
            id,
            submission,
            part: None,
            kind: DeliveryKind::Email,
            destination: EMAIL.to_owned(),
            authority: authority.to_owned(),
            payload: self.0.vault.seal(context, &payload),
            state: DeliveryState::Due,
            attempts: 0,
            next_at: now,
            created_at: now,
            ended_at: None,
            held_until: None,
        }
    }

    fn words(&self, language: Language) -> Option<&Wording> {
        self.0
            .words
            .get(&language)
            .or_else(|| self.0.words.get(&Language::En))
            .map(Arc::as_ref)
    }
}
