//! Contacts: every interaction on every channel, how far it went and how it ended.
//!
//! A contact holds no personal data. Device, pages, errors and time are visit statistics and
//! are omitted for a person who objected, whose contact is not counted as a visit; channel, service
//! and ending are the council's own record and are always stored.
//!
//! - [`Contacts`] creates contacts, ends abandoned ones and records satisfaction.
//! - [`events`] turns a saved page into statistics.
//! - `asked` notes that the satisfaction question was shown.

mod asked;
pub mod events;
mod feedback;

pub use feedback::{FeedbackAbout, feedback_hash, feedback_token};

use crate::catalogue::{Catalogue, Service};
use crate::clock::Clock;
use crate::store::{ContactRow, Device, DraftRow, Ending, Identified, OpenedFor, Source};
use crate::store::{SharedStore, StoreResult};
use crate::vault::Vault;
use shared::answers::Answers;
use shared::channel::Channel;
use shared::facts::Facts;
use shared::journey::Journey;
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

/// A request of the API, as the contact it is.
pub struct ApiContact<'a> {
    /// The authority whose host it was sent to.
    pub site: &'a str,
    /// The serving authority.
    pub authority: &'a str,
    pub service: &'a Service,
    pub channel: Channel,
    pub language: Language,
    /// `false` after an objection to visit statistics.
    pub counted: bool,
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

    /// The contact of a new draft, which begins on the first page of its journey. `device` is
    /// `None` after an objection to statistics.
    pub fn for_draft(
        &self,
        draft: &DraftRow,
        service: &Service,
        facts: &Facts,
        device: Option<Device>,
    ) -> ContactRow {
        let id = self.clock.id_of_hour();
        let answers = Answers::default();
        let journey = Journey::new(&service.definition, &answers, facts);
        ContactRow {
            id,
            site: draft.authority.clone(),
            authority: events::serving(journey).to_owned(),
            channel: draft.channel,
            service: Some(draft.service.clone()),
            version: Some(draft.version.clone()),
            language: draft.language,
            purpose: service.definition.purpose,
            identified: Identified::None,
            source: Source::Form,
            opened_for: OpenedFor::Draft,
            counted: device.is_some(),
            device,
            assisted: false,
            started_at: draft.created_at,
            last_at: draft.created_at,
            ended: None,
            outcome: None,
            draft: Some(draft.id),
            first_page: device.map(|_| events::place(&journey.first())),
            feedback_token: self.feedback_hash_of(id),
        }
    }

    /// The contact of a request of the API: it begins and ends with the call.
    pub fn for_request(&self, about: &ApiContact<'_>) -> ContactRow {
        let id = self.clock.id_of_hour();
        let now = self.clock.now();
        ContactRow {
            id,
            site: about.site.to_owned(),
            authority: about.authority.to_owned(),
            channel: about.channel,
            service: Some(about.service.definition.id.clone()),
            version: Some(about.service.version.clone()),
            language: about.language,
            purpose: about.service.definition.purpose,
            identified: Identified::None,
            source: Source::Api,
            opened_for: OpenedFor::Request,
            counted: about.counted,
            device: about.counted.then_some(Device::Program),
            assisted: false,
            started_at: now,
            last_at: now,
            ended: None,
            outcome: None,
            draft: None,
            first_page: None,
            feedback_token: self.feedback_hash_of(id),
        }
    }

    /// Records a call of the API whose answers lead to an outcome: a contact, as it is on the site.
    pub async fn record_outcome(&self, about: &ApiContact<'_>, outcome: &str) -> StoreResult<()> {
        let contact = ContactRow {
            ended: Some(Ending::Outcome),
            outcome: Some(outcome.to_owned()),
            ..self.for_request(about)
        };
        self.store.add_contact(contact, Vec::new()).await
    }

    /// The contact of a draft, as stored.
    pub async fn of_draft(&self, draft: Uuid) -> StoreResult<Option<ContactRow>> {
        self.store.contact_for_draft(draft).await
    }

    /// Ends the contact of a draft as left and clears the draft. Returns the token of the
    /// feedback page; `None` when the draft has no contact.
    ///
    /// After an outcome nothing is cleared: an outcome is a completion, and the person may
    /// still go back.
    pub async fn give_up(&self, draft: Uuid, after_outcome: bool) -> StoreResult<Option<String>> {
        let contact = if after_outcome {
            self.of_draft(draft).await?.map(|contact| contact.id)
        } else {
            self.store.leave_draft(draft, self.clock.now()).await?
        };
        Ok(contact.map(|contact| feedback_token(&self.vault, contact)))
    }

    fn feedback_hash_of(&self, contact: Uuid) -> crate::vault::KeyedHash {
        feedback_hash(&self.vault, &feedback_token(&self.vault, contact))
    }
}
