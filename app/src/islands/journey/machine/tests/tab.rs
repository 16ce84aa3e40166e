//! A browser tab without a browser: performs the machine's effects against the model server, and
//! checks the invariants after every event.

use super::form::form;
use super::server::{BASE, Server, definition};
use crate::islands::journey::machine::effect::{Draw, Effect};
use crate::islands::journey::machine::event::{Event, EventKind, Fields, Moment};
use crate::islands::journey::machine::queue::Unsent;
use crate::islands::journey::machine::screen::Screen;
use crate::islands::journey::machine::start::{Opening, start};
use crate::islands::journey::machine::state::{Connection, Send, State};
use crate::islands::journey::machine::stored::Stored;
use crate::islands::journey::machine::update;
use shared::service::reading::review_hash;

/// The document shown in the tab.
#[derive(Debug, Clone, PartialEq)]
pub enum Document {
    Journey,
    Sent,
    Cleared,
    /// The browser's own error page: this URL could not be loaded.
    Unreachable(String),
}

/// A request without a response yet.
pub enum Pending {
    Save {
        draft: String,
        unsent: Unsent,
    },
    CheckServer,
    LookUp {
        postcode: String,
    },
    Frame,
    Timer {
        timer: u32,
        at: f64,
    },
    /// The form of check answers, posted by the island or as a plain form.
    Review {
        draft: String,
        review: String,
    },
}

pub struct Tab {
    pub server: Server,
    pub document: Document,
    pub state: Option<State>,
    pub form: Option<Fields>,
    pub notice: bool,
    /// The tab's storage, as JSON.
    pub storage: Option<String>,
    pub online: bool,
    pub now: f64,
    pub pending: Vec<Pending>,
    /// The keys announced in the status line, in order.
    pub announced: Vec<&'static str>,
    /// The plain form that could not be posted; reloading the browser's error page posts it again.
    pub unposted: Option<(String, Fields)>,
    /// How many times the island posted the review, and how many times Send was confirmed.
    pub posts: usize,
    pub confirmed: usize,
    /// How many times the header and the footer were asked for.
    pub frames: usize,
    /// Random bytes come from a counter.
    draws: u8,
}

impl Tab {
    /// A tab on the first page of a new journey.
    pub fn open() -> Tab {
        let mut tab = Tab {
            server: Server::default(),
            document: Document::Cleared,
            state: None,
            form: None,
            notice: false,
            storage: None,
            online: true,
            now: 1_800_000_000_000.0,
            pending: Vec::new(),
            announced: Vec::new(),
            unposted: None,
            posts: 0,
            confirmed: 0,
            frames: 0,
            draws: 0,
        };
        tab.load(&format!("{BASE}/address"));
        tab
    }

    pub fn state(&self) -> &State {
        self.state.as_ref().expect("the island controls the page")
    }

    /// The URL of the screen.
    pub fn path(&self) -> String {
        self.state().path(&self.state().screen)
    }

    fn moment(&mut self) -> Moment {
        self.draws = self.draws.wrapping_add(1);
        Moment {
            now: self.now,
            online: self.online,
            random: Some([self.draws; 16]),
            form: self.form.clone(),
        }
    }

    /// Loads a document, discarding the previous one and everything it waits for.
    pub fn load(&mut self, path: &str) {
        if self.document == Document::Journey {
            self.dispatch(EventKind::PageHidden);
        }
        self.pending.clear();
        self.state = None;
        self.form = None;
        if !self.online {
            self.document = Document::Unreachable(String::from(path));
            return;
        }
        let draft = path.split_once("d=").map(|(_, rest)| rest);
        let draft = draft.map(|rest| rest.split('&').next().unwrap_or_default());
        if draft.is_some_and(|draft| self.server.is_sent(draft)) {
            self.document = Document::Sent;
            return;
        }
        let screen = Screen::parse(path, BASE).expect("a path of the journey");
        let (props, notice) = self.server.props(screen, draft);
        self.document = Document::Journey;
        self.notice = notice;
        let props = Box::leak(Box::new(props));
        let screen = Screen::parse(&format!("{BASE}/{}", props.page), BASE).expect("a screen");
        self.form = form(&screen, &props.answers, &[]);
        let stored = self.storage.as_deref();
        let opening = Opening {
            props,
            definition: definition(),
            since: self.now,
            base_hash: None,
            stored: stored.map(|text| serde_json::from_str::<Stored>(text).expect("stored")),
            notice,
        };
        let moment = self.moment();
        let (state, effects) = start(opening, &moment);
        self.state = state;
        if matches!(
            self.state.as_ref().map(|state| &state.send),
            Some(Send::Confirmed { .. })
        ) {
            self.confirmed += 1;
        }
        self.perform(effects);
    }

    pub fn reload(&mut self) {
        let mut path = match &self.document {
            Document::Unreachable(path) => path.clone(),
            _ => self.path(),
        };
        if self.online
            && let Some((draft, fields)) = self.unposted.take()
            && let Some(Screen::Page { id, .. }) = Screen::parse(&path, BASE)
        {
            let screen = self.server.post_page(&draft, &id, &fields);
            path = screen.path(BASE, Some(&draft));
        }
        self.load(&path);
    }

