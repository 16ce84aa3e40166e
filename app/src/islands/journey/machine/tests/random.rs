//! Random events in any order: buttons, typing, responses late or never, an unreliable network,
//! reloads, clock jumps. [`Tab`] checks the invariants after each; these tests check that nothing
//! typed is lost, that a review is never sent twice, and that everything settles.

use super::person::Answer;
use super::server::definition;
use super::tab::{Document, Pending, Tab};
use crate::islands::journey::machine::event::EventKind;
use crate::islands::journey::machine::screen::Screen;
use crate::islands::journey::machine::state::{Connection, Saves, Send, Waiting};
use crate::islands::journey::machine::stored::Stored;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use shared::answers::Typed;
use shared::journey::form_fields;
use shared::journey::navigation::{GO_ON, MEND, posted};
use std::collections::BTreeMap;

const PAGES: [&str; 7] = [
    "address",
    "place",
    "urgent",
    "details",
    "outcome/ring",
    "notice/sure",
    "check-answers",
];

#[derive(Debug, Clone)]
enum Step {
    /// Answers the page in one of several ways.
    Fill(usize),
    /// Answers the page correctly and presses Continue.
    GoOn,
    Press,
    PressTwice,
    AddressButton(usize),
    Follow(usize),
    Move(usize),
    Clear,
    Answer(usize, Answer),
    /// Answers every pending request.
    AnswerAll,
    Online(bool),
    Reload,
    Wait(f64),
}

fn step() -> impl Strategy<Value = Step> {
    let answer = prop_oneof![
        6 => Just(Answer::Answered),
        3 => Just(Answer::Lost),
        1 => Just(Answer::ReplyLost),
        1 => Just(Answer::Unavailable),
        1 => Just(Answer::Refused),
    ];
    prop_oneof![
        8 => (0..6_usize).prop_map(Step::Fill),
        12 => Just(Step::GoOn),
        6 => Just(Step::Press),
        1 => Just(Step::PressTwice),
        1 => (0..2_usize).prop_map(Step::AddressButton),
        2 => (0..PAGES.len()).prop_map(Step::Follow),
        2 => (0..PAGES.len()).prop_map(Step::Move),
        1 => Just(Step::Clear),
        8 => (0..4_usize, answer).prop_map(|(index, answer)| Step::Answer(index, answer)),
        8 => Just(Step::AnswerAll),
        3 => any::<bool>().prop_map(Step::Online),
        1 => Just(Step::Reload),
        1 => prop_oneof![Just(-3_600_000.0), Just(5_000.0), Just(12_000.0)].prop_map(Step::Wait),
    ]
}

/// A user in a tab, and the last text typed into each of the two text fields.
struct Person {
    tab: Tab,
    typed: BTreeMap<&'static str, String>,
    /// Makes every typed text unique.
    texts: usize,
}

impl Person {
    fn new() -> Person {
        Person {
            tab: Tab::open(),
            typed: BTreeMap::new(),
            texts: 0,
        }
    }

    fn is_on_a_journey(&self) -> bool {
        self.tab.document == Document::Journey && self.tab.state.is_some()
    }

    fn take(&mut self, step: &Step) {
        if !self.is_on_a_journey() {
            self.tab.online = true;
            match self.tab.document {
                Document::Unreachable(_) => self.tab.reload(),
                // Starts another journey.
                _ => self.tab.load("/services/bins/address"),
            }
            return;
        }
        match step {
            Step::Fill(way) => self.fill(*way),
            Step::GoOn => {
                self.fill(1);
                self.press(None);
            }
            Step::Press => self.press(None),
            Step::PressTwice => {
                self.press(None);
                if self.is_on_a_journey() {
                    self.press(None);
                }
            }
            Step::AddressButton(way) => {
                if self.tab.is_at("address") {
                    let action = ["manual-address", "change-postcode"][*way];
                    self.press(Some((form_fields::ACTION, action)));
                }
            }
            Step::Follow(page) => self.go(*page, true),
            Step::Move(page) => self.go(*page, false),
            Step::Clear => {
                if self.tab.clear() {
                    self.typed.clear();
                }
            }
            Step::Answer(index, answer) => self.answer(*index, *answer),
            Step::AnswerAll => {
                for _ in 0..20 {
                    let timer = |one: &Pending| matches!(one, Pending::Timer { .. });
                    match self.tab.pending.iter().position(|one| !timer(one)) {
                        Some(index) => self.answer(index, Answer::Answered),
                        None => break,
                    }
                }
            }
            Step::Online(online) => self.tab.set_online(*online),
            Step::Reload => self.tab.reload(),
            Step::Wait(milliseconds) => self.tab.now += milliseconds,
        }
    }

