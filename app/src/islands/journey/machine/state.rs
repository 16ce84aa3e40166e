//! What the island knows of the journey in this tab.

use super::event::Button;
use super::queue::Queue;
use super::screen::Screen;
use crate::islands::journey::props::Props;
use shared::answers::{Answers, Typed};
use shared::api::address::FoundAddress;
use shared::journey::Journey;
use shared::service::reading::page_hash;
use shared::service::{Definition, Page};
use std::collections::BTreeMap;

/// Milliseconds before the first retry of a save.
pub const FIRST_RETRY_MS: i32 = 1_000;

pub struct State {
    pub props: &'static Props,
    pub definition: &'static Definition,
    pub screen: Screen,
    /// The id of the draft; `None` before there is one.
    pub draft: Option<String>,
    /// All answers as continued with: saved, or in the queue.
    pub answers: Answers,
    /// What was typed on pages that were left without Continue, by page.
    pub unfinished: BTreeMap<String, BTreeMap<String, Typed>>,
    /// Hashes of what the server stores, by page, where they are not those of `props.answers`.
    pub stored_hashes: BTreeMap<String, String>,
    pub queue: Queue,
    /// Addresses looked up so far, by postcode.
    pub found: BTreeMap<String, Vec<FoundAddress>>,
    /// The postcode whose look-up failed just now.
    pub unavailable: Option<String>,
    /// When the page was opened or last saved, in milliseconds since 1970.
    pub since: f64,
    pub waiting: Waiting,
    pub send: Send,
    pub line: Line,
    pub saves: Saves,
    /// Milliseconds before the next retry.
    pub retry_after: i32,
    /// The key of the text in the status line.
    pub status: Option<&'static str>,
    /// A plain form is on its way that clears the answers or carries them: nothing is written to
    /// the tab's storage when the page is left.
    pub leaving: bool,
    /// The number of the last timer.
    pub timers: u32,
}

/// What the page on the screen waits for.
#[derive(Clone)]
pub enum Waiting {
    Nothing,
    /// The addresses of a postcode; then the press goes on, with what the page shows then.
    Lookup {
        postcode: String,
        page: &'static Page,
        button: Option<Button>,
    },
    /// Every save; then this screen is shown. It is shown without them when the timer runs out.
    Saves {
        screen: Screen,
        timer: u32,
    },
    /// The connection: Continue was pressed, and is pressed again when it is back.
    Signal,
}

/// How far the request is from being sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Send {
    Idle,
    /// Send was pressed on the review with this hash. It is posted when everything is saved and
    /// the server can be reached; nothing else is.
    Confirmed {
        review: String,
        /// When, in milliseconds since 1970.
        since: f64,
        /// It was pressed before a reload.
        resumed: bool,
    },
    /// The form is on its way. A connection that comes and goes does not post it again.
    Posted {
        review: String,
        since: f64,
    },
}

/// The connection, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Up,
    /// The last save failed, though the browser has a network: not yet a lost connection.
    Shaky,
    /// Lost, and the person knows.
    Down,
}

/// The loop that saves one page at a time, until everything is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saves {
    Idle,
    /// The first save of the queue is under way.
    Saving {
        page: String,
        /// The connection was lost already when the save set out. An answer to one that set out
        /// before does not show that the connection is back.
        since_lost: bool,
    },
    /// Everything is saved, and something waits for the server: whether it can be reached is
    /// being checked.
    CheckingServer,
    /// Until a timer runs out.
    Paused {
        timer: u32,
    },
}

impl Send {
    /// The hash of the review on which Send was pressed.
    pub fn review(&self) -> Option<&str> {
        match self {
            Send::Idle => None,
            Send::Confirmed { review, .. } | Send::Posted { review, .. } => Some(review),
        }
    }
}

impl State {
    pub fn journey(&self) -> Journey<'_> {
        Journey::new(self.definition, &self.answers, &self.props.facts)
    }

    /// The page on the screen, when it is a question page.
    pub fn page(&self) -> Option<&'static Page> {
        match &self.screen {
            Screen::Page { id, .. } => self.definition.page(id),
            _ => None,
        }
    }

    /// A press is being worked on that a second one must not repeat.
    pub fn is_busy(&self) -> bool {
        matches!(self.waiting, Waiting::Lookup { .. } | Waiting::Saves { .. })
    }

    /// The hash of what the server stores of a page.
    pub fn stored_hash(&self, page: &Page) -> String {
        match self.stored_hashes.get(&page.id) {
            Some(hash) => hash.clone(),
            None => page_hash(page, &self.props.answers),
        }
    }

    /// The answers with what was typed on this page and not continued with.
    pub fn shown(&self, page: &Page) -> Answers {
        let mut answers = self.journey().shown_on(page);
        if let Some(typed) = self.unfinished.get(&page.id) {
            answers.typed.extend(typed.clone());
        }
        answers
    }

    /// Whether an address of the page decides the way on, by the area it is in.
    pub fn asks_where(&self, page: &Page) -> bool {
        let mut questions = page.questions.iter();
        questions.any(|q| q.is_address() && self.definition.asks_where(&q.id))
    }

    pub fn path(&self, screen: &Screen) -> String {
        screen.path(&self.props.base, self.draft.as_deref())
    }

    /// The number of a new timer.
    pub fn new_timer(&mut self) -> u32 {
        self.timers += 1;
        self.timers
    }
}
