//! Sample rows. Ids derive from numbers, so the same number always gives the same id.

use jiff::Timestamp;
use server::store::*;
use server::vault::{KeyedHash, Sealed};
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::service::purpose::Purpose;
use shared::status::Status;
use uuid::Uuid;

/// Seconds after the start of test time.
pub fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + seconds).unwrap()
}

pub const DAY: i64 = 24 * 60 * 60;

/// Ids of one kind never equal those of another.
fn id(kind: u128, number: u64) -> Uuid {
    Uuid::from_u128((u128::from(number) << 16) | kind)
}

pub fn draft_id(number: u64) -> Uuid {
    id(1, number)
}

pub fn submission_id(number: u64) -> Uuid {
    id(2, number)
}

pub fn contact_id(number: u64) -> Uuid {
    id(3, number)
}

/// The delivery at index `place` of submission `number`.
pub fn delivery_id(number: u64, place: u64) -> Uuid {
    id(4, number * 100 + place)
}

pub fn row_id(number: u64) -> Uuid {
    id(5, number)
}

pub fn worker(number: u64) -> Uuid {
    id(6, number)
}

/// The mark of a draft's id.
pub fn mark(number: u64) -> Uuid {
    id(7, number)
}

pub fn sent(number: u64) -> SentDraft {
    SentDraft {
        id: draft_id(number),
        mark: mark(number),
    }
}

pub fn hash(text: &str) -> KeyedHash {
    KeyedHash(format!("hash of {text}"))
}

pub fn sealed(text: &str) -> Sealed {
    Sealed(format!("sealed {text}"))
}

pub fn reference(number: u64) -> Reference {
    let mut bytes = [0u8; 32];
    for (place, byte) in bytes.iter_mut().enumerate().take(9) {
        *byte = u8::try_from((number >> (4 * place)) & 15).unwrap();
    }
    Reference::from_random(&bytes).unwrap()
}

pub fn contact(number: u64) -> ContactRow {
    ContactRow {
        id: contact_id(number),
        site: "maidstone".to_owned(),
        authority: "maidstone".to_owned(),
        channel: Channel::Web,
        service: Some("missed-bin".to_owned()),
        version: Some("v1".to_owned()),
        language: Language::En,
        purpose: Purpose::Report,
        identified: Identified::None,
        source: Source::Form,
        opened_for: OpenedFor::Draft,
        counted: true,
        device: Some(Device::Phone),
        assisted: false,
        started_at: at(0),
        last_at: at(0),
        ended: None,
        outcome: None,
        draft: None,
        first_page: None,
        feedback_token: hash(&format!("token {number}")),
    }
}

/// Opened by itself, for any number of requests.
pub fn conversation(number: u64) -> ContactRow {
    ContactRow {
        channel: Channel::Phone,
        service: None,
        version: None,
        purpose: Purpose::Follow,
        identified: Identified::Staff,
        source: Source::Desk,
        opened_for: OpenedFor::Conversation,
        device: None,
        ..contact(number)
    }
}

pub fn outcome(id: &str, asked: bool) -> Option<Ended> {
    Some(Ended {
        ending: Ending::Outcome,
        outcome: Some(id.to_owned()),
        asked,
    })
}

pub fn service_rating(number: u64, rating: u8) -> ServiceRatingRow {
    ServiceRatingRow {
        id: row_id(number),
        site: "maidstone".to_owned(),
        service: "missed-bin".to_owned(),
        channel: Channel::Web,
        rating,
        comment: Some(sealed("comment")),
        at: at(100),
    }
}

pub fn draft(number: u64) -> DraftRow {
    DraftRow {
        id: draft_id(number),
        revision: 1,
        service: "missed-bin".to_owned(),
        version: "v1".to_owned(),
        authority: "maidstone".to_owned(),
        channel: Channel::Web,
        language: Language::En,
        owner: hash("cookie"),
        subject: None,
        answers: sealed("answers 1"),
        created_at: at(0),
        saved_at: at(0),
        expires_at: at(7200),
        ends_at: at(43_200),
        mark: mark(number),
    }
}

/// Creates draft `number` with its contact.
pub async fn create_draft(store: &SharedStore, number: u64) {
    store
        .create_draft(draft(number), contact(number))
        .await
        .unwrap();
}

pub fn save(number: u64, expected: i64) -> DraftSave {
    DraftSave {
        id: draft_id(number),
        expected,
        answers: sealed(&format!("answers after {expected}")),
        version: "v1".to_owned(),
        language: Language::Cy,
        at: at(10),
        expires_at: at(7210),
        service: "missed-bin".to_owned(),
        serving: "maidstone".to_owned(),
        purpose: Purpose::Report,
        visit: Some(PageVisit {
            page: "when".to_owned(),
            seconds: 12,
            reached: Some("where".to_owned()),
            errors: vec![("missed_on".to_owned(), "future".to_owned())],
        }),
        ending: None,
    }
}

