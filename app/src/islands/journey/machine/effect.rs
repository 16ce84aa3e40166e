//! What the machine asks to have done.

use super::event::Fields;
use super::queue::Unsent;
use super::screen::Screen;
use super::stored::Stored;
use crate::questions::{Lookup, Notice};
use shared::answers::{Answers, FieldError};

/// Performed in order, by `island.rs`. Every page to be shown is built before the first effect
/// is performed, so that a failure to build it leaves the browser to post the plain form.
pub enum Effect {
    /// Keeps the browser from posting the form or following the link. Without it, it does.
    PreventDefault,
    /// Shows another page: history, title, focus and scroll.
    Show(Box<Draw>),
    /// Replaces the text of the status line by the wording of this key.
    Announce(&'static str),
    ClearStatus,
    /// Scrolls the status line into view: the pressed button may be far below it.
    ScrollToStatus,
    /// Removes the notice that the connection is lost from the page on the screen.
    RemoveSignalNotice,
    /// Saves a page by the API; leads to `EventKind::Saved`.
    Save {
        draft: String,
        unsent: Unsent,
    },
    /// Asks whether the server can be reached; leads to `EventKind::ServerChecked`.
    CheckServer,
    /// Looks up the addresses of a postcode; leads to `EventKind::LookedUp`.
    LookUp {
        postcode: String,
    },
    /// Leads to `EventKind::TimedOut` with this number. Timers are never cancelled: the machine
    /// ignores one that no longer matters.
    SetTimer {
        timer: u32,
        milliseconds: i32,
    },
    /// Writes to the storage of the tab; `None` removes what is there.
    Store(Option<Box<Stored>>),
    /// Posts the form of check answers, as the browser would.
    PostReview,
    /// Posts a page as a plain form of these fields.
    PostPage {
        action: String,
        fields: Fields,
    },
    /// Loads another document.
    GoTo(String),
}

/// What becomes of the browser's history when a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryAction {
    /// A new entry.
    Push,
    /// The entry stays; its address may change.
    Replace,
}

/// A page to be drawn, with everything that the state after the event does not say.
#[derive(Clone)]
pub struct Draw {
    pub screen: Screen,
    /// The answers as this page shows them.
    pub answers: Answers,
    pub problems: Vec<FieldError>,
    pub lookups: Vec<Lookup>,
    pub notices: Vec<Notice>,
    /// The hash of what the server stores of the page.
    pub seen: String,
    /// Back leads to check answers.
    pub reviewed: bool,
    pub history: HistoryAction,
}

/// Where the person begins to read a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Heading,
    Notice,
    Errors,
}

impl Draw {
    pub fn focus(&self) -> Focus {
        match (self.problems.as_slice(), self.notices.as_slice()) {
            ([], []) => Focus::Heading,
            ([], _) => Focus::Notice,
            _ => Focus::Errors,
        }
    }
}
