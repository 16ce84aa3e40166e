//! A page is built out of sight, then shown at once with everything that goes with it.

use super::browser;
use super::live::Live;
use super::screen::Screen;
use crate::questions::{
    AddressStep, CheckAnswers, Lookup, Notice, OutcomePage, QuestionPage, check_answers, outcome,
    question_page,
};
use leptos::prelude::*;
use shared::answers::{Answers, FieldError, review_hash};
use shared::journey::{Journey, Step};
use shared::language::Language;
use shared::question::{Kind, address};
use shared::service::Page;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

/// What becomes of the browser's history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// A new entry.
    Push,
    /// The entry stays; its address may come to name another page, or a draft.
    Replace,
}

/// A page, ready and out of sight.
pub struct Drawn {
    node: Element,
    title: String,
    place: Screen,
    how: How,
    /// Where the person begins to read.
    first: &'static str,
    /// It waits for the signal, to go on by itself.
    held: bool,
}

impl Live {
    pub fn build(
        &self,
        place: Screen,
        problems: &[FieldError],
        lookups: &[Lookup],
        notices: &[Notice],
        how: How,
    ) -> Option<Drawn> {
        let definition = self.definition?;
        let start = self.start;
        let wording = &self.wording;
        let authority = start.authority.as_str();
        let draft = self.draft.as_deref();
        let opened = (browser::now() / 1000.0) as i64;
        let answers = match &place {
            Screen::Page { id, .. } => self.shown(id),
            _ => self.answers.clone(),
        };
        let journey = Journey::new(definition, &answers, &start.facts);
        let (view, title) = match &place {
            Screen::Page { id, changing } => {
                let page = definition.page(id)?;
                let known = self.lookups(page, &answers);
                let page = QuestionPage {
                    journey,
                    page,
                    problems,
                    lookups: if lookups.is_empty() { &known } else { lookups },
                    notices,
                    wording,
                    draft,
                    seen: &self.stored(page),
                    changing: *changing,
                    reviewed: *changing && self.journey()?.standing() == Step::CheckAnswers,
                    opened,
                    authority,
                };
                (question_page(&page), page.title())
            }
            Screen::Outcome(id) => {
                let page = OutcomePage {
                    journey,
                    outcome: definition.outcome(id)?,
                    wording,
                    notices,
                    draft: draft?,
                    authority,
                };
                (outcome(&page), page.title())
            }
            Screen::CheckAnswers => {
                let page = CheckAnswers {
                    journey,
                    wording,
                    notices,
                    draft: draft?,
                    reviewed: &review_hash(definition, &answers),
                    opened,
                    authority,
                    names: &start.names,
                };
                (check_answers(&page), page.title())
            }
        };
        let node = browser::document()?.create_element("div").ok()?;
        view.build().mount(&node, None);
        Some(Drawn {
            node,
            title,
            place,
            how,
            first: match (problems, notices) {
                ([], []) => "h1",
                ([], _) => ".govuk-notification-banner",
                _ => ".govuk-error-summary",
            },
            held: notices.contains(&Notice::AreaWaits),
        })
    }

    /// What the gazetteer said before, for every address of the page that waits for a choice.
    fn lookups(&self, page: &Page, answers: &Answers) -> Vec<Lookup> {
        let mut lookups = Vec::new();
        for question in &page.questions {
            let Some(typed) = answers.typed.get(&question.id) else {
                continue;
            };
            if question.kind != Kind::Address
                || typed.part("mode") == address::MANUAL
                || !typed.part("uprn").is_empty()
            {
                continue;
            }
            let Some(postcode) = address::postcode_of(typed) else {
                continue;
            };
            let unavailable = self.unavailable.as_ref() == Some(&postcode);
            let found = self.found.get(&postcode);
            if unavailable || found.is_some() {
                lookups.push(Lookup {
                    question: question.id.clone(),
                    step: if unavailable {
                        AddressStep::Manual
                    } else {
                        AddressStep::Choose
                    },
                    addresses: found.cloned().unwrap_or_default(),
                    // A lost signal is told by the page's own notice.
                    unavailable: unavailable && !self.offline,
                });
            }
        }
        lookups
    }

    /// Puts the page in the place of the one before: history, title, focus, scroll.
    pub fn show(&mut self, drawn: Drawn) -> Option<()> {
        let window = browser::window()?;
        let document = window.document()?;
        self.node.replace_with_with_node_1(&drawn.node).ok()?;
        self.node = drawn.node;
        self.place = drawn.place;
        self.since = browser::now();
        self.busy = false;
        self.waiting = None;
        self.held = drawn.held;
        if self.place != Screen::CheckAnswers {
            self.promise = None;
        }
        let waited = self.sending.take().is_some();
        self.posted = false;
        // What was said belongs to the page before, except for a signal that is still lost.
        if !self.offline || drawn.first == ".govuk-notification-banner" {
            self.hush();
        } else if waited {
            self.say("journey-offline");
        }
        let here = self.path(self.language());
        let history = window.history().ok()?;
        let _ = match drawn.how {
            How::Push => history.push_state_with_url(&JsValue::NULL, "", Some(&here)),
            How::Replace => history.replace_state_with_url(&JsValue::NULL, "", Some(&here)),
        };
        document.set_title(&drawn.title);
        self.lead_to_other_languages();
        browser::enhance(&self.node);
        // Focus moves the page; people begin to read at its top.
        browser::focus(&self.node, drawn.first);
        window.scroll_to_with_x_and_y(0.0, 0.0);
        self.keep();
        Some(())
    }

    pub fn path(&self, language: Language) -> String {
        self.place
            .path(language, &self.start.service, self.draft.as_deref())
    }

    /// The language switch stands outside the island and was drawn for another page.
    fn lead_to_other_languages(&self) -> Option<()> {
        let links = browser::document()?
            .query_selector_all("a[hreflang]")
            .ok()?;
        for place in 0..links.length() {
            let link = links.item(place)?.unchecked_into::<Element>();
            let code = link.get_attribute("hreflang")?;
            if let Some(language) = Language::parse(&code) {
                let _ = link.set_attribute("href", &self.path(language));
            }
        }
        Some(())
    }
}
