//! Contacts and satisfaction.

use crate::vault::{KeyedHash, Sealed};
use jiff::Timestamp;
use shared::channel::Channel;
use shared::language::Language;
use uuid::Uuid;

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