    fn fill(&mut self, way: usize) {
        self.texts += 1;
        let text = format!("text {}", self.texts);
        match &self.tab.state().screen {
            Screen::Page { id, .. } if id == "place" => {
                self.tab.fill("place", &text);
                self.typed.insert("place", text);
            }
            Screen::Page { id, .. } if id == "details" => {
                self.tab.fill("details", &text);
                self.typed.insert("details", text);
            }
            Screen::Page { id, .. } if id == "urgent" => {
                self.tab.fill("urgent", if way == 0 { "yes" } else { "no" });
            }
            Screen::Page { .. } => {
                let postcodes = [
                    "ME13 9ZB", "ME13 9ZB", "ME13 9ZB", "ME7 1AA", "TN1 1AA", "x",
                ];
                match self.tab.value("address-step") {
                    "find" => self.tab.fill("address-postcode", postcodes[way]),
                    "choose" => self.tab.fill("address-uprn", "100"),
                    "manual" => {
                        self.tab.fill("address-line1", "1 Cobnut Close");
                        self.tab.fill("address-town", "Faversham");
                        self.tab.fill("address-postcode", postcodes[way]);
                    }
                    _ => {}
                }
            }
            Screen::Outcome(_) | Screen::Notice(_) | Screen::CheckAnswers => {}
        }
    }

    fn press(&mut self, button: Option<(&str, &str)>) {
        let passes = matches!(&self.tab.state().screen, Screen::Outcome(id) if id == "ring");
        match &self.tab.state().screen {
            Screen::Outcome(_) if !passes => {}
            Screen::Outcome(_) => self.tab.press(Some((form_fields::ACTION, GO_ON))),
            Screen::Notice(_) => {
                let action = if self.texts.is_multiple_of(2) {
                    GO_ON
                } else {
                    MEND
                };
                self.tab.press(Some((form_fields::ACTION, action)));
            }
            _ => self.tab.press(button),
        }
    }

    fn go(&mut self, page: usize, follow: bool) {
        let target = Screen::parse(&format!("/services/bins/{}", PAGES[page]), "/services/bins");
        let target = target.expect("a screen");
        let path = self.tab.state().path(&target);
        // A link to the page itself discards what is typed on it.
        if self.tab.is_at(PAGES[page]) {
            return;
        }
        if !follow {
            self.tab.dispatch(EventKind::HistoryMoved { address: path });
            return;
        }
        let href = path.clone();
        if !self.tab.dispatch(EventKind::LinkFollowed { href }) {
            self.tab.load(&path);
        }
    }

    fn answer(&mut self, index: usize, answer: Answer) {
        let Some(pending) = self.tab.pending.get(index) else {
            return;
        };
        // Another tab can change only a page of a draft that the server has stored.
        let refusable = match pending {
            Pending::Save { draft, .. } => self.tab.server.answers(draft).is_some(),
            Pending::CheckServer | Pending::LookUp { .. } | Pending::Frame => true,
            Pending::Timer { .. } | Pending::Review { .. } => false,
        };
        let answer = match answer {
            Answer::Refused if !refusable => Answer::Answered,
            Answer::Unavailable if matches!(pending, Pending::Review { .. }) => Answer::Lost,
            answer => answer,
        };
        self.tab.answer(index, answer);
    }

