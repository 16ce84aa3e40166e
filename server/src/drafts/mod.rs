//! Drafts: answers before they are sent.
//!
//! A draft belongs from its creation to a version, an owner, an authority and a channel. It
//! lives for two hours after its last save.
//!
//! - `open`: begins, opens and clears drafts; only the owner can open one.
//! - [`save_page`]: the one way a page is saved, for the plain form, the island and an
//!   outcome's "go on".
//!
//! To add something that happens when a page is saved, change [`save_page`].

mod open;
pub mod save_page;

pub use save_page::{PageSave, PageSaved, SavedPage, Statistics};

use crate::catalogue::{Catalogue, Service};
use crate::clock::Clock;
use crate::contacts::Contacts;
use crate::gazetteer::AddressLookup;
use crate::store::{Device, DraftRow};
use crate::store::{SharedStore, StoreError, StoreResult};
use crate::vault::{KeyedHash, Sealed, Vault, contexts};
use jiff::SignedDuration;
use shared::answers::Answers;
use shared::channel::Channel;
use shared::facts::Facts;
use shared::journey::Journey;
use shared::language::Language;
use std::sync::Arc;
use uuid::Uuid;

/// How long a draft lives after its last save.
pub const IDLE: SignedDuration = SignedDuration::from_hours(2);

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
    /// The version its answers are checked against now.
    pub service: Arc<Service>,
    /// Whether the form itself changed since the draft was begun.
    pub carried: bool,
}

/// A draft to begin.
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
