//! Acceptance: a checked request becomes a submission with everything it is owed, in one
//! transaction. Only when that is durable is there a reference.

mod told;

pub use told::told;

use crate::adapters::OutgoingRequest;
use crate::adapters::webhook::wire::RequestEvent;
use crate::config::destinations::route;
use crate::contacts;
use crate::notices::{About, Person, Told};
use crate::state::AppState;
use crate::store::rows::*;
use crate::store::{StoreError, StoreResult};
use crate::vault::{KeyedHash, SealContext, Sealed, contexts};
use jiff::Timestamp;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::request::ServiceRequest;
use shared::status::Status;
use uuid::Uuid;

/// How often a reference that happens to be taken is thrown again. Nine characters of 31
/// make 26 million million; two in a row are already a fault of the randomness.
const TRIES: usize = 4;

/// The destination of a service that no routing line names. What is owed to it waits, visible,
/// until the server starts with the line ([`route_what_waits`]).
pub const UNROUTED: &str = "unrouted";

/// Hands what was accepted without a route to the destination it has by now.
///
/// # Errors
/// As the store; what was not moved waits on.
pub async fn route_what_waits(state: &AppState) -> StoreResult<u64> {
    let counts = state.store.delivery_counts().await?;
    if counts.iter().all(|count| count.destination != UNROUTED) {
        return Ok(0);
    }
    let config = &state.config;
    let mut moved = 0;
    for service in config.routing.keys() {
        for authority in &config.authorities {
            let Some(to) = route(&config.routing, service, &authority.id) else {
                continue;
            };
            let reroute = Reroute {
                from: UNROUTED.to_owned(),
                to: to.to_owned(),
                service: service.clone(),
                authority: authority.id.clone(),
            };
            moved += state.store.reroute(reroute, state.clock.now()).await?;
        }
    }
    Ok(moved)
}

/// What comes with a request besides its answers.
pub struct Incoming {
    pub request: ServiceRequest,
    pub version: String,
    pub channel: Channel,
    pub language: Language,
    /// The draft it was made from; the idempotency key of its submission.
    pub draft: Option<Uuid>,
    /// The guest who may see it again from the same browser.
    pub owner: Option<KeyedHash>,
    pub contact: ContactRow,
    pub idempotency: Option<Idempotency>,
    /// What the confirmation by mail says of it, in the person's language.
    pub told: Told,
}

/// An idempotency key of the API, scoped to authority and client, with its body's hash.
pub struct Idempotency {
    pub scope: String,
    pub key: KeyedHash,
    pub body: KeyedHash,
}

/// What became of it.
pub enum Promise {
    /// Accepted now.
    New(Box<Receipt>),
    /// The same draft or key came before: the same promise.
    Before(Box<Submission>),
    /// The key was used for something else.
    KeyReused,
}

pub struct Receipt {
    pub id: Uuid,
    pub reference: Reference,
    pub received_at: Timestamp,
}

/// Accepts a request. When this returns `New`, it is durable.
pub async fn accept(state: &AppState, incoming: Incoming) -> StoreResult<Promise> {
    let id = state.clock.id();
    // To the millisecond, as it is kept: the same answer now and for ever.
    let received_at = to_the_millisecond(state.clock.now());
    let mut thrown = 0;
    loop {
        let Some(reference) = reference(state) else {
            return Err(StoreError::Corrupt("randomness"));
        };
        let acceptance = acceptance(state, &incoming, id, reference, received_at)?;
        match state.store.accept(acceptance).await {
            Ok(Accepted::New) => {
                state.outbox_wake.notify_one();
                return Ok(Promise::New(Box::new(Receipt {
                    id,
                    reference,
                    received_at,
                })));
            }
            Ok(Accepted::Before(submission)) => return Ok(Promise::Before(submission)),
            Ok(Accepted::KeyReused) => return Ok(Promise::KeyReused),
            Err(StoreError::Conflict("reference")) if thrown < TRIES => thrown += 1,
            Err(error) => return Err(error),
        }
    }
}

fn to_the_millisecond(at: Timestamp) -> Timestamp {
    Timestamp::from_millisecond(at.as_millisecond()).unwrap_or(at)
}

/// The tracking code of a submission: the second fact of people without e-mail.
pub fn tracking(state: &AppState, submission: Uuid) -> String {
    state.vault.tracking_code(submission)
}

/// The keyed hash a second fact is looked up by. Typed forgivingly.
pub fn lookup_hash(state: &AppState, kind: LookupKind, typed: &str) -> KeyedHash {
    match kind {
        LookupKind::Tracking => state
            .vault
            .hash("tracking", &crate::vault::normalise_tracking(typed)),
        LookupKind::Email => state.vault.hash("email", &typed.trim().to_lowercase()),
        LookupKind::Postcode => {
            let bare: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
            state.vault.hash("postcode", &bare.to_uppercase())
        }
    }
}

/// Where mail to this address ends up: most hosts deliver `name+anything@` to `name@`
/// (subaddressing, RFC 5233).
fn mailbox(email: &str) -> String {
    match email.split_once('@') {
        Some((local, host)) => {
            let name = local.split('+').next().unwrap_or(local);
            format!("{name}@{host}")
        }
        None => email.to_owned(),
    }
}

fn reference(state: &AppState) -> Option<Reference> {
    (0..8).find_map(|_| {
        let mut bytes = [0u8; 32];
        state.clock.random(&mut bytes);
        Reference::from_random(&bytes)
    })
}

