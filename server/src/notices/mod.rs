//! The e-mails Doorstep owes: to residents about their request, to the operator about
//! deliveries that gave up, fail or wait.
//!
//! A notice is a delivery like any other: built here, sealed, written in the transaction of
//! what it tells, sent by the outbox. It never repeats an answer; its subject names no
//! person and no service. Its sentences are [`keys::NOTICE_KEYS`] in the person's language.
//!
//! To add one: its keys there and in every `notices.ftl`, a method of [`Notices`].

pub mod keys;
mod text;

pub use keys::NOTICE_KEYS;

use crate::adapters::email::Mail;
use crate::calendar;
use crate::clock::Clock;
use crate::config::destinations::EMAIL;
use crate::store::rows::{DeliveryKind, DeliveryRow, DeliveryState, SubmissionRow};
use crate::vault::{Vault, contexts};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use shared::language::{Language, Text};
use shared::reference::Reference;
use shared::status::Status;
use shared::wording::Wording;
use std::collections::BTreeMap;
use std::sync::Arc;
use text::{paragraphs, step_lines};
use uuid::Uuid;

/// Who writes, for one authority.
#[derive(Debug, Clone, Default)]
pub struct Sender {
    /// The council's name.
    pub name: Text,
    /// The address of its door, such as `https://forms.example.gov.uk`, without a slash.
    pub url: String,
    /// An address people may answer to.
    pub reply_to: Option<String>,
}

/// What the notices need of other rooms.
#[derive(Clone)]
pub struct NoticeDeps {
    pub vault: Vault,
    pub clock: Arc<dyn Clock>,
    pub words: BTreeMap<Language, Arc<Wording>>,
    /// By authority.
    pub senders: BTreeMap<String, Sender>,
    /// Whether e-mail can leave (`EmailConfig::is_on`); without it there are no notices.
    pub on: bool,
    pub operator: Option<String>,
}

/// What a confirmation by mail says of a request.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The title of the service.
    pub service: String,
    /// What happens next and by when, a line each, and whom to ring.
    pub steps: Vec<String>,
}

/// Builds the rows of e-mails that are owed.
pub struct Notices(NoticeDeps);

/// Why the operator is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A delivery spent its budget and waits for a person.
    GaveUp,
    /// Deliveries go on being tried, but fail in a way that waiting does not cure.
    Alarm,
    /// Nothing is handed over until then.
    Paused(Timestamp),
    /// Nothing could be handed over since then.
    Failing(Timestamp),
}

impl Trouble {
    /// As its words are named.
    pub fn slug(self) -> &'static str {
        match self {
            Trouble::GaveUp => "operator",
            Trouble::Alarm => "alarm",
            Trouble::Paused(_) => "paused",
            Trouble::Failing(_) => "failing",
        }
    }

    /// The operator is told of the same trouble with a destination at most this often.
    pub fn again(self) -> SignedDuration {
        match self {
            Trouble::GaveUp | Trouble::Alarm | Trouble::Paused(_) => SignedDuration::from_hours(1),
            Trouble::Failing(_) => SignedDuration::from_hours(24),
        }
    }
}

/// Which request a notice is about, and whom it goes to.
#[derive(Clone, Copy)]
pub struct About<'a> {
    /// The serving authority: it writes, and the payload is sealed for it.
    pub authority: &'a str,
    pub submission: Uuid,
    pub reference: Reference,
    pub language: Language,
    /// Whether the authority answers one part of several: then the mail says so.
    pub one_of_several: bool,
    /// `None` when the person gave no address: then there is no notice.
    pub to: Option<&'a str>,
}

/// What is known of the person of a submission (sealed, table `submissions`, column `person`).
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<String>,
}

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

impl Notices {
    pub fn new(deps: NoticeDeps) -> Notices {
        Notices(deps)
    }

    /// Whether pages may promise an e-mail.
    pub fn are_on(&self) -> bool {
        self.0.on
    }

    /// The person of a submission; `None` when it cannot be opened, which is logged.
    pub fn person(&self, row: &SubmissionRow) -> Option<Person> {
        let context = contexts::submission_person(&row.authority, row.id);
        match self.0.vault.open(context, &row.person) {
            Ok(json) => serde_json::from_slice(&json).ok(),
            Err(error) => {
                tracing::error!(submission = %row.id, %error, "a person could not be opened");
                None
            }
        }
    }

