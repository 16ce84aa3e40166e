//! Notes that the satisfaction question was shown, so that the share who answered can be told.

use super::Contacts;
use crate::store::FeedbackState;
use std::time::Duration;

/// How long a page waits for the note.
const WAIT: Duration = Duration::from_millis(250);

impl Contacts {
    /// Notes that the question, or the link to it, is shown: once for each contact, and not after
    /// an objection to visit statistics, `counts` being `false`. A page is shown with or without
    /// the note, so a failure is only logged.
    pub async fn question_shown(&self, contact: &FeedbackState, counts: bool) {
        if contact.asked || contact.used || !contact.counted || !counts {
            return;
        }
        let noted = self.store.mark_asked(contact.contact, self.clock.now());
        match tokio::time::timeout(WAIT, noted).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::debug!(%error, "cannot note that a question was shown"),
            Err(_) => tracing::debug!("no time to note that a question was shown"),
        }
    }
}
