//! The one way to read a submission.

use super::{Proof, StoredAnswers, Submissions};
use crate::authorize::{Action, Actor, Resource, authorize};
use crate::catalogue::Service;
use crate::notices::Person;
use crate::second_facts;
use crate::store::{
    DeliveryKind, DeliveryRow, DeliveryState, PartRow, SENDER_OPENS, SentDraft, Submission,
    SubmissionRow,
};
use crate::store::{StoreError, StoreResult};
use crate::vault::contexts;
use jiff::{SignedDuration, Timestamp};
use shared::answers::{Answers, Typed};
use shared::question::address;
use shared::reference::Reference;
use shared::service::reading::read_json;
use std::sync::Arc;
use uuid::Uuid;

/// After this time a first attempt should have begun.
const OVERDUE: SignedDuration = SignedDuration::from_mins(2);

/// Why a submission is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its holder follows it.
    Follow,
}

/// A submission that the actor may read. Only [`Submissions::read`] makes one.
pub struct ReadableSubmission {
    submission: Submission,
    is_sender: bool,
    shows_answers: bool,
}

impl ReadableSubmission {
    pub fn row(&self) -> &SubmissionRow {
        &self.submission.row
    }

    pub fn parts(&self) -> &[PartRow] {
        &self.submission.parts
    }

    /// The contact in which it was sent.
    pub fn contact(&self) -> Option<Uuid> {
        self.submission.contact
    }

    /// Whether the reader is the browser that sent it, not a holder of a proof.
    pub fn is_sender(&self) -> bool {
        self.is_sender
    }

    /// Whether the reader may see what was answered: its sender, or a holder of its tracking code.
    /// Others may know an email address or a postcode too.
    pub fn shows_answers(&self) -> bool {
        self.shows_answers
    }

    pub(super) fn submission(&self) -> &Submission {
        &self.submission
    }
}

/// The decrypted content of a submission.
pub struct OpenedSubmission {
    /// The version the answers were checked against.
    pub service: Arc<Service>,
    pub answers: Answers,
    /// Ids of the outcomes and notices that the person continued past.
    pub passed: Vec<String>,
    pub person: Person,
    pub deliveries: Vec<DeliveryRow>,
    /// The destinations of its deliveries that take nothing now.
    paused: Vec<String>,
    opened_at: Timestamp,
    /// Whether an email address or a postcode of the request opens it.
    pub opens_by_email: bool,
    pub opens_by_postcode: bool,
    /// The second fact of a person without email.
    pub tracking_code: String,
}

impl OpenedSubmission {
    /// Whether a delivery that is still due waits for a system that does not answer: it was tried
    /// before, its destination is paused, or its first attempt is overdue.
    pub fn waits(&self, delivery: &DeliveryRow) -> bool {
        let first_attempts = match delivery.state {
            DeliveryState::Leased => 1,
            _ => 0,
        };
        let first_at = delivery.held_until.unwrap_or(delivery.created_at);
        delivery.attempts > first_attempts
            || self.opened_at > first_at + OVERDUE
            || (self.opened_at >= first_at && self.paused.contains(&delivery.destination))
    }

    /// The newest email to the person.
    pub fn last_email(&self) -> Option<&DeliveryRow> {
        let emails = self.deliveries.iter();
        emails
            .filter(|delivery| delivery.kind == DeliveryKind::Email)
            .max_by_key(|email| (email.created_at, email.id))
    }
}

impl Submissions {
    /// The submission, if the actor may read it: as its sender, or with a proof. Also `None` for an
    /// unknown reference.
    pub async fn read(
        &self,
        actor: &Actor,
        reference: Reference,
        proof: Option<&Proof>,
        reason: Reason,
    ) -> StoreResult<Option<ReadableSubmission>> {
        let Some(submission) = self.store.submission(reference).await? else {
            return Ok(None);
        };
        let is_sender = self.may_read(actor, &submission, false);
        let proven = proof.is_some_and(|proof| proof.is_for(reference));
        if !is_sender && !self.may_read(actor, &submission, proven) {
            return Ok(None);
        }
        tracing::debug!(submission = %submission.row.id, ?reason, "a submission is read");
        Ok(Some(ReadableSubmission {
            submission,
            is_sender,
            shows_answers: is_sender || proof.is_some_and(|proof| proof.is_code_of(reference)),
        }))
    }

