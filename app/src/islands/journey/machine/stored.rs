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

/// What is written to the tab: the minute of the device's clock, a line end, the stored value.
pub fn dated(stored: &str, minute: u32) -> String {
    [minute.to_string().as_str(), "\n", stored].concat()
}

/// The stored value of what [`dated`] made, unless it is `idle_minutes` old: the draft it belongs
/// to is then gone. It is not old if the clock went back since.
pub fn unexpired(text: &str, minute: u32, idle_minutes: u32) -> Option<&str> {
    let Some((at, stored)) = text.split_once('\n') else {
        // Stored by a release without times.
        return Some(text);
    };
    let age = minute.saturating_sub(at.parse().ok()?);
    (age < idle_minutes).then_some(stored)
}

#[cfg(test)]
mod tests {
    use super::{dated, unexpired};

    #[test]
    fn what_is_stored_ends_with_its_draft_and_outlives_a_clock_that_goes_back() {
        let text = dated("{}", 30_000_000);
        for (minute, kept) in [
            (30_000_000, true),
            (30_000_119, true),
            (30_000_120, false),
            (30_009_999, false),
            (29_999_999, true),
            (29_990_000, true),
            (0, true),
        ] {
            let expected = kept.then_some("{}");
            assert_eq!(unexpired(&text, minute, 120), expected, "{minute}");
        }
        assert_eq!(unexpired("{}", 30_000_000, 120), Some("{}"));
        assert_eq!(unexpired("soon\n{}", 30_000_000, 120), None);
    }
}