    /// "We have it": the reference, what was sent, what happens next (the service's own steps)
    /// and how to follow it.
    pub fn confirmation(&self, about: &About<'_>, told: &Told) -> Option<DeliveryRow> {
        let steps = (!told.steps.is_empty()).then(|| {
            let heading = self.words(about.language)?.say("notice-next-heading");
            Some(format!("{heading}\n{}", step_lines(&told.steps)))
        });
        let middle = [Some(told.service.clone()), steps.flatten()];
        self.to_resident(about, "confirmation", middle.into_iter().flatten())
    }

    /// A status that is news; `received` is none, the confirmation said it. `note` is the
    /// back office's sentence.
    pub fn status(
        &self,
        about: &About<'_>,
        status: Status,
        note: Option<&str>,
    ) -> Option<DeliveryRow> {
        let kind = match status {
            Status::Received => return None,
            Status::Accepted => "accepted",
            Status::InProgress => "in-progress",
            Status::NeedsYou => "needs-you",
            Status::Done => "done",
            Status::Refused => "refused",
            Status::Withdrawn => "withdrawn",
        };
        let note = note.and_then(|note| {
            let heading = self.words(about.language)?.say("notice-note-heading");
            Some(format!("{heading}\n{note}"))
        });
        self.to_resident(about, kind, note)
    }

    /// Tells the operator about this destination; `None` without an operator's address or
    /// without e-mail.
    pub fn operator(
        &self,
        authority: &str,
        destination: &str,
        code: &str,
        trouble: Trouble,
    ) -> Option<DeliveryRow> {
        let to = self.0.operator.clone().filter(|_| self.0.on)?;
        let words = self.words(Language::En)?;
        let kind = trouble.slug();
        let test = format!("doorstep destination test {destination}");
        let command = format!("doorstep redeliver --destination {destination}");
        let time = match trouble {
            Trouble::Paused(time) | Trouble::Failing(time) => calendar::in_london(time),
            Trouble::GaveUp | Trouble::Alarm => String::new(),
        };
        let values = [
            ("destination", destination),
            ("code", code),
            ("command", command.as_str()),
            ("test", test.as_str()),
            ("time", time.as_str()),
        ];
        let mail = Mail {
            to,
            subject: words.with(&format!("notice-{kind}-subject"), &values),
            text: paragraphs(&[words.with(&format!("notice-{kind}-body"), &values)]),
            from_name: words.say("notice-operator-name"),
            reply_to: None,
        };
        Some(self.row(None, authority, &mail))
    }

    fn to_resident(
        &self,
        about: &About<'_>,
        kind: &str,
        middle: impl IntoIterator<Item = String>,
    ) -> Option<DeliveryRow> {
        let to = about
            .to
            .map(str::trim)
            .filter(|to| self.0.on && !to.is_empty())?;
        let words = self.words(about.language)?;
        let sender = self.0.senders.get(about.authority)?;
        let authority = sender.name.get(about.language);
        let reference = about.reference.to_string();
        let link = format!(
            "{}{}",
            sender.url.trim_end_matches('/'),
            shared::paths::request(about.language, about.reference)
        );
        let values = [
            ("authority", authority),
            ("reference", reference.as_str()),
            ("link", link.as_str()),
            ("address", sender.reply_to.as_deref().unwrap_or_default()),
        ];
        let reply = match sender.reply_to {
            Some(_) => "notice-reply",
            None => "notice-no-reply",
        };
        let mut parts = vec![words.with(&format!("notice-{kind}-body"), &values)];
        if about.one_of_several {
            parts.push(words.with("notice-part", &values));
        }
        parts.extend(middle);
        parts.push(words.with("notice-follow", &values));
        parts.push(words.with(reply, &values));
        parts.push(words.with("notice-footer", &values));
        let mail = Mail {
            to: to.to_owned(),
            subject: words.with(&format!("notice-{kind}-subject"), &values),
            text: paragraphs(&parts),
            from_name: authority.to_owned(),
            reply_to: sender.reply_to.clone(),
        };
        Some(self.row(Some(about.submission), about.authority, &mail))
    }

    fn row(&self, submission: Option<Uuid>, authority: &str, mail: &Mail) -> DeliveryRow {
        let id = self.0.clock.id();
        let now = self.0.clock.now();
        let context = contexts::delivery_payload(authority, id);
        // A struct of strings always serialises.
        let json = serde_json::to_vec(mail).unwrap_or_default();
        DeliveryRow {
            id,
            submission,
            part: None,
            kind: DeliveryKind::Email,
            destination: EMAIL.to_owned(),
            authority: authority.to_owned(),
            payload: self.0.vault.seal(context, &json),
            state: DeliveryState::Due,
            attempts: 0,
            next_at: now,
            created_at: now,
            ended_at: None,
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
