//! The rows of the store, equal for both backends. Times are UTC with millisecond precision.

use crate::vault::{KeyedHash, Sealed};
use jiff::Timestamp;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::status::Status;
use uuid::Uuid;

/// A version of a definition that was used at least once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRow {
    /// SHA-256 of `text`, hexadecimal.
    pub version: String,
    pub service: String,
    /// SHA-256 of ids, kinds and rules only.
    pub shape: String,
    pub schema: u32,
    /// Canonical JSON.
    pub text: String,
    pub kept_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftRow {
    pub id: Uuid,
    /// Counts saves; a save states the revision it read.
    pub revision: i64,
    pub service: String,
    pub version: String,
    /// The authority of the door it was begun at.
    pub authority: String,
    pub channel: Channel,
    pub language: Language,
    /// Keyed hash of the secret in the guest's cookie.
    pub owner: KeyedHash,
    /// The person it is for, when staff or an account holder acts; not used by guests.
    pub subject: Option<Uuid>,
    /// Sealed JSON of `shared::answers::Answers`.
    pub answers: Sealed,
    pub created_at: Timestamp,
    pub saved_at: Timestamp,
    /// After this without a save it is gone.
    pub expires_at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct DraftSave {
    pub id: Uuid,
    pub expected: i64,
    pub answers: Sealed,
    /// The version the draft goes on with (a draft may be carried to a newer one).
    pub version: String,
    pub language: Language,
    pub at: Timestamp,
    pub expires_at: Timestamp,
    /// `None` after an objection to visit statistics.
    pub contact: Option<ContactEvents>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftSaved {
    /// With the new revision.
    Saved(i64),
    /// Somebody saved in between.
    Stale,
    /// Expired, cleared or submitted.
    Gone,
}

/// Everything `accept` writes. All ids are made by the caller.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub submission: SubmissionRow,
    pub parts: Vec<PartRow>,
    pub lookups: Vec<(LookupKind, KeyedHash)>,
    pub deliveries: Vec<DeliveryRow>,
    /// The contact this submission ends: joined when its id exists, else begun with this row.
    pub contact: ContactRow,
    /// The keyed hash of the contact's feedback token.
    pub feedback_token: KeyedHash,
    pub idempotency: Option<IdempotencyRow>,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Accepted {
    New,
    /// The same draft or the same idempotency key and body came before.
    Before(Box<Submission>),
    /// The idempotency key was used with another body.
    KeyReused,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubmissionRow {
    pub id: Uuid,
    pub reference: Reference,
    /// UNIQUE: the draft is the idempotency key of its submission.
    pub draft: Option<Uuid>,
    /// The serving authority.
    pub authority: String,
    pub service: String,
    pub version: String,
    pub channel: Channel,
    pub language: Language,
    /// Keyed hash of the guest's cookie, so that the same browser may see its confirmation.
    pub owner: Option<KeyedHash>,
    /// Sealed JSON object of answers by question id, as handed over.
    pub answers: Sealed,
    /// Sealed JSON `{"name"?,"email"?,"phone"?,"postcode"?}`.
    pub person: Sealed,
    pub received_at: Timestamp,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartRow {
    /// The recipient id: `service`, `leaving`, ….
    pub id: String,
    pub authority: String,
    pub destination: String,
    pub status: Status,
    pub their_reference: Option<String>,
}

/// A submission with its parts and timeline (oldest first by `at`, then by row).
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    pub row: SubmissionRow,
    pub parts: Vec<PartRow>,
    pub timeline: Vec<StatusRow>,
    /// The contact that brought it, from the separate link table.
    pub contact: Option<Uuid>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusRow {
    pub id: Uuid,
    pub part: String,
    pub status: Status,
    /// When it happened, by the clock of who says so.
    pub at: Timestamp,
    pub recorded_at: Timestamp,
    /// A sentence for the resident, sealed (table `statuses`, column `note`, row = `id`).
    pub note: Option<Sealed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LookupKind {
    Tracking,
    Email,
    Postcode,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdempotencyRow {
    /// Authority and client.
    pub scope: String,
    pub key: KeyedHash,
    pub body: KeyedHash,
    pub submission: Uuid,
    pub at: Timestamp,
}

#[derive(Debug, Clone)]
pub struct StatusEvent {
    pub destination: String,
    /// The webhook id of the message.
    pub message: String,
    pub reference: Reference,
    /// Which part; may be left out when the destination holds one part only.
    pub part: Option<String>,
    pub status: Status,
    pub at: Timestamp,
    pub recorded_at: Timestamp,
    /// Row id of the status to be, so that the note can be sealed for its place.
    pub id: Uuid,
    pub note: Option<Sealed>,
    pub their_reference: Option<String>,
    /// E-mails owed when the status moves.
    pub notices: Vec<DeliveryRow>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusRecorded {
    /// The part has this status now.
    Moved,
    /// Kept in the timeline; the part's status stays.
    Joined,
    /// The message was here before.
    Duplicate,
    /// No such reference was handed to this destination.
    Unknown,
    /// The destination holds several parts and the message does not say which.
    Ambiguous,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryState {
    Due,
    Leased,
    Delivered,
    GaveUp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeliveryKind {
    /// A request to a back office.
    Request,
    /// An e-mail to a resident or the operator.
    Email,
}

/// One thing owed to one destination. Its id is the message's id on the wire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryRow {
    pub id: Uuid,
    /// `None` for mail to the operator.
    pub submission: Option<Uuid>,
    pub part: Option<String>,
    pub kind: DeliveryKind,
    pub destination: String,
    /// Part of the seal's place.
    pub authority: String,
    /// Sealed (table `deliveries`, column `payload`): the exact bytes to send.
    pub payload: Sealed,
    pub state: DeliveryState,
    /// Attempts begun so far.
    pub attempts: u32,
    pub next_at: Timestamp,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

#[derive(Debug, Clone)]
pub struct Claim {
    pub owner: Uuid,
    pub now: Timestamp,
    pub lease_until: Timestamp,
    pub limit: u32,
    pub per_destination: u32,
    /// Destinations that get nothing more for now: this process has enough for them.
    pub skip: Vec<String>,
}

/// How an attempt ended and what becomes of the delivery.
#[derive(Debug, Clone)]
pub struct AttemptEnd {
    pub owner: Uuid,
    pub attempt: AttemptRow,
    pub outcome: AttemptOutcome,
}

#[derive(Debug, Clone)]
pub enum AttemptOutcome {
    /// Done. For requests: the part becomes `status` (accepted) with this row, and keeps their reference.
    Delivered {
        their_reference: Option<String>,
        status: Option<StatusRow>,
        notices: Vec<DeliveryRow>,
    },
    /// Try again at this time; `notices` tell the operator when waiting alone will not help.
    Retry {
        next_at: Timestamp,
        notices: Vec<DeliveryRow>,
    },
    /// Not for this delivery's fault (the destination was paused): not counted.
    Release { next_at: Timestamp },
    /// A permanent refusal by the other side, with what the resident is told.
    Refused {
        status: Option<StatusRow>,
        notices: Vec<DeliveryRow>,
    },
    /// The budget is spent: visible, never deleted.
    GaveUp { notices: Vec<DeliveryRow> },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptRow {
    pub id: Uuid,
    pub delivery: Uuid,
    pub started_at: Timestamp,
    pub ended_at: Timestamp,
    /// A code such as `delivered`, `http-503`, `timeout`, `connect`, `bad-reply`; never text from outside.
    pub result: String,
    pub http_status: Option<u16>,
}

#[derive(Debug, Clone)]
pub enum Redeliver {
    One(Uuid),
    Destination(String),
    Reference(Reference),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryCount {
    pub destination: String,
    pub state: DeliveryState,
    pub count: u64,
    pub oldest: Option<Timestamp>,
}

/// One interaction on one channel. Holds no personal data; its links do, in a table of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    pub id: Uuid,
    pub authority: String,
    pub channel: Channel,
    pub service: Option<String>,
    pub version: Option<String>,
    pub language: Language,
    pub device: Option<Device>,
    pub assisted: bool,
    pub started_at: Timestamp,
    pub last_at: Timestamp,
    pub ended: Option<Ending>,
    /// Which outcome, when it ended in one.
    pub outcome: Option<String>,
    /// The draft it is linked to.
    pub draft: Option<Uuid>,
    /// Keyed hash of its feedback token.
    pub feedback_token: KeyedHash,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Device {
    Phone,
    Tablet,
    Computer,
    Program,
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    Completed,
    Outcome,
    Left,
}

/// What happened on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactEvents {
    /// Pages reached, by id.
    pub stages: Vec<String>,
    /// Mistakes met, as `(question, code)`.
    pub errors: Vec<(String, String)>,
    /// The page and the seconds spent on it.
    pub seconds: Option<(String, u32)>,
}

#[derive(Debug, Clone)]
pub struct ContactTouch {
    pub contact: Uuid,
    pub at: Timestamp,
    pub events: Option<ContactEvents>,
    pub ending: Option<(Ending, Option<String>)>,
}

/// A contact with everything known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    pub row: ContactRow,
    pub ended_at: Option<Timestamp>,
    /// In order of first arrival.
    pub stages: Vec<String>,
    /// `(question, code, count)`, sorted.
    pub errors: Vec<(String, String, u32)>,
    /// `(page, seconds)`, sorted.
    pub seconds: Vec<(String, u32)>,
    pub rating: Option<u8>,
    pub submissions: Vec<Uuid>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedbackToken {
    pub contact: Uuid,
    pub authority: String,
    pub service: Option<String>,
    pub used: bool,
}

#[derive(Debug, Clone)]
pub struct FeedbackRow {
    pub id: Uuid,
    /// The contact, or none for feedback about a service as such.
    pub contact: Option<Uuid>,
    pub authority: String,
    pub service: Option<String>,
    pub channel: Channel,
    /// 1 very dissatisfied to 5 very satisfied.
    pub rating: u8,
    /// Sealed (table `feedback`, column `comment`).
    pub comment: Option<Sealed>,
    pub at: Timestamp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FeedbackRecorded {
    Counted,
    /// This contact was rated before; nothing changed.
    Already,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressRow {
    pub uprn: String,
    pub lines: Vec<String>,
    pub town: String,
    /// As shown, with one space.
    pub postcode: String,
    /// The authority or other area it lies in.
    pub area: String,
}

#[derive(Debug, Clone)]
pub struct RetentionRule {
    pub version: String,
    pub days: u32,
}

/// What went, by table; and what stayed although it was due.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RetentionReport {
    pub submissions: u64,
    pub drafts: u64,
    pub deliveries: u64,
    pub idempotency: u64,
    pub contact_links: u64,
    /// Submissions past retention with a delivery still owed or given up: kept.
    pub held: u64,
}

impl RetentionReport {
    /// Counts another step in.
    pub(super) fn add(&mut self, step: &RetentionReport) {
        self.submissions += step.submissions;
        self.drafts += step.drafts;
        self.deliveries += step.deliveries;
        self.idempotency += step.idempotency;
        self.contact_links += step.contact_links;
        self.held += step.held;
    }
}