    /// Sending discards text that was typed but not submitted.
    fn after(&mut self) {
        match (&self.tab.document, &self.tab.state) {
            (Document::Sent | Document::Cleared, _) => self.typed.clear(),
            (_, Some(state)) if matches!(state.send, Send::Posted { .. }) => {
                let typed = &state.answers.typed;
                self.typed.retain(|question, value| {
                    typed.get(*question).is_some_and(|now| now.text() == value)
                });
            }
            _ => {}
        }
    }

    /// Whether a text still exists: on the page, if that shows it; between two documents, in the
    /// tab's storage, on the server, or in the form that a reload posts again.
    fn is_kept(&self, question: &str, value: &str) -> bool {
        let Some(state) = &self.tab.state else {
            return self.is_kept_outside(question, value);
        };
        if state.page().is_some_and(|page| page.id == question) {
            return self.tab.value(question) == value;
        }
        let page = definition().page(question).expect("a page of this name");
        is(state.shown(page).typed.get(question), value)
    }

    fn is_kept_outside(&self, question: &str, value: &str) -> bool {
        if let Some(text) = &self.tab.storage {
            let stored: Stored = serde_json::from_str(text).expect("stored");
            let mut queued = stored.queue.all().iter();
            let unfinished = stored.unfinished.get(question);
            if queued.any(|unsent| is(unsent.save.answers.get(question), value))
                || is(unfinished.and_then(|page| page.get(question)), value)
            {
                return true;
            }
        }
        let unposted = self.tab.unposted.as_ref();
        if unposted.is_some_and(|(_, fields)| posted(fields, question) == value) {
            return true;
        }
        let Document::Unreachable(path) = &self.tab.document else {
            return false;
        };
        let draft = path.split_once("d=").map(|(_, rest)| rest);
        let draft = draft.and_then(|rest| rest.split('&').next());
        let saved = draft.and_then(|draft| self.tab.server.answers(draft));
        is(saved.and_then(|saved| saved.typed.get(question)), value)
    }

    fn assert_nothing_is_lost(&self) {
        for (question, value) in &self.typed {
            let kept = self.is_kept(question, value);
            assert!(kept, "{question}: {value:?} is lost");
        }
    }

    /// With a network everything is saved, and a confirmed review is sent.
    fn settle(&mut self) {
        if matches!(self.tab.document, Document::Unreachable(_)) {
            self.tab.online = true;
            self.tab.reload();
        }
        if !self.is_on_a_journey() {
            return;
        }
        let confirmed = matches!(self.tab.state().send, Send::Confirmed { .. });
        self.tab.set_online(true);
        self.tab.settle();
        self.after();
        self.assert_nothing_is_lost();
        if !self.is_on_a_journey() {
            return;
        }
        let state = self.tab.state();
        assert_eq!(state.saves, Saves::Idle);
        assert!(state.queue.is_empty(), "the queue is not empty");
        assert!(matches!(state.waiting, Waiting::Nothing));
        assert_ne!(state.connection, Connection::Down);
        assert!(!confirmed || state.screen != Screen::CheckAnswers || state.send == Send::Idle);
    }
}

fn is(typed: Option<&Typed>, value: &str) -> bool {
    typed.is_some_and(|typed| typed.text() == value)
}

fn run(steps: &[Step]) {
    let mut person = Person::new();
    for step in steps {
        person.take(step);
        person.after();
        person.assert_nothing_is_lost();
    }
    person.settle();
    let mut sent: Vec<&String> = Vec::new();
    for (draft, _) in &person.tab.server.reviews {
        assert!(!sent.contains(&draft), "a draft is sent twice");
        sent.push(draft);
    }
}

#[test]
fn random_events_lose_no_answer_send_at_most_once_and_settle() {
    let config = ProptestConfig {
        cases: 600,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, random);
    let steps = prop::collection::vec(step(), 1..100);
    let result = runner.run(&steps, |steps| {
        run(&steps);
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
