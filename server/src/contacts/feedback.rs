//! Satisfaction ratings.

use super::Contacts;
use crate::store::StoreResult;
use crate::store::{Ending, FeedbackRecorded, FeedbackRow, FeedbackToken};
use crate::vault::{KeyedHash, Vault, contexts};
use shared::channel::Channel;
use shared::question::text::is_unseen;
use uuid::Uuid;

/// The purpose for which tokens are derived and hashed.
const PURPOSE: &str = "feedback";

/// The subject of a rating.
pub enum FeedbackAbout {
    /// The contact that a one-time token belongs to.
    Contact(String),
    /// A service, without a contact.
    Service { service: String, authority: String },
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
    pub async fn by_feedback_token(&self, token: &str) -> StoreResult<Option<FeedbackToken>> {
        let hash = feedback_hash(&self.vault, token);
        self.store.feedback_token(&hash).await
    }

    /// The feedback token of a contact that has not been rated yet.
    pub async fn unused_feedback_token(&self, contact: Uuid) -> StoreResult<Option<String>> {
        let found = self.store.contact(contact).await?;
        let unrated = found.is_some_and(|contact| contact.rating.is_none());
        Ok(unrated.then(|| feedback_token(&self.vault, contact)))
    }

    /// How a contact ended; `None` while it is open.
    pub async fn ending(&self, contact: Uuid) -> StoreResult<Option<Ending>> {
        let contact = self.store.contact(contact).await?;
        Ok(contact.and_then(|contact| contact.row.ended))
    }

    /// Records a rating from 1 (very dissatisfied) to 5 (very satisfied). A contact counts once.
    /// Returns `None` for an unknown token or service.
    pub async fn record_feedback(
        &self,
        about: FeedbackAbout,
        rating: u8,
        comment: Option<String>,
    ) -> StoreResult<Option<FeedbackRecorded>> {
        let id = self.clock.id();
        let (contact, authority, service, channel) = match about {
            FeedbackAbout::Contact(token) => {
                let Some(found) = self.by_feedback_token(&token).await? else {
                    return Ok(None);
                };
                if found.used {
                    return Ok(Some(FeedbackRecorded::Already));
                }
                let contact = self.store.contact(found.contact).await?;
                let channel = contact.map_or(Channel::Web, |contact| contact.row.channel);
                (Some(found.contact), found.authority, found.service, channel)
            }
            FeedbackAbout::Service { service, authority } => {
                if self.catalogue.current().get(&service).is_none() {
                    return Ok(None);
                }
                (None, authority, Some(service), Channel::Web)
            }
        };
        let row = FeedbackRow {
            id,
            comment: self.sealed_comment(&authority, id, comment),
            contact,
            authority,
            service,
            channel,
            rating,
            at: self.clock.now(),
        };
        self.store.record_feedback(row).await.map(Some)
    }

    /// Replaces control characters with spaces; a blank comment is dropped.
    fn sealed_comment(
        &self,
        authority: &str,
        id: Uuid,
        comment: Option<String>,
    ) -> Option<crate::vault::Sealed> {
        let comment = comment?.replace(|c| c != '\n' && is_unseen(c), " ");
        let text = comment.trim();
        let context = contexts::feedback_comment(authority, id);
        (!text.is_empty()).then(|| self.vault.seal(context, text.as_bytes()))
    }
}
