//! Satisfaction ratings.

use super::Contacts;
use crate::clock::start_of_hour;
use crate::store::StoreResult;
use crate::store::{FeedbackRecorded, FeedbackRow, FeedbackState, ServiceRatingRow};
use crate::vault::{KeyedHash, Vault, contexts};
use shared::channel::Channel;
use shared::question::invisible::sanitise;
use uuid::Uuid;

/// The purpose for which tokens are derived and hashed.
const PURPOSE: &str = "feedback";

/// The subject of a rating.
pub enum FeedbackAbout {
    /// The contact that a one-time token belongs to.
    Contact(String),
    /// A service, without a contact, on the site of an authority.
    Service { service: String, site: String },
}

/// The one-time token of a contact's feedback page. It is derived from the contact's id and only
/// its hash is stored, so the confirmation can show the link again but a copy of the database
/// cannot.
pub fn feedback_token(vault: &Vault, contact: Uuid) -> String {
    vault.token(PURPOSE, contact)
}

pub fn feedback_hash(vault: &Vault, token: &str) -> KeyedHash {
    vault.hash(PURPOSE, token)
}

impl Contacts {
    /// The contact a feedback token belongs to.
    pub async fn by_feedback_token(&self, token: &str) -> StoreResult<Option<FeedbackState>> {
        let hash = feedback_hash(&self.vault, token);
        self.store.feedback_token(&hash).await
    }

    /// What the link to a contact's feedback page needs to know.
    pub async fn feedback_state(&self, contact: Uuid) -> StoreResult<Option<FeedbackState>> {
        self.store.feedback_state(contact).await
    }

    /// The feedback token of a contact that has not been rated yet.
    pub fn unused_feedback_token(&self, contact: &FeedbackState) -> Option<String> {
        (!contact.used).then(|| feedback_token(&self.vault, contact.contact))
    }

    /// Records a rating from 1 (very dissatisfied) to 5 (very satisfied). A contact counts once.
    /// Returns `None` for an unknown token or service.
    pub async fn record_feedback(
        &self,
        about: FeedbackAbout,
        rating: u8,
        comment: Option<String>,
    ) -> StoreResult<Option<FeedbackRecorded>> {
        match about {
            FeedbackAbout::Contact(token) => self.rate_contact(&token, rating, comment).await,
            FeedbackAbout::Service { service, site } => {
                self.rate_service(service, site, rating, comment).await
            }
        }
    }

    async fn rate_contact(
        &self,
        token: &str,
        rating: u8,
        comment: Option<String>,
    ) -> StoreResult<Option<FeedbackRecorded>> {
        let Some(found) = self.by_feedback_token(token).await? else {
            return Ok(None);
        };
        if found.used {
            return Ok(Some(FeedbackRecorded::Already));
        }
        let id = self.clock.id_of_hour();
        let row = FeedbackRow {
            id,
            comment: self.sealed_comment(&found.authority, id, comment),
            contact: found.contact,
            authority: found.authority,
            service: found.service,
            channel: found.channel,
            rating,
            at: start_of_hour(self.clock.now()),
        };
        self.store.record_feedback(row).await.map(Some)
    }

    async fn rate_service(
        &self,
        service: String,
        site: String,
        rating: u8,
        comment: Option<String>,
    ) -> StoreResult<Option<FeedbackRecorded>> {
        if self.catalogue.current().get(&service).is_none() {
            return Ok(None);
        }
        let id = self.clock.id_of_hour();
        let row = ServiceRatingRow {
            id,
            comment: self.sealed_comment(&site, id, comment),
            site,
            service,
            channel: Channel::Web,
            rating,
            at: start_of_hour(self.clock.now()),
        };
        self.store.record_service_rating(row).await?;
        Ok(Some(FeedbackRecorded::Counted))
    }

    /// Keeps what a reader sees of a comment; a blank one is dropped.
    fn sealed_comment(
        &self,
        authority: &str,
        id: Uuid,
        comment: Option<String>,
    ) -> Option<crate::vault::Sealed> {
        let comment = sanitise(&comment?);
        let text = comment.trim();
        let context = contexts::feedback_comment(authority, id);
        (!text.is_empty()).then(|| self.vault.seal(context, text.as_bytes()))
    }
}