fn acceptance(
    state: &AppState,
    incoming: &Incoming,
    id: Uuid,
    reference: Reference,
    received_at: Timestamp,
) -> StoreResult<Acceptance> {
    let request = &incoming.request;
    let authority = request.authority();
    let answers = request.to_json();
    let sealed_answers = seal(state, contexts::submission_answers(authority, id), &answers)?;
    let mut person = person(request);
    let mail = request.email().filter(|email| {
        let mailbox = lookup_hash(state, LookupKind::Email, &mailbox(email));
        state.gate.may_mail(&mailbox.0)
    });
    if mail.is_none() {
        // What is not written here is never mailed to, now or when the status moves.
        person.email = None;
    }
    let sealed_person = seal(state, contexts::submission_person(authority, id), &person)?;

    let mut parts = Vec::new();
    let mut deliveries = Vec::new();
    for part in request.parts() {
        let destination =
            route(&state.config.routing, request.service(), &part.authority).unwrap_or(UNROUTED);
        let delivery = state.clock.id();
        let outgoing = OutgoingRequest {
            id: delivery,
            source: &state.config.http.public_url,
            reference,
            part: &part.id,
            service: request.service(),
            version: &incoming.version,
            authority: &part.authority,
            channel: incoming.channel,
            language: incoming.language,
            received_at,
            answers: answers.clone(),
        };
        // Its bytes are fixed now, so that every attempt sends the same.
        let bytes = state
            .registry
            .payload(destination, &outgoing)
            .unwrap_or_else(|| unrouted(&outgoing));
        deliveries.push(DeliveryRow {
            id: delivery,
            submission: Some(id),
            part: Some(part.id.clone()),
            kind: DeliveryKind::Request,
            destination: destination.to_owned(),
            authority: part.authority.clone(),
            payload: state.vault.seal(
                contexts::delivery_payload(&part.authority, delivery),
                &bytes,
            ),
            state: DeliveryState::Due,
            attempts: 0,
            next_at: received_at,
            created_at: received_at,
            ended_at: None,
        });
        parts.push(PartRow {
            id: part.id.clone(),
            authority: part.authority.clone(),
            destination: destination.to_owned(),
            status: Status::Received,
            their_reference: None,
        });
    }

    let submission = SubmissionRow {
        id,
        reference,
        draft: incoming.draft,
        authority: authority.to_owned(),
        service: request.service().to_owned(),
        version: incoming.version.clone(),
        channel: incoming.channel,
        language: incoming.language,
        owner: incoming.owner.clone(),
        answers: sealed_answers,
        person: sealed_person,
        received_at,
    };
    let about = About {
        authority,
        submission: id,
        reference,
        language: incoming.language,
        // It is about the whole request.
        one_of_several: false,
        to: mail,
    };
    deliveries.extend(state.notices.confirmation(&about, &incoming.told));

    let mut contact = incoming.contact.clone();
    contact.ended = Some(Ending::Completed);
    contact.last_at = received_at;
    Ok(Acceptance {
        lookups: lookups(state, id, request),
        parts,
        deliveries,
        feedback_token: contact.feedback_token.clone(),
        contact,
        idempotency: incoming.idempotency.as_ref().map(|key| IdempotencyRow {
            scope: key.scope.clone(),
            key: key.key.clone(),
            body: key.body.clone(),
            submission: id,
            at: received_at,
        }),
        submission,
    })
}

/// A request nobody is set up to take is kept in the form most back offices take.
fn unrouted(outgoing: &OutgoingRequest<'_>) -> Vec<u8> {
    RequestEvent::new(outgoing, false).to_bytes()
}

fn lookups(state: &AppState, id: Uuid, request: &ServiceRequest) -> Vec<(LookupKind, KeyedHash)> {
    let mut lookups = vec![(
        LookupKind::Tracking,
        lookup_hash(state, LookupKind::Tracking, &tracking(state, id)),
    )];
    if let Some(email) = request.email() {
        lookups.push((
            LookupKind::Email,
            lookup_hash(state, LookupKind::Email, email),
        ));
    }
    for (_, address) in request.addresses() {
        let hash = lookup_hash(state, LookupKind::Postcode, &address.postcode);
        if !lookups.iter().any(|(_, known)| *known == hash) {
            lookups.push((LookupKind::Postcode, hash));
        }
    }
    lookups
}

/// How to reach the person, as the outbox needs it for notices.
fn person(request: &ServiceRequest) -> Person {
    Person {
        name: request.name().map(str::to_owned),
        email: request.email().map(str::to_owned),
        phone: request.phone().map(str::to_owned),
        postcode: request.postcode().map(str::to_owned),
    }
}

fn seal(
    state: &AppState,
    context: SealContext<'_>,
    content: &impl serde::Serialize,
) -> StoreResult<Sealed> {
    let bytes = serde_json::to_vec(content).map_err(|_| StoreError::Corrupt("submissions"))?;
    Ok(state.vault.seal(context, &bytes))
}

/// The contact of a request that came without a draft: it begins and ends with it.
pub fn contact_without_draft(
    state: &AppState,
    authority: &str,
    service: &str,
    version: &str,
    channel: Channel,
    language: Language,
) -> ContactRow {
    let id = state.clock.id();
    let now = state.clock.now();
    ContactRow {
        id,
        authority: authority.to_owned(),
        channel,
        service: Some(service.to_owned()),
        version: Some(version.to_owned()),
        language,
        device: Some(Device::Program),
        assisted: false,
        started_at: now,
        last_at: now,
        ended: None,
        outcome: None,
        draft: None,
        feedback_token: contacts::feedback_hash(state, &contacts::feedback_token(state, id)),
    }
}