    /// Dispatches an event to the machine; returns whether the browser's default was prevented.
    pub fn dispatch(&mut self, kind: EventKind) -> bool {
        let moment = self.moment();
        let Some(state) = self.state.as_mut() else {
            return false;
        };
        let (line, send) = (state.connection, state.send.clone());
        let away = state.server_away;
        let effects = update(state, Event { moment, kind });
        if send == Send::Idle && matches!(state.send, Send::Confirmed { .. }) {
            self.confirmed += 1;
        }
        self.check_announcements(line, away, &send, &effects);
        let prevented = effects
            .iter()
            .any(|effect| matches!(effect, Effect::PreventDefault));
        self.perform(effects);
        prevented
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::PreventDefault | Effect::ClearStatus | Effect::ScrollToStatus => {}
                Effect::Show(draw) => self.show(&draw),
                Effect::Announce(key) => self.announced.push(key),
                Effect::RemoveConnectionNotice => self.notice = false,
                Effect::Save { draft, unsent } => {
                    let saving = |one: &Pending| matches!(one, Pending::Save { .. });
                    assert!(!self.pending.iter().any(saving), "two saves in progress");
                    self.pending.push(Pending::Save { draft, unsent });
                }
                Effect::CheckServer => self.pending.push(Pending::CheckServer),
                Effect::LookUp { postcode } => self.pending.push(Pending::LookUp { postcode }),
                Effect::DrawFrame { path } => {
                    assert_eq!(path, self.path(), "the frame of another page is drawn");
                    self.frames += 1;
                    self.pending.push(Pending::Frame);
                }
                Effect::SetTimer {
                    timer,
                    milliseconds,
                } => self.pending.push(Pending::Timer {
                    timer,
                    at: self.now + f64::from(milliseconds),
                }),
                Effect::Store(stored) => {
                    self.storage =
                        stored.map(|stored| serde_json::to_string(&stored).expect("JSON"));
                }
                Effect::PostReview => {
                    self.posts += 1;
                    assert!(
                        self.posts <= self.confirmed,
                        "posted more often than confirmed"
                    );
                    self.post_review();
                }
                // Another document loads; the remaining effects are irrelevant to it.
                Effect::PostPage { action, fields } => {
                    self.post_page(&action, &fields);
                    return;
                }
                Effect::GoTo(path) => {
                    self.load(&path);
                    return;
                }
            }
        }
    }

    fn show(&mut self, draw: &Draw) {
        self.form = form(&draw.screen, &draw.answers, &draw.lookups);
        self.notice = !draw.notices.is_empty();
    }

    pub fn post_review(&mut self) {
        let state = self.state();
        let draft = state.draft.clone().expect("a draft");
        let review = review_hash(definition(), &state.answers);
        self.pending.push(Pending::Review { draft, review });
    }

    /// Posts a plain form of a page, which loads another document.
    pub fn post_page(&mut self, action: &str, fields: &Fields) {
        self.dispatch(EventKind::PageHidden);
        let draft = self.state().draft.clone();
        let draft = draft.unwrap_or_else(|| String::from("minted-by-the-server"));
        let Some(Screen::Page { id, .. }) = Screen::parse(action, BASE) else {
            panic!("{action} is not a page");
        };
        self.document = Document::Cleared;
        let path = if self.online {
            let screen = self.server.post_page(&draft, &id, fields);
            screen.path(BASE, Some(&draft))
        } else {
            self.unposted = Some((draft, fields.clone()));
            String::from(action)
        };
        self.load(&path);
    }

    /// Losing and regaining the connection is announced exactly when it happens.
    fn check_announcements(&self, before: Connection, away: bool, send: &Send, effects: &[Effect]) {
        let after = self.state().connection;
        let count = |keys: &[&str]| {
            let matching = effects
                .iter()
                .filter(|effect| matches!(effect, Effect::Announce(key) if keys.contains(key)));
            matching.count()
        };
        let lost = count(&[
            "journey-offline",
            "journey-unreachable",
            "journey-waiting-to-send",
        ]);
        let back = count(&["journey-online", "journey-reached"]);
        match (before == Connection::Down, after == Connection::Down) {
            (false, true) => assert_eq!((lost, back), (1, 0), "the loss is not announced once"),
            (false, false) => assert_eq!((lost, back), (0, 0), "an announcement without a change"),
            // The announcement that the request is being sent implies it.
            (true, false) => {
                let sending = count(&["journey-sending", "journey-sending-resumed"]);
                assert_eq!(
                    (lost, back + sending),
                    (0, 1),
                    "the return is not announced once"
                );
            }
            // Only the consequence for the request is announced again, and that the fault turned out
            // to be the server's.
            (true, true) => {
                assert_eq!(
                    back, 0,
                    "the return is announced while the connection is lost"
                );
                let changed = *send != self.state().send || away != self.state().server_away;
                assert!(lost == 0 || (lost == 1 && changed));
            }
        }
    }
}