pub fn delivery(number: u64, place: u64, destination: &str, due: i64) -> DeliveryRow {
    DeliveryRow {
        id: delivery_id(number, place),
        submission: Some(submission_id(number)),
        part: Some("service".to_owned()),
        kind: DeliveryKind::Request,
        destination: destination.to_owned(),
        authority: "maidstone".to_owned(),
        payload: sealed("payload"),
        state: DeliveryState::Due,
        attempts: 0,
        next_at: at(due),
        created_at: at(due),
        ended_at: None,
        held_until: None,
    }
}

/// An email that belongs to no submission.
pub fn operator_mail(number: u64) -> DeliveryRow {
    DeliveryRow {
        submission: None,
        part: None,
        kind: DeliveryKind::Email,
        ..delivery(number, 99, "email", 20)
    }
}

/// Of draft `number`, which must exist.
pub fn of_draft(number: u64) -> AcceptanceRows {
    let mut acceptance = acceptance(number);
    acceptance.draft = Some(draft_id(number));
    acceptance.submission.draft = Some(mark(number));
    acceptance
}

/// Without a draft, with one part at `bins` and one delivery to it, due at 20 s.
pub fn acceptance(number: u64) -> AcceptanceRows {
    AcceptanceRows {
        submission: SubmissionRow {
            id: submission_id(number),
            reference: reference(number),
            draft: None,
            authority: "maidstone".to_owned(),
            service: "missed-bin".to_owned(),
            version: "v1".to_owned(),
            channel: Channel::Web,
            language: Language::En,
            owner: Some(hash("cookie")),
            answers: sealed("answers"),
            person: sealed("person"),
            received_at: at(20),
        },
        draft: None,
        parts: vec![PartRow {
            id: "service".to_owned(),
            authority: "maidstone".to_owned(),
            destination: "bins".to_owned(),
            status: Status::Received,
            their_reference: None,
        }],
        proofs: vec![
            (ProofKind::Tracking, hash("tracking")),
            (ProofKind::Email, hash("email")),
        ],
        deliveries: vec![delivery(number, 0, "bins", 20)],
        contact: contact(number),
        idempotency: None,
    }
}

/// As from the API: with an idempotency key.
pub fn by_api(number: u64, key: &str, body: &str) -> AcceptanceRows {
    let mut acceptance = acceptance(number);
    acceptance.idempotency = Some(IdempotencyRow {
        scope: "maidstone web".to_owned(),
        key: hash(key),
        body: hash(body),
        submission: submission_id(number),
        at: at(20),
    });
    acceptance
}

pub fn claim(owner: u64, now: i64, lease: i64) -> Claim {
    Claim {
        owner: worker(owner),
        now: at(now),
        lease_until: at(now + lease),
        limit: 100,
        per_destination: 100,
        skip: Vec::new(),
    }
}

/// A pause that is probed from a minute after its beginning.
pub fn pause(begun_at: i64, until: i64, reason: PauseReason) -> Pause {
    Pause {
        until: at(until),
        reason,
        probe_at: at(begun_at + 60),
        begun_at: at(begun_at),
    }
}

pub fn attempt(owner: u64, delivery: Uuid, number: u64, outcome: AttemptOutcome) -> AttemptEnd {
    AttemptEnd {
        owner: worker(owner),
        attempt: AttemptRow {
            id: row_id(number),
            delivery,
            started_at: at(30),
            ended_at: at(31),
            result: "delivered".to_owned(),
            http_status: Some(200),
        },
        outcome,
    }
}

pub fn status(number: u64, status: Status, seconds: i64) -> StatusRow {
    StatusRow {
        id: row_id(number),
        part: "service".to_owned(),
        status,
        at: at(seconds),
        recorded_at: at(seconds),
        note: Some(sealed("note")),
        code: Some("not-ours".to_owned()),
    }
}

pub fn delivered(number: u64, seconds: i64, notices: Vec<DeliveryRow>) -> AttemptOutcome {
    AttemptOutcome::Delivered {
        their_reference: Some("BIN-7".to_owned()),
        status: Some(status(number, Status::Accepted, seconds)),
        notices,
    }
}

/// A callback of `bins` about submission `number`; message and row are `message`.
pub fn event(number: u64, message: u64, status: Status, seconds: i64) -> StatusEvent {
    StatusEvent {
        destination: "bins".to_owned(),
        message: format!("msg {message}"),
        content: hash(&format!("{} {seconds} {number}", status.slug())),
        reference: reference(number),
        part: None,
        status,
        at: at(seconds),
        recorded_at: at(seconds + 1000),
        id: row_id(message),
        note: None,
        code: None,
        their_reference: None,
        notices: Vec::new(),
    }
}
