//! Accepts a draft that its owner has reviewed.

use super::Intake;
use super::accept::AcceptOutcome;
use super::rows::IncomingRequest;
use crate::authorize::{Action, Actor, Resource, authorize};
use crate::budgets::Caller;
use crate::drafts::Draft;
use crate::store::{ContactRow, Device, StoreResult};
use shared::facts::Facts;
use shared::journey::Step;
use shared::language::Language;
use shared::reference::Reference;
use shared::service::reading::review_hash;

/// The result of sending a draft.
pub enum FromDraft {
    /// Accepted, now or by an earlier submit.
    Accepted(Reference),
    /// The answers changed after the review. Nothing was sent.
    Changed,
    /// The journey is not at its review. Nothing was sent.
    NotReviewed,
    /// The full check found errors that the review does not show. Nothing was sent.
    Unfinished,
    /// The draft does not belong to the actor.
    Refused,
    /// The draft was cleared or has ended at this moment. Nothing was sent.
    Gone,
}

/// How a draft is sent.
pub struct SentBy {
    pub caller: Caller,
    pub language: Language,
    pub device: Option<Device>,
}

impl Intake {
    /// Sends a draft if it has not changed since the review: `reviewed_hash` is the [`review_hash`] of
    /// the answers the person saw.
    pub async fn from_draft(
        &self,
        actor: &Actor,
        draft: &Draft,
        facts: &Facts,
        reviewed_hash: &str,
        by: SentBy,
    ) -> StoreResult<FromDraft> {
        let owner = Resource::Draft {
            owner: &draft.row.owner,
        };
        if authorize(actor, Action::Write, &owner).is_err() {
            return Ok(FromDraft::Refused);
        }
        let journey = draft.journey(facts);
        if journey.current_step() != Step::CheckAnswers {
            return Ok(FromDraft::NotReviewed);
        }
        if reviewed_hash != review_hash(&draft.service.definition, &draft.answers) {
            return Ok(FromDraft::Changed);
        }
        let Ok(request) = journey.finish() else {
            return Ok(FromDraft::Unfinished);
        };
        let contact = self.0.contacts.of_draft(draft.row.id).await?;
        let contact = contact.unwrap_or_else(|| {
            let contacts = &self.0.contacts;
            contacts.for_draft(&draft.row, &draft.service, facts, by.device)
        });
        let contact = ContactRow {
            counted: contact.counted && by.device.is_some(),
            ..contact
        };
        let incoming = IncomingRequest {
            request,
            service: draft.service.clone(),
            channel: draft.row.channel,
            language: by.language,
            caller: by.caller,
            draft: Some(draft.row.id),
            owner: Some(draft.row.owner.clone()),
            contact,
            idempotency: None,
            statements: self.statements(&journey, by.language),
            confirmation: self.confirmation(&journey, by.language),
            naming: self.mail_naming(&journey, by.language),
        };
        Ok(match self.accept(incoming).await? {
            AcceptOutcome::Accepted(accepted) => FromDraft::Accepted(accepted.reference),
            AcceptOutcome::Gone => FromDraft::Gone,
            // Unreachable: `idempotency` is `None` here.
            AcceptOutcome::KeyReused => FromDraft::Changed,
        })
    }
}
