//! The rows of one acceptance, built from a checked request.

use super::Intake;
use super::reservations::Reservations;
use crate::budgets::Caller;
use crate::catalogue::Service;
use crate::config::destinations::route;
use crate::handoff::{OutgoingRequest, Payload, UNROUTED};
use crate::notices::{ConfirmationText, MailNaming, NoticeContext, Person};
use crate::store::{
    AcceptanceRows, ContactRow, DeliveryKind, DeliveryRow, DeliveryState, IdempotencyRow, PartRow,
    SubmissionRow,
};
use crate::store::{StoreError, StoreResult};
use crate::submissions::StoredAnswers;
use crate::vault::{KeyedHash, SealContext, Sealed, contexts};
use jiff::Timestamp;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::request::{Part, ServiceRequest, Statement};
use shared::status::Status;
use std::sync::Arc;
use uuid::Uuid;

/// A checked request with its context.
pub(super) struct IncomingRequest {
    pub request: ServiceRequest,
    /// The version the answers were checked against.
    pub service: Arc<Service>,
    pub channel: Channel,
    pub language: Language,
    pub caller: Caller,
    /// The draft it was made from: the idempotency key of its submission.
    pub draft: Option<Uuid>,
    /// The guest, who may open it again from the same browser.
    pub owner: Option<KeyedHash>,
    /// The contact it was made in.
    pub contact: ContactRow,
    pub idempotency: Option<Idempotency>,
    /// What the person said by continuing past outcomes and notices, in their language.
    pub statements: Vec<Statement>,
    /// The content of the confirmation email, in the person's language.
    pub confirmation: ConfirmationText,
    /// What emails call it, in the same language.
    pub naming: MailNaming,
}

/// An idempotency key of the API, scoped to authority and client, with the hash of its body.
pub(super) struct Idempotency {
    pub scope: String,
    pub key: KeyedHash,
    pub body: KeyedHash,
}

/// The values shared by every builder.
struct Context<'a> {
    incoming: &'a IncomingRequest,
    reservations: &'a Reservations<'a>,
    id: Uuid,
    reference: Reference,
    received_at: Timestamp,
}

impl Intake {
    pub(super) fn acceptance_rows(
        &self,
        incoming: &IncomingRequest,
        reservations: &Reservations<'_>,
        id: Uuid,
        reference: Reference,
        received_at: Timestamp,
    ) -> StoreResult<AcceptanceRows> {
        let context = Context {
            incoming,
            reservations,
            id,
            reference,
            received_at,
        };
        let mut deliveries = Vec::new();
        let mut parts = Vec::new();
        for part in incoming.request.parts() {
            let (row, delivery) = self.part(&context, part);
            parts.push(row);
            deliveries.push(delivery);
        }
        deliveries.extend(self.confirmation_email(&context));
        if reservations.send.alarm {
            let per_hour = self.0.config.limits.send.total.per_hour;
            let authority = incoming.request.authority();
            deliveries.extend(self.0.notices.volume(authority, per_hour));
        }
        Ok(AcceptanceRows {
            submission: self.submission(&context)?,
            draft: incoming.draft,
            proofs: self.proofs(incoming, id, reference),
            parts,
            deliveries,
            contact: contact(incoming),
            idempotency: idempotency(&context),
        })
    }

    /// The confirmation, if the budget of emails allows it, now or soon.
    fn confirmation_email(&self, context: &Context<'_>) -> Option<DeliveryRow> {
        let next_at = context.reservations.mail.at?;
        let incoming = context.incoming;
        let about = NoticeContext {
            authority: incoming.request.authority(),
            submission: context.id,
            reference: context.reference,
            language: incoming.language,
            // The confirmation is about the whole request.
            one_of_several: false,
            to: incoming.request.email(),
            naming: Some(&incoming.naming),
        };
        let notices = &self.0.notices;
        let email = notices.confirmation(&about, &incoming.confirmation)?;
        Some(DeliveryRow {
            next_at,
            held_until: (next_at > context.received_at).then_some(next_at),
            ..email
        })
    }

