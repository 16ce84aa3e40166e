//! How satisfied someone was.

use crate::contacts::feedback_hash;
use crate::state::AppState;
use crate::store::StoreResult;
use crate::store::rows::{FeedbackRecorded, FeedbackRow};
use crate::vault::contexts;
use shared::channel::Channel;
use shared::question::text::is_unseen;

/// What is rated.
pub enum About {
    /// The contact a one-time token belongs to.
    Contact(String),
    /// A service as such, without a contact.
    Service { service: String, authority: String },
}

/// Records a rating from 1 (very dissatisfied) to 5 (very satisfied). `None` when there is
/// nothing to rate; a contact counts once.
pub async fn record(
    state: &AppState,
    about: About,
    rating: u8,
    comment: Option<String>,
) -> StoreResult<Option<FeedbackRecorded>> {
    let id = state.clock.id();
    let (contact, authority, service, channel) = match about {
        About::Contact(token) => {
            let Some(found) = state
                .store
                .feedback_token(&feedback_hash(state, &token))
                .await?
            else {
                return Ok(None);
            };
            if found.used {
                return Ok(Some(FeedbackRecorded::Already));
            }
            let channel = state
                .store
                .contact(found.contact)
                .await?
                .map_or(Channel::Web, |contact| contact.row.channel);
            (Some(found.contact), found.authority, found.service, channel)
        }
        About::Service { service, authority } => {
            if state.catalogue.current().get(&service).is_none() {
                return Ok(None);
            }
            (None, authority, Some(service), Channel::Web)
        }
    };
    let comment = comment.map(|text| text.replace(|c| c != '\n' && is_unseen(c), " "));
    let comment = comment.filter(|text| !text.trim().is_empty()).map(|text| {
        let context = contexts::feedback_comment(&authority, id);
        state.vault.seal(context, text.trim().as_bytes())
    });
    let row = FeedbackRow {
        id,
        contact,
        authority,
        service,
        channel,
        rating,
        comment,
        at: state.clock.now(),
    };
    state.store.record_feedback(row).await.map(Some)
}
