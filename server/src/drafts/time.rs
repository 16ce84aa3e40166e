//! How long a draft is kept, and what became of one that cannot be opened.

use super::{Draft, Drafts, KEPT, end_of, expiry, is_kept};
use crate::store::{DraftEnding, DraftStanding, KeepDraft, SentDraft, StoreResult};
use crate::vault::KeyedHash;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// How young a draft is whose browser has only just begun it.
const JUST_BEGUN: SignedDuration = SignedDuration::from_mins(10);
/// How old the id of a draft may be that a browser has made and not saved yet; and by how much its
/// clock may be fast.
const UNSAVED: SignedDuration = super::LONGEST;

/// Why a draft cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// It is open, and somebody else's, or the caller's without its cookie.
    Elsewhere {
        just_begun: bool,
    },
    Sent,
    Cleared,
    Expired,
    /// It was never stored: the browser made its id, and has not saved it yet.
    Unsaved,
}

/// How long a draft is kept if it is not saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TimeLeft {
    pub seconds: u32,
    /// Whether a save would extend it: not in its last hours.
    pub may_extend: bool,
}

/// A draft that is kept on a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kept {
    pub id: Uuid,
    pub until: Timestamp,
}

impl Draft {
    /// Until when its owner keeps it, if that was chosen.
    pub fn kept_until(&self) -> Option<Timestamp> {
        is_kept(&self.row).then(|| end_of(&self.row))
    }
}

impl Drafts {
    /// Why a draft cannot be opened.
    pub async fn missing(&self, id: Uuid) -> StoreResult<Missing> {
        let draft = SentDraft {
            id,
            mark: self.vault.draft_mark(id),
        };
        let now = self.clock.now();
        Ok(match self.store.draft_standing(draft, now).await? {
            Some(DraftStanding::Open { created_at }) => Missing::Elsewhere {
                just_begun: now < created_at + JUST_BEGUN,
            },
            Some(DraftStanding::Sent) => Missing::Sent,
            Some(DraftStanding::Ended(DraftEnding::Cleared)) => Missing::Cleared,
            Some(DraftStanding::Ended(DraftEnding::Expired)) => Missing::Expired,
            None if made_lately(id, now) => Missing::Unsaved,
            // Forgotten, so it is long ago.
            None => Missing::Expired,
        })
    }

    /// How long an open draft is kept if it is not saved.
    pub fn time_left(&self, draft: &Draft) -> TimeLeft {
        self.time_until(draft, draft.row.expires_at)
    }

    /// Lets a draft expire as if it was saved now. `None` if it is gone.
    pub async fn extend(&self, draft: &Draft) -> StoreResult<Option<TimeLeft>> {
        let now = self.clock.now();
        let until = expiry(now, &draft.row);
        let extended = self.store.extend_draft(draft.row.id, until, now).await?;
        Ok(extended.then(|| self.time_until(draft, until)))
    }

    fn time_until(&self, draft: &Draft, until: Timestamp) -> TimeLeft {
        let seconds = until.duration_since(self.clock.now()).as_secs();
        TimeLeft {
            seconds: u32::try_from(seconds).unwrap_or_default(),
            may_extend: until < end_of(&draft.row),
        }
    }

    /// Keeps a draft for its owner's device: it goes over to a new owner, whose secret lasts as
    /// long, as do those of `before`, the owner of what was kept there earlier. `None` if it is
    /// gone.
    pub async fn keep(
        &self,
        draft: &Draft,
        owner: KeyedHash,
        before: Option<KeyedHash>,
    ) -> StoreResult<Option<Timestamp>> {
        let now = self.clock.now();
        let kept = self.store.keep_draft(KeepDraft {
            id: draft.row.id,
            owner,
            before,
            until: now + KEPT,
            at: now,
        });
        Ok(kept.await?.then(|| now + KEPT))
    }

    /// The draft for a service that is kept for this owner's device.
    pub async fn kept(&self, owner: &KeyedHash, service: &str) -> StoreResult<Option<Kept>> {
        let now = self.clock.now();
        let found = self.store.draft_of_owner(owner, service, now).await?;
        Ok(found.map(|(id, until)| Kept { id, until }))
    }
}

/// Whether an id was made in the last hours, as it says itself (RFC 9562, 5.7). An id that does not
/// say may be of any age.
fn made_lately(id: Uuid, now: Timestamp) -> bool {
    if id.get_version_num() != 7 {
        return true;
    }
    let made = i64::try_from(id.as_u128() >> 80).ok();
    let made = made.and_then(|millis| Timestamp::from_millisecond(millis).ok());
    made.is_some_and(|made| now.duration_since(made).abs() < UNSAVED)
}
