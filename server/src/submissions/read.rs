//! The one way to read a submission.

use super::{Proof, StoredAnswers, Submissions};
use crate::authorize::{Action, Actor, Resource, authorize};
use crate::catalogue::Service;
use crate::notices::Person;
use crate::second_facts;
use crate::store::{
    DeliveryKind, DeliveryRow, PartRow, SENDER_OPENS, SentDraft, Submission, SubmissionRow,
};
use crate::store::{StoreError, StoreResult};
use crate::vault::contexts;
use shared::answers::{Answers, Typed};
use shared::reference::Reference;
use shared::service::reading::read_json;
use std::sync::Arc;
use uuid::Uuid;

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

    pub(super) fn submission(&self) -> &Submission {
        &self.submission
    }
}

/// The decrypted content of a submission.
pub struct OpenedSubmission {
    /// The version the answers were checked against.
    pub service: Arc<Service>,
    pub answers: Answers,
    pub person: Person,
    pub deliveries: Vec<DeliveryRow>,
    /// Whether an email address or a postcode of the request opens it.
    pub opens_by_email: bool,
    pub opens_by_postcode: bool,
    /// The second fact of a person without email.
    pub tracking_code: String,
}

impl OpenedSubmission {
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
        let answers = self.answers(row, &service)?;
        let opening = service.definition.opening();
        let given = |ids: &[&str]| ids.iter().any(|id| is_given(&answers, id));
        Ok(OpenedSubmission {
            opens_by_email: given(&opening.emails),
            opens_by_postcode: given(&opening.addresses),
            answers,
            service,
            person: person.ok_or(StoreError::Corrupt("submission"))?,
            deliveries: self.store.deliveries_of(row.id).await?,
            tracking_code: second_facts::tracking_code(&self.vault, row.id),
        })
    }

    /// The answers as if just typed, so that the service's texts can be filled in.
    fn answers(&self, row: &SubmissionRow, service: &Service) -> StoreResult<Answers> {
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
        Ok(answers)
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
        Some(Typed::Parts(parts)) => parts.get("postcode").is_some_and(|text| !text.is_empty()),
        Some(Typed::Text(text)) => !text.is_empty(),
        _ => false,
    }
}
