//! State that survives a reload of the tab and is discarded with the tab.

use super::queue::Queue;
use super::screen::Screen;
use super::state::State;
use serde::{Deserialize, Serialize};
use shared::answers::Typed;
use std::collections::BTreeMap;

#[derive(Clone, Serialize, Deserialize)]
pub struct Stored {
    pub service: String,
    pub draft: Option<String>,
    /// The path of the screen, relative to the journey and without the draft. If `None`, the next
    /// page that the server shows is not replaced.
    pub at: Option<String>,
    pub queue: Queue,
    /// Text typed but not submitted, by page.
    #[serde(default)]
    pub unfinished: BTreeMap<String, BTreeMap<String, Typed>>,
    /// The hash of the review on which Send was pressed.
    #[serde(default)]
    pub confirmed_review: Option<String>,
}

impl Stored {
    /// `None` if nothing is unsent or unfinished. `at` is the screen to return to.
    pub fn of(state: &State, at: Option<&Screen>) -> Option<Box<Stored>> {
        let confirmed_review = state.send.review();
        if state.queue.is_empty() && state.unfinished.is_empty() && confirmed_review.is_none() {
            return None;
        }
        Some(Box::new(Stored {
            service: state.props.service.clone(),
            draft: state.draft.clone(),
            at: at.map(|screen| screen.path("", None)),
            queue: state.queue.clone(),
            unfinished: state.unfinished.clone(),
            confirmed_review: confirmed_review.map(String::from),
        }))
    }

    pub fn screen(&self) -> Option<Screen> {
        Screen::parse(self.at.as_deref()?, "")
    }
}
