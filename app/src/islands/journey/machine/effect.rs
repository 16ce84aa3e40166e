//! Effects requested by the machine.

use super::event::Fields;
use super::queue::Unsent;
use super::screen::Screen;
use super::stored::Stored;
use crate::questions::{Lookup, Notice};
use shared::answers::{Answers, FieldError};

/// Performed in order by `island.rs`. Every page to show is built before the first effect is
/// performed, so that a failure to build one leaves the browser to post the plain form.
pub enum Effect {
    /// Stops the browser from posting the form or following the link.
    PreventDefault,
    /// Shows another page: history, title, focus and scroll.
    Show(Box<Draw>),
    /// Replaces the text of the status line with the wording of this key.
    Announce(&'static str),
    ClearStatus,
    /// Scrolls the status line into view: the button may be far below it.
    ScrollToStatus,
    /// Removes the "connection lost" notice from the page on the screen.
    RemoveConnectionNotice,
    /// Saves a page through the API; answered by `EventKind::Saved`.
    Save {
        draft: String,
        unsent: Unsent,
    },
    /// Checks that the server can be reached, and asks for its time; answered by
    /// `EventKind::ServerChecked`.
    CheckServer,
    /// Looks up the addresses of a postcode; answered by `EventKind::LookedUp`.
    LookUp {
        postcode: String,
    },
    /// Replaces the header and the footer with those of this path, which name the council that
    /// serves the stored answers; answered by `EventKind::FrameDrawn`.
    DrawFrame {
        path: String,
    },
    /// Answered by `EventKind::TimedOut` with this number. Timers are never cancelled: the machine
    /// ignores those that no longer matter.
    SetTimer {
        timer: u32,
        milliseconds: i32,
    },
    /// Writes to the tab's storage; `None` removes the stored value.
    Store(Option<Box<Stored>>),
    /// Posts the form of check answers, as the browser would.
    PostReview,
    /// Posts a page as a plain form with these fields.
    PostPage {
        action: String,
        fields: Fields,
    },
    /// Loads another document.
    GoTo(String),
}

/// How showing a page changes the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryAction {
    /// Adds an entry.
    Push,
    /// Keeps the entry; its URL may change.
    Replace,
}

/// A page to draw: whatever cannot be derived from the state after the event.
#[derive(Clone)]
pub struct Draw {
    pub screen: Screen,
    /// The answers shown on this page.
    pub answers: Answers,
    pub errors: Vec<FieldError>,
    pub lookups: Vec<Lookup>,
    pub notices: Vec<Notice>,
    /// The hash of the page's stored answers.
    pub base_hash: String,
    /// The back link leads to check answers.
    pub reviewed: bool,
    pub history: HistoryAction,
}

/// Where the focus goes when a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    Heading,
    Notice,
    Errors,
}

impl Draw {
    pub fn focus(&self) -> Focus {
        match (self.errors.as_slice(), self.notices.as_slice()) {
            ([], []) => Focus::Heading,
            ([], _) => Focus::Notice,
            _ => Focus::Errors,
        }
    }
}
