//! Contacts: every interaction on every channel, how far it went and how it ended.
//!
//! A contact holds no personal data. Device, stages, errors and time are visit statistics and
//! are omitted for a person who objected; channel, service and ending are the council's own
//! record and are always stored.
//!
//! - [`Contacts`] creates contacts, ends abandoned ones and records satisfaction.
//! - [`events`] turns a saved page into statistics.

pub mod events;
mod feedback;

pub use feedback::{FeedbackAbout, feedback_hash, feedback_token};

use crate::catalogue::Catalogue;
use crate::clock::Clock;
use crate::store::{ContactRow, ContactTouch, Device, DraftRow, Ending};
use crate::store::{SharedStore, StoreResult};
use crate::vault::Vault;
use shared::channel::Channel;
use shared::language::Language;
use std::sync::Arc;
use uuid::Uuid;

/// Creates and ends contacts.
pub struct Contacts {
    store: SharedStore,
    vault: Vault,
    clock: Arc<dyn Clock>,
    catalogue: Arc<Catalogue>,
}

/// The subject of a contact without a draft.
pub struct DirectContact<'a> {
    pub authority: &'a str,
    pub service: &'a str,
    pub version: &'a str,
    pub channel: Channel,
    pub language: Language,
}

impl Contacts {
    pub fn new(
        store: SharedStore,
        vault: Vault,
        clock: Arc<dyn Clock>,
        catalogue: Arc<Catalogue>,
    ) -> Contacts {
        Contacts {
            store,
            vault,
            clock,
            catalogue,
        }
    }

    /// The contact of a new draft. `device` is `None` after an objection to statistics.
    pub fn for_draft(&self, draft: &DraftRow, device: Option<Device>) -> ContactRow {
        let id = self.clock.id();
        ContactRow {
            id,
            authority: draft.authority.clone(),
            channel: draft.channel,
            service: Some(draft.service.clone()),
            version: Some(draft.version.clone()),
            language: draft.language,
            device,
            assisted: false,
            started_at: draft.created_at,
            last_at: draft.created_at,
            ended: None,
            outcome: None,
            draft: Some(draft.id),
            feedback_token: self.feedback_hash_of(id),
        }
    }

    /// The contact of a request without a draft: it begins and ends with the request.
    pub fn without_draft(&self, about: &DirectContact<'_>) -> ContactRow {
        let id = self.clock.id();
        let now = self.clock.now();
        ContactRow {
            id,
            authority: about.authority.to_owned(),
            channel: about.channel,
            service: Some(about.service.to_owned()),
            version: Some(about.version.to_owned()),
            language: about.language,
            device: Some(Device::Program),
            assisted: false,
            started_at: now,
            last_at: now,
            ended: None,
            outcome: None,
            draft: None,
            feedback_token: self.feedback_hash_of(id),
        }
    }

    /// The contact of a draft, as stored.
    pub async fn of_draft(&self, draft: Uuid) -> StoreResult<Option<ContactRow>> {
        let contact = self.store.contact_for_draft(draft).await?;
        Ok(contact.map(|contact| contact.row))
    }

    /// Ends the contact of a draft as left and clears the draft. Returns the token of the
    /// feedback page; `None` when the draft has no contact.
    ///
    /// After an outcome nothing is cleared: an outcome is a completion, and the person may
    /// still go back.
    pub async fn give_up(&self, draft: Uuid, after_outcome: bool) -> StoreResult<Option<String>> {
        let Some(contact) = self.of_draft(draft).await? else {
            return Ok(None);
        };
        if !after_outcome {
            let now = self.clock.now();
            self.store.clear_draft(draft, now).await?;
            let touch = ContactTouch {
                contact: contact.id,
                at: now,
                events: None,
                ending: Some((Ending::Left, None)),
            };
            self.store.touch_contact(touch).await?;
        }
        Ok(Some(feedback_token(&self.vault, contact.id)))
    }

    fn feedback_hash_of(&self, contact: Uuid) -> crate::vault::KeyedHash {
        feedback_hash(&self.vault, &feedback_token(&self.vault, contact))
    }
}