    /// The reference a draft became, for the actor who sent it.
    pub async fn sent_from(&self, actor: &Actor, draft: Uuid) -> StoreResult<Option<Reference>> {
        let sent = SentDraft {
            id: draft,
            mark: self.vault.draft_mark(draft),
        };
        let submission = self.store.submission_of_draft(sent).await?;
        Ok(submission
            .filter(|submission| self.may_read(actor, submission, false))
            .map(|submission| submission.row.reference))
    }

    /// Decrypts the sealed parts of a submission.
    pub async fn open(&self, readable: &ReadableSubmission) -> StoreResult<OpenedSubmission> {
        let row = readable.row();
        let service = self
            .catalogue
            .service_at(&self.store, &row.service, &row.version)
            .await?
            .ok_or(StoreError::Corrupt("version"))?;
        let person = self.notices.person(row);
        let (answers, passed) = self.answers(row, &service)?;
        let opening = service.definition.opening();
        let now = self.clock.now();
        let deliveries = self.store.deliveries_of(row.id).await?;
        let given = |ids: &[&str]| ids.iter().any(|id| is_given(&answers, id));
        Ok(OpenedSubmission {
            opens_by_email: given(&opening.emails),
            opens_by_postcode: given(&opening.addresses),
            answers,
            passed,
            service,
            person: person.ok_or(StoreError::Corrupt("submission"))?,
            paused: self.paused(&deliveries, now).await?,
            deliveries,
            opened_at: now,
            tracking_code: second_facts::tracking_code(&self.vault, row.id),
        })
    }

    /// The paused destinations, if a delivery may wait for one.
    async fn paused(&self, deliveries: &[DeliveryRow], now: Timestamp) -> StoreResult<Vec<String>> {
        let is_due = |delivery: &DeliveryRow| delivery.state == DeliveryState::Due;
        if !deliveries.iter().any(is_due) {
            return Ok(Vec::new());
        }
        let paused = self.store.paused_destinations(now).await?.into_iter();
        Ok(paused.map(|(name, _)| name).collect())
    }

    /// The answers as if just typed, so that the service's texts can be filled in, and the ids of
    /// what was continued past.
    fn answers(
        &self,
        row: &SubmissionRow,
        service: &Service,
    ) -> StoreResult<(Answers, Vec<String>)> {
        let corrupt = StoreError::Corrupt("submission");
        let context = contexts::submission_answers(&row.authority, row.id);
        let Ok(bytes) = self.vault.open(context, &row.answers) else {
            return Err(corrupt);
        };
        let Ok(stored) = serde_json::from_slice::<StoredAnswers>(&bytes) else {
            return Err(corrupt);
        };
        let mut answers = read_json(&service.definition, &stored.answers).map_err(|_| corrupt)?;
        for (question, area) in stored.areas {
            if let Some(Typed::Parts(parts)) = answers.typed.get_mut(&question) {
                parts.insert("area".to_owned(), area);
            }
        }
        let passed = stored.statements.into_iter().map(|said| said.id).collect();
        Ok((answers, passed))
    }

    /// The cookie of its sender opens a submission for a day, unless the session was ended.
    fn may_read(&self, actor: &Actor, submission: &Submission, proven: bool) -> bool {
        let row = &submission.row;
        let day = row.received_at + SENDER_OPENS;
        let by_cookie = !submission.sender_ended && self.clock.now() < day;
        let resource = Resource::Submission {
            owner: row.owner.as_ref().filter(|_| by_cookie),
            proven,
        };
        authorize(actor, Action::Read, &resource).is_ok()
    }
}

/// Whether an email address or a postcode was given.
fn is_given(answers: &Answers, question: &str) -> bool {
    match answers.typed.get(question) {
        Some(address @ Typed::Parts(_)) => address::postcode_of(address).is_some(),
        Some(Typed::Text(text)) => !text.is_empty(),
        _ => false,
    }
}
