//! User actions in a tab, and network responses.

use super::server::{BASE, Server, addresses, facts};
use super::tab::{Document, Pending, Tab};
use crate::islands::journey::machine::event::{EventKind, Failed};
use crate::islands::journey::machine::screen::Screen;
use shared::language::Language;

/// How a request ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Answer {
    Answered,
    /// It never arrives.
    Lost,
    /// It arrives, but the response is lost.
    ReplyLost,
    /// 503.
    Unavailable,
    /// 412: another tab has changed the page.
    Refused,
}

impl Tab {
    /// Presses a button of the page's form. If not prevented, the plain form is posted.
    pub fn press(&mut self, button: Option<(&str, &str)>) {
        let action = self.path();
        let button = button.map(|(name, value)| (String::from(name), String::from(value)));
        let kind = EventKind::Submitted {
            action: action.clone(),
            button: button.clone(),
        };
        if self.dispatch(kind) || self.document != Document::Journey {
            return;
        }
        match self.state().screen {
            Screen::CheckAnswers => self.post_review(),
            Screen::Page { .. } => {
                let mut fields = self.form.clone().unwrap_or_default();
                fields.extend(button);
                self.post_page(&action, &fields);
            }
            Screen::Outcome(_) | Screen::Notice(_) => panic!("a press was not prevented"),
        }
    }

    /// Presses "Clear my answers" on an outcome, or cancels; returns whether they are cleared.
    pub fn clear(&mut self) -> bool {
        let action = format!("{BASE}/clear");
        let button = None;
        if self.dispatch(EventKind::Submitted { action, button }) {
            return false;
        }
        self.dispatch(EventKind::PageHidden);
        let draft = self.state().draft.clone();
        self.server.clear(draft.as_deref());
        self.pending.clear();
        self.state = None;
        self.document = Document::Cleared;
        true
    }

    pub fn fill(&mut self, name: &str, value: &str) {
        let form = self.form.as_mut().expect("a form");
        form.retain(|(field, _)| field != name);
        form.push((String::from(name), String::from(value)));
    }

    /// Ends one pending request, or lets a timer expire.
    pub fn answer(&mut self, index: usize, answer: Answer) {
        let failed = match answer {
            Answer::Answered => None,
            Answer::Lost | Answer::ReplyLost => Some(Failed::Lost),
            Answer::Unavailable => Some(Failed::Later),
            Answer::Refused => Some(Failed::Refused),
        };
        let arrives = matches!(answer, Answer::Answered | Answer::ReplyLost);
        let kind = match self.pending.remove(index) {
            Pending::Save { draft, unsent } => {
                let saved = arrives.then(|| self.server.save(&draft, &unsent));
                EventKind::Saved(match (failed, saved) {
                    (Some(failed), _) => Err(failed),
                    (None, Some(saved)) => saved,
                    (None, None) => Err(Failed::Lost),
                })
            }
            Pending::CheckServer => EventKind::ServerChecked(match failed {
                Some(failed) => Err(failed),
                None => Ok(facts()),
            }),
            Pending::LookUp { postcode } => EventKind::LookedUp {
                found: match failed {
                    None => Ok(addresses(&postcode)),
                    Some(failed) => Err(failed),
                },
                postcode,
            },
            Pending::Frame => EventKind::FrameDrawn(arrives),
            Pending::Timer { timer, at } => {
                self.now = self.now.max(at);
                EventKind::TimedOut(timer)
            }
            Pending::Review { draft, review } => {
                let path = self.path();
                let accepted = arrives && self.server.post_review(&draft, &review);
                if failed.is_some() && self.state.is_some() {
                    self.dispatch(EventKind::PageHidden);
                    self.pending.clear();
                    self.state = None;
                    self.document = Document::Unreachable(path);
                } else if accepted {
                    self.pending.clear();
                    self.state = None;
                    self.document = Document::Sent;
                } else {
                    self.load(&path);
                }
                return;
            }
        };
        self.dispatch(kind);
    }

    /// Answers everything that is pending, timers last, until nothing is left.
    pub fn settle(&mut self) {
        for _ in 0..300 {
            let timer = |one: &Pending| matches!(one, Pending::Timer { .. });
            let request = self.pending.iter().position(|one| !timer(one));
            match request {
                Some(index) => self.answer(index, Answer::Answered),
                None if self.pending.is_empty() => return,
                None => self.answer(0, Answer::Answered),
            }
        }
        panic!("the machine does not settle");
    }

    /// Answers every request, without advancing time.
    pub fn answer_all(&mut self, answer: Answer) {
        let timer = |one: &Pending| matches!(one, Pending::Timer { .. });
        for _ in 0..300 {
            let Some(index) = self.pending.iter().position(|one| !timer(one)) else {
                return;
            };
            self.answer(index, answer);
        }
        panic!("requests never end");
    }

    pub fn set_online(&mut self, online: bool) {
        self.online = online;
        self.dispatch(if online {
            EventKind::Online
        } else {
            EventKind::Offline
        });
    }

    /// Answers the questions up to this page, then settles.
    pub fn until(&mut self, page: &str) {
        for _ in 0..10 {
            let path = self.path();
            let here = path.split('?').next().unwrap_or_default();
            if here.ends_with(page) {
                return;
            }
            self.answer_page(&here[BASE.len() + 1..]);
            self.settle();
        }
        panic!("{page} is not reached");
    }

    /// Answers the page on the screen and presses Continue.
    pub fn answer_page(&mut self, page: &str) {
        match page {
            "address" => {
                self.fill("address-postcode", "ME13 9ZB");
                self.press(None);
                self.settle();
                self.fill("address-uprn", "100");
            }
            "place" => self.fill("place", "By the church"),
            "urgent" => self.fill("urgent", "no"),
            _ => self.fill("details", "It is blue"),
        }
        self.press(None);
    }

    /// What the server knows to have been said by passing outcomes and notices.
    pub fn said(&self) -> Vec<String> {
        let draft = self.state().draft.clone().expect("a draft");
        let stored = self.server.answers(&draft).expect("saved");
        let statements = Server::journey(stored).statements(Language::En);
        let texts = statements.into_iter().map(|statement| statement.text);
        texts.collect()
    }

    pub fn is_at(&self, screen: &str) -> bool {
        self.document == Document::Journey
            && self.path().split('?').next() == Some(&[BASE, "/", screen].concat())
    }

    pub fn value(&self, name: &str) -> &str {
        let form = self.form.as_deref().unwrap_or_default();
        shared::journey::navigation::posted(form, name)
    }
}
