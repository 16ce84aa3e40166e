//! The island's state of the journey in this tab.

use super::event::Button;
use super::queue::Queue;
use super::screen::Screen;
use crate::islands::journey::props::Props;
use shared::answers::{Answers, Typed};
use shared::api::address::FoundAddress;
use shared::facts::Facts;
use shared::journey::Journey;
use shared::service::reading::page_hash;
use shared::service::{Definition, Page};
use std::collections::BTreeMap;

/// Milliseconds before the first retry of a save.
pub const FIRST_RETRY_MS: i32 = 1_000;

/// The longest that a draft lives, in minutes.
const MAX_MINUTES: f64 = 12.0 * 60.0;

pub struct State {
    pub props: &'static Props,
    pub definition: &'static Definition,
    /// The latest facts from the server: those the page was made with, then those of each check.
    pub told: Facts,
    /// When they were told, in milliseconds since 1970 by the device's clock.
    pub told_at: f64,
    /// The same, with the time that has passed since.
    pub facts: Facts,
    pub screen: Screen,
    /// The id of the draft; `None` before there is one.
    pub draft: Option<String>,
    /// All submitted answers: saved, or in the queue.
    pub answers: Answers,
    /// Text typed on pages that were left without Continue, by page.
    pub unfinished: BTreeMap<String, BTreeMap<String, Typed>>,
    /// Hashes of the stored answers by page, where they differ from those of `props.answers`.
    pub stored_hashes: BTreeMap<String, String>,
    pub queue: Queue,
    /// Addresses looked up so far, by postcode.
    pub found: BTreeMap<String, Vec<FoundAddress>>,
    /// The postcode whose lookup has just failed.
    pub unavailable: Option<String>,
    /// When the page was opened or last saved, in milliseconds since 1970.
    pub since: f64,
    pub waiting: Waiting,
    pub send: Send,
    pub connection: Connection,
    /// The connection is down although the browser reports a network: the fault is the server's.
    pub server_away: bool,
    pub saves: Saves,
    /// The id of the authority of the header and the footer on the screen.
    pub drawn_for: String,
    /// Milliseconds before the next retry.
    pub retry_after: i32,
    /// The key of the text in the status line.
    pub status: Option<&'static str>,
    /// A plain form that clears or contains the answers is being posted: nothing is written to the
    /// tab's storage when the page is unloaded.
    pub leaving: bool,
    /// The number of the latest timer.
    pub timers: u32,
    /// The timer after which the status line says that the server is slow.
    pub slow: u32,
}

/// What the page on the screen waits for.
#[derive(Clone)]
pub enum Waiting {
    Nothing,
    /// The addresses of a postcode; then Continue goes on with what the page shows by then.
    Lookup {
        postcode: String,
        page: &'static Page,
        button: Option<Button>,
    },
    /// All saves; then this screen is shown. It is shown anyway when the timer expires.
    Saves {
        screen: Screen,
        timer: u32,
    },
    /// The connection: Continue was pressed, and is repeated when the connection is back.
    Connection,
    /// The server's clock; then the button goes on with what the page shows by then. When the timer
    /// expires it goes on without.
    Clock {
        button: Option<Button>,
        timer: u32,
    },
}

/// How far the request is from being sent.
#[derive(Debug, Clone, PartialEq)]
pub enum Send {
    Idle,
    /// Send was pressed on the review with this hash. Only this review is posted, once everything
    /// is saved and the server can be reached.
    Confirmed {
        review: String,
        /// When, in milliseconds since 1970.
        since: f64,
        /// It was pressed before a reload.
        resumed: bool,
    },
    /// The form has been posted. Losing and regaining the connection does not post it again.
    Posted {
        review: String,
        since: f64,
    },
}

/// The state of the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Connection {
    Up,
    /// The last save failed, although the browser reports a network: not yet a lost connection.
    Shaky,
    /// Lost, and announced.
    Down,
}

/// The loop that saves one page at a time until everything is saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saves {
    Idle,
    /// The first save of the queue is in flight.
    Saving {
        page: String,
        /// The connection was already lost when the save was sent. The response to one sent before
        /// does not prove that the connection is back.
        since_lost: bool,
    },
    /// Everything is saved, and something waits for the server: checking that it can be reached.
    CheckingServer,
    /// Until a timer expires.
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
        Journey::new(self.definition, &self.answers, &self.facts)
    }

    /// Lets time pass. Only the difference between two readings of the device's clock is used, as
    /// far as a draft lives: the clock itself may be wrong, and in another time zone. This is an
    /// estimate, and refuses nothing: see [`State::hear`].
    pub fn tick(&mut self, now: f64) {
        let minutes = ((now - self.told_at) / 60_000.0).clamp(0.0, MAX_MINUTES);
        self.facts = self.told.later(minutes as u32);
    }

    /// Takes over the server's time; limits over time hold by it. `None` if the server cannot be
    /// asked: then they are left to it.
    pub fn hear(&mut self, facts: Option<Facts>, now: f64) {
        self.told.lenient = facts.is_none();
        if let Some(facts) = facts {
            self.told.today = facts.today;
            self.told.minute = facts.minute;
            self.told_at = now;
        }
        self.tick(now);
    }

    /// The id of the authority that serves the journey, else the site's.
    pub fn serving(&self) -> &str {
        let site = &self.props.facts.authority;
        self.journey().serving().unwrap_or(site)
    }

    /// The page on the screen, if it is a question page.
    pub fn page(&self) -> Option<&'static Page> {
        match &self.screen {
            Screen::Page { id, .. } => self.definition.page(id),
            _ => None,
        }
    }

    /// Whether a button press is being processed that a second one must not repeat.
    pub fn is_busy(&self) -> bool {
        matches!(
            self.waiting,
            Waiting::Lookup { .. } | Waiting::Saves { .. } | Waiting::Clock { .. }
        )
    }

    /// The hash of a page's stored answers.
    pub fn stored_hash(&self, page: &Page) -> String {
        match self.stored_hashes.get(&page.id) {
            Some(hash) => hash.clone(),
            None => page_hash(page, &self.props.answers),
        }
    }

    /// The answers, with text typed on this page but not submitted.
    pub fn shown(&self, page: &Page) -> Answers {
        let mut answers = self.journey().shown_on(page);
        if let Some(typed) = self.unfinished.get(&page.id) {
            answers.typed.extend(typed.clone());
        }
        answers
    }

    /// Whether the area of an address on the page decides the next step.
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
