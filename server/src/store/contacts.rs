//! Contacts: every interaction, how far it went and how it ended.

use super::StoreResult;
use super::encoding::Column;
use crate::vault::KeyedHash;
use async_trait::async_trait;
use jiff::Timestamp;
use jiff::fmt::serde::timestamp::millisecond;
use serde::Serialize;
use shared::channel::Channel;
use shared::language::Language;
use sqlx::FromRow;
use uuid::Uuid;

/// One interaction on one channel. Holds no personal data: its links to a draft or a submission
/// are in a separate table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct ContactRow {
    pub id: Uuid,
    pub authority: String,
    #[sqlx(try_from = "Column<Channel>")]
    pub channel: Channel,
    pub service: Option<String>,
    pub version: Option<String>,
    #[sqlx(try_from = "Column<Language>")]
    pub language: Language,
    pub device: Option<Device>,
    pub assisted: bool,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub started_at: Timestamp,
    #[sqlx(try_from = "Column<Timestamp>")]
    #[serde(with = "millisecond::required")]
    pub last_at: Timestamp,
    pub ended: Option<Ending>,
    /// The outcome it ended in, if any.
    pub outcome: Option<String>,
    /// The draft it is linked to.
    #[sqlx(skip)]
    #[serde(skip)]
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

/// Events on a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ContactEvents {
    /// Pages reached, by id.
    pub stages: Vec<String>,
    /// Errors, as `(question, code)`.
    pub errors: Vec<(String, String)>,
    /// The page and the seconds spent on it.
    pub seconds: Option<(String, u32)>,
}

/// A change to a contact.
#[derive(Debug, Clone)]
pub struct ContactTouch {
    pub contact: Uuid,
    pub at: Timestamp,
    pub events: Option<ContactEvents>,
    pub ending: Option<(Ending, Option<String>)>,
}

/// A contact with its counters, rating and links.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Contact {
    #[sqlx(flatten)]
    pub row: ContactRow,
    #[sqlx(try_from = "Column<Option<Timestamp>>")]
    pub ended_at: Option<Timestamp>,
    /// In order of first arrival.
    #[sqlx(skip)]
    pub stages: Vec<String>,
    /// `(question, code, count)`, sorted.
    #[sqlx(skip)]
    pub errors: Vec<(String, String, u32)>,
    /// `(page, seconds)`, sorted.
    #[sqlx(skip)]
    pub seconds: Vec<(String, u32)>,
    #[sqlx(try_from = "Column<Option<u8>>")]
    pub rating: Option<u8>,
    #[sqlx(skip)]
    pub submissions: Vec<Uuid>,
}

/// A contact is created together with its draft or its submission.
#[async_trait]
pub trait ContactStore: Send + Sync {
    async fn contact(&self, id: Uuid) -> StoreResult<Option<Contact>>;
    /// The contact a draft is linked to.
    async fn contact_for_draft(&self, draft: Uuid) -> StoreResult<Option<Contact>>;
    /// Adds stages, errors and seconds, and an ending if stated. A completed contact stays
    /// completed; an unknown one is not created.
    async fn touch_contact(&self, touch: ContactTouch) -> StoreResult<()>;
    /// Ends every open contact without activity since `before` as `left`.
    async fn close_idle_contacts(&self, before: Timestamp) -> StoreResult<u64>;
}
