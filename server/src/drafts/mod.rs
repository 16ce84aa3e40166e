//! Drafts: answers before they are sent.
//!
//! A draft's version, authority and channel are set when it is created. It expires two hours after
//! its last save, and ends twelve hours after it was begun; one that its owner chose to keep ends
//! seven days after that choice, and has another owner from then on. The end of a draft is
//! remembered, so that its page can say why it is not there.
//!
//! - `lifecycle`: begins, opens and clears drafts; only the owner can open one.
//! - `time`: how long a draft is kept, and what became of one that cannot be opened.
//! - [`save_page`]: the one way to save a page, used by the plain form, the island and the ways on
//!   from an outcome or a notice.
//!
//! To do something more when a page is saved, change [`save_page`].

mod lifecycle;
pub mod save_page;
mod time;

pub use save_page::{PageSave, PageSaved, SavedPage, Statistics};
pub use time::{Kept, Missing, TimeLeft};

use crate::catalogue::{Catalogue, Service};
use crate::clock::Clock;
use crate::contacts::Contacts;
use crate::gazetteer::AddressLookup;
use crate::store::{Device, DraftRow};
use crate::store::{SharedStore, StoreError, StoreResult};
use crate::vault::{KeyedHash, Sealed, Vault, contexts};
use jiff::{SignedDuration, Timestamp};
use shared::answers::Answers;
use shared::channel::Channel;
use shared::facts::Facts;
use shared::journey::Journey;
use shared::language::Language;
use std::sync::Arc;
use uuid::Uuid;

/// How long after its last save a draft expires. Pages state this time and the next.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);
/// How long after it was begun a draft ends, however often it is saved.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(12);
/// How long a draft is kept on the device of somebody who chose that. Pages state this time too.
pub const KEPT: SignedDuration = SignedDuration::from_hours(7 * 24);

/// When a draft expires that is saved now.
fn expiry(now: Timestamp, row: &DraftRow) -> Timestamp {
    let end = end_of(row);
    if is_kept(row) {
        end
    } else {
        end.min(now + IDLE)
    }
}

/// Whether its owner chose to keep it.
fn is_kept(row: &DraftRow) -> bool {
    end_of(row) > row.created_at + LONGEST
}

/// When a draft ends; the row of an earlier release does not say.
fn end_of(row: &DraftRow) -> Timestamp {
    if row.ends_at == Timestamp::UNIX_EPOCH {
        row.created_at + LONGEST
    } else {
        row.ends_at
    }
}

/// Opens and saves drafts.
pub struct Drafts {
    store: SharedStore,
    vault: Vault,
    clock: Arc<dyn Clock>,
    catalogue: Arc<Catalogue>,
    addresses: Arc<AddressLookup>,
    contacts: Arc<Contacts>,
}

/// An open draft.
#[derive(Clone)]
pub struct Draft {
    pub row: DraftRow,
    pub answers: Answers,
    /// The version its answers are checked against.
    pub service: Arc<Service>,
    /// Whether the form changed since the draft was begun.
    pub form_changed: bool,
}

/// The details of a new draft.
pub struct NewDraft<'a> {
    pub id: Uuid,
    pub owner: KeyedHash,
    pub service: &'a Arc<Service>,
    pub authority: &'a str,
    pub channel: Channel,
    pub language: Language,
    /// `None` after an objection to visit statistics.
    pub device: Option<Device>,
}

impl Draft {
    /// The journey through its service with its answers.
    pub fn journey<'a>(&'a self, facts: &'a Facts) -> Journey<'a> {
        Journey::new(&self.service.definition, &self.answers, facts)
    }
}

impl Drafts {
    pub fn new(
        store: SharedStore,
        vault: Vault,
        clock: Arc<dyn Clock>,
        catalogue: Arc<Catalogue>,
        addresses: Arc<AddressLookup>,
        contacts: Arc<Contacts>,
    ) -> Drafts {
        Drafts {
            store,
            vault,
            clock,
            catalogue,
            addresses,
            contacts,
        }
    }

    fn sealed(&self, row: &DraftRow, answers: &Answers) -> StoreResult<Sealed> {
        let content = serde_json::to_vec(answers).map_err(|_| StoreError::Corrupt("draft"))?;
        let context = contexts::draft_answers(&row.authority, row.id);
        Ok(self.vault.seal(context, &content))
    }
}
