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
use shared::service::purpose::Purpose;
use sqlx::FromRow;
use uuid::Uuid;

/// One interaction on one channel. Holds no personal data: its links to a draft or a submission
/// are in a separate table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, FromRow)]
pub struct ContactRow {
    pub id: Uuid,
    /// The authority whose host it took place on.
    pub site: String,
    /// The authority that serves it, as far as the answers determine it; as of the end.
    pub authority: String,
    #[sqlx(try_from = "Column<Channel>")]
    pub channel: Channel,
    /// `None` for a conversation, which may be about several.
    pub service: Option<String>,
    /// As of the end.
    pub version: Option<String>,
    #[sqlx(try_from = "Column<Language>")]
    pub language: Language,
    #[sqlx(try_from = "Column<Purpose>")]
    pub purpose: Purpose,
    pub identified: Identified,
    pub source: Source,
    pub opened_for: OpenedFor,
    /// Whether it is a visit that figures count: `false` after an objection.
    pub counted: bool,
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
    /// The page it begins on, to be counted with its creation; `None` after an objection, without
    /// pages, and in a row that was read.
    #[sqlx(skip)]
    #[serde(skip)]
    pub first_page: Option<String>,
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

/// How it was established who the person is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Identified {
    None,
    SecondFact,
    Account,
    Staff,
}

/// What recorded a contact.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Source {
    /// A journey on the site, with or without its island.
    Form,
    /// One call of the API.
    Api,
    Desk,
    /// Another system, by name.
    Import(String),
}

/// What a contact was opened for, and so what ends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OpenedFor {
    /// A draft: its acceptance or an outcome.
    Draft,
    /// A request of the API: the call itself.
    Request,
    /// A conversation, with any number of requests: none of them ends it.
    Conversation,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Ending {
    Completed,
    Outcome,
    Left,
}

/// How a contact ends with a save.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ended {
    pub ending: Ending,
    pub outcome: Option<String>,
    /// Whether the page of the outcome asks for satisfaction.
    pub asked: bool,
}

/// The statistics of a saved page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageVisit {
    /// The page that was saved, or the outcome that was passed.
    pub page: String,
    /// The seconds spent on it.
    pub seconds: u32,
    /// The page, outcome or check answers that the save led to; `None` if it stayed on the page.
    pub reached: Option<String>,
    /// Errors shown, as `(question, code)`.
    pub errors: Vec<(String, String)>,
}

/// A contact with its pages, errors, rating and links.
#[derive(Debug, Clone, PartialEq, FromRow)]
pub struct Contact {
    #[sqlx(flatten)]
    pub row: ContactRow,
    #[sqlx(try_from = "Column<Option<Timestamp>>")]
    pub ended_at: Option<Timestamp>,
    /// When the satisfaction question, or the link to it, was first shown.
    #[sqlx(try_from = "Column<Option<Timestamp>>")]
    pub asked_at: Option<Timestamp>,
    /// In order of first arrival.
    #[sqlx(skip)]
    pub pages: Vec<VisitedPage>,
    /// `(question, code, count)`, sorted.
    #[sqlx(skip)]
    pub errors: Vec<(String, String, u32)>,
    #[sqlx(try_from = "Column<Option<u8>>")]
    pub rating: Option<u8>,
    /// Seconds from the start to the last activity, also when the times are rounded to the hour.
    #[sqlx(try_from = "Column<u32>")]
    pub duration_seconds: u32,
    /// Those it made.
    #[sqlx(skip)]
    pub submissions: Vec<Uuid>,
    /// Earlier ones that it is about.
    #[sqlx(skip)]
    pub about: Vec<Uuid>,
}

/// A page that a contact reached.
#[derive(Debug, Clone, PartialEq, Eq, FromRow)]
pub struct VisitedPage {
    /// A question page, `check-answers`, `outcome/{id}` or `notice/{id}`.
    pub page: String,
    /// How often a press of Continue led there; 0 if it was saved but reached in another way.
    #[sqlx(try_from = "Column<u32>")]
    pub arrivals: u32,
    #[sqlx(try_from = "Column<u32>")]
    pub seconds: u32,
}

impl Contact {
    /// The ids of the pages reached, in order of first arrival.
    pub fn reached(&self) -> Vec<&str> {
        self.pages.iter().map(|page| page.page.as_str()).collect()
    }
}

/// A contact is created together with its draft or its submission, or by itself.
#[async_trait]
pub trait ContactStore: Send + Sync {
    async fn contact(&self, id: Uuid) -> StoreResult<Option<Contact>>;
    /// The contact a draft is linked to.
    async fn contact_for_draft(&self, draft: Uuid) -> StoreResult<Option<ContactRow>>;
    /// Creates a contact without a draft: a conversation, or one that has ended. `about` are the
    /// earlier submissions it is about.
    async fn add_contact(&self, contact: ContactRow, about: Vec<Uuid>) -> StoreResult<()>;
    /// Ends a contact as `left`, unless it is completed.
    async fn leave_contact(&self, contact: Uuid, at: Timestamp) -> StoreResult<()>;
    /// Notes when the satisfaction question was shown, if it was not before.
    async fn mark_asked(&self, contact: Uuid, at: Timestamp) -> StoreResult<()>;
    /// Ends every open contact without activity since `before` as `left`.
    async fn close_idle_contacts(&self, before: Timestamp) -> StoreResult<u64>;
}
