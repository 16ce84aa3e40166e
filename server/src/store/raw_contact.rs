//! A contact as it stands in columns.

use super::rows::{Contact, ContactRow, FeedbackToken};
use super::words::{Word, count, time};
use super::{StoreError, StoreResult};
use crate::vault::KeyedHash;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
pub(super) struct RawContact {
    pub(super) id: Uuid,
    authority: String,
    channel: String,
    service: Option<String>,
    version: Option<String>,
    language: String,
    device: Option<String>,
    assisted: bool,
    started_at: i64,
    last_at: i64,
    ended: Option<String>,
    ended_at: Option<i64>,
    outcome: Option<String>,
    feedback_token: String,
    rating: Option<i64>,
}

#[derive(FromRow)]
pub(super) struct RawEvent {
    kind: String,
    name: String,
    code: String,
    amount: i64,
}

impl RawContact {
    /// `events` in order of first arrival, `links` as `(draft, submission)`.
    pub(super) fn contact(
        self,
        events: Vec<RawEvent>,
        links: Vec<(Option<Uuid>, Option<Uuid>)>,
    ) -> StoreResult<Contact> {
        let mut contact = Contact {
            row: ContactRow {
                id: self.id,
                authority: self.authority,
                channel: Word::read(&self.channel)?,
                service: self.service,
                version: self.version,
                language: Word::read(&self.language)?,
                device: self.device.as_deref().map(Word::read).transpose()?,
                assisted: self.assisted,
                started_at: time(self.started_at)?,
                last_at: time(self.last_at)?,
                ended: self.ended.as_deref().map(Word::read).transpose()?,
                outcome: self.outcome,
                draft: links.iter().find_map(|(draft, _)| *draft),
                feedback_token: KeyedHash(self.feedback_token),
            },
            ended_at: self.ended_at.map(time).transpose()?,
            stages: Vec::new(),
            errors: Vec::new(),
            seconds: Vec::new(),
            rating: self
                .rating
                .map(|rating| u8::try_from(rating).map_err(|_| StoreError::Corrupt("rating")))
                .transpose()?,
            submissions: links.iter().filter_map(|(_, id)| *id).collect(),
        };
        for event in events {
            match event.kind.as_str() {
                "stage" => contact.stages.push(event.name),
                "error" => contact
                    .errors
                    .push((event.name, event.code, count(event.amount)?)),
                "seconds" => contact.seconds.push((event.name, count(event.amount)?)),
                _ => return Err(StoreError::Corrupt("kind")),
            }
        }
        contact.errors.sort();
        contact.seconds.sort();
        Ok(contact)
    }
}

#[derive(FromRow)]
pub(super) struct RawFeedbackToken {
    pub(super) contact: Uuid,
    pub(super) authority: String,
    pub(super) service: Option<String>,
    pub(super) used: bool,
}

impl RawFeedbackToken {
    pub(super) fn token(self) -> FeedbackToken {
        FeedbackToken {
            contact: self.contact,
            authority: self.authority,
            service: self.service,
            used: self.used,
        }
    }
}