    fn submission(&self, context: &Context<'_>) -> StoreResult<SubmissionRow> {
        let incoming = context.incoming;
        let request = &incoming.request;
        let authority = request.authority();
        let answers = StoredAnswers::of(request, &incoming.statements);
        let answers_context = contexts::submission_answers(authority, context.id);
        let person_context = contexts::submission_person(authority, context.id);
        Ok(SubmissionRow {
            id: context.id,
            reference: context.reference,
            draft: incoming.draft.map(|draft| self.0.vault.draft_mark(draft)),
            authority: authority.to_owned(),
            service: request.service().to_owned(),
            version: incoming.service.version.clone(),
            channel: incoming.channel,
            language: incoming.language,
            owner: incoming.owner.clone(),
            answers: self.seal(answers_context, &answers)?,
            person: self.seal(person_context, &person(incoming))?,
            received_at: context.received_at,
        })
    }

    /// One part of the request and its delivery.
    fn part(&self, context: &Context<'_>, part: &Part) -> (PartRow, DeliveryRow) {
        let service = context.incoming.request.service();
        let routing = &self.0.config.routing;
        let destination = route(routing, service, &part.authority).unwrap_or(UNROUTED);
        let delivery = self.0.clock.id();
        let payload = self.payload(context, part).to_bytes();
        let payload_context = contexts::delivery_payload(&part.authority, delivery);
        let row = PartRow {
            id: part.id.clone(),
            authority: part.authority.clone(),
            destination: destination.to_owned(),
            status: Status::Received,
            their_reference: None,
        };
        let held_until = context.reservations.send.held_until;
        let delivery = DeliveryRow {
            id: delivery,
            submission: Some(context.id),
            part: Some(part.id.clone()),
            kind: DeliveryKind::Request,
            destination: destination.to_owned(),
            authority: part.authority.clone(),
            payload: self.0.vault.seal(payload_context, &payload),
            state: DeliveryState::Due,
            attempts: 0,
            next_at: held_until.unwrap_or(context.received_at),
            created_at: context.received_at,
            ended_at: None,
            held_until,
        };
        (row, delivery)
    }

    fn payload(&self, context: &Context<'_>, part: &Part) -> Payload {
        let incoming = context.incoming;
        Payload::from(OutgoingRequest {
            source: self.0.config.http.public_url.clone(),
            reference: context.reference,
            part: part.id.clone(),
            service: incoming.request.service().to_owned(),
            version: incoming.service.version.clone(),
            authority: part.authority.clone(),
            channel: incoming.channel,
            language: incoming.language,
            received_at: context.received_at,
            answers: incoming.request.to_json(),
            statements: incoming.statements.clone(),
        })
    }

    fn seal(
        &self,
        context: SealContext<'_>,
        content: &impl serde::Serialize,
    ) -> StoreResult<Sealed> {
        let bytes = serde_json::to_vec(content).map_err(|_| StoreError::Corrupt("submission"))?;
        Ok(self.0.vault.seal(context, &bytes))
    }
}

/// The contact as of its end: with the authority that serves the request and the version it was
/// checked against.
fn contact(incoming: &IncomingRequest) -> ContactRow {
    ContactRow {
        authority: incoming.request.authority().to_owned(),
        version: Some(incoming.service.version.clone()),
        purpose: incoming.service.definition.purpose,
        ..incoming.contact.clone()
    }
}

fn idempotency(context: &Context<'_>) -> Option<IdempotencyRow> {
    let key = context.incoming.idempotency.as_ref()?;
    Some(IdempotencyRow {
        scope: key.scope.clone(),
        key: key.key.clone(),
        body: key.body.clone(),
        submission: context.id,
        at: context.received_at,
    })
}

/// The contact details that notices need, and the names if there will be any.
fn person(incoming: &IncomingRequest) -> Person {
    let request = &incoming.request;
    Person {
        naming: request.email().map(|_| incoming.naming.clone()),
        name: request.name().map(str::to_owned),
        email: request.email().map(str::to_owned),
        phone: request.phone().map(str::to_owned),
        postcode: request.postcode().map(str::to_owned),
    }
}
