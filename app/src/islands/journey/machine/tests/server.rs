//! A small model of the server: drafts, saves, the gazetteer, and requests.

use crate::islands::journey::machine::event::{Failed, Fields};
use crate::islands::journey::machine::queue::Unsent;
use crate::islands::journey::machine::screen::Screen;
use crate::islands::journey::props::Props;
use shared::answers::{Answers, Typed};
use shared::api::address::FoundAddress;
use shared::channel::Channel;
use shared::date::Date;
use shared::facts::Facts;
use shared::journey::navigation;
use shared::journey::{Journey, shown};
use shared::language::Language;
use shared::paths::CHECK_ANSWERS_PAGE;
use shared::question::address;
use shared::service::reading::{page_hash, read_saved, review_hash};
use shared::service::{Definition, Page};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static DEFINITION: LazyLock<Definition> =
    LazyLock::new(|| toml::from_str(include_str!("service.toml")).expect("a definition"));

static FACTS: LazyLock<Facts> = LazyLock::new(|| Facts {
    today: Date::new(2026, 11, 22).expect("a date"),
    minute: 600,
    holidays: Vec::new(),
    authority: String::from("kent"),
    channel: Channel::Web,
    signed_in: false,
    began: None,
    lenient: false,
});

pub const BASE: &str = "/services/bins";

/// The answer to a check that the server can be reached.
pub fn facts() -> Facts {
    FACTS.clone()
}

pub fn definition() -> &'static Definition {
    &DEFINITION
}

#[derive(Default)]
pub struct Server {
    drafts: BTreeMap<String, Answers>,
    /// Every review that arrived, with its draft.
    pub reviews: Vec<(String, String)>,
    /// How many times a page was posted as a plain form.
    pub plain_pages: usize,
}

impl Server {
    pub fn journey(answers: &Answers) -> Journey<'_> {
        Journey::new(definition(), answers, &FACTS)
    }

    pub fn answers(&self, draft: &str) -> Option<&Answers> {
        self.drafts.get(draft)
    }

    pub fn is_sent(&self, draft: &str) -> bool {
        self.reviews.iter().any(|(sent, _)| sent == draft)
    }

    /// `PUT` of one page, with the expected hash as `If-Match`.
    pub fn save(&mut self, draft: &str, unsent: &Unsent) -> Result<String, Failed> {
        let page = definition().page(&unsent.page).ok_or(Failed::Refused)?;
        if self.is_sent(draft) {
            return Err(Failed::Refused);
        }
        if !self.drafts.contains_key(draft) {
            let first = definition().pages.first().map(|page| &page.id);
            if first != Some(&page.id) || unsent.base_hash != page_hash(page, &Answers::default()) {
                return Err(Failed::Refused);
            }
        }
        let before = self.drafts.get(draft).cloned().unwrap_or_default();
        let typed = read_saved(page, unsent.save.answers.clone()).map_err(|_| Failed::Refused)?;
        let after = merged(&before, page, typed, &unsent.save.passed);
        let stored = page_hash(page, &before);
        if unsent.base_hash != stored && page_hash(page, &after) != stored {
            return Err(Failed::Refused);
        }
        let hash = page_hash(page, &after);
        self.drafts.insert(String::from(draft), after);
        Ok(hash)
    }

    /// A page posted as a plain form; returns the screen it leads to.
    pub fn post_page(&mut self, draft: &str, page: &str, fields: &Fields) -> Screen {
        self.plain_pages += 1;
        let page = definition().page(page).expect("a page");
        let press = navigation::pressed(page, fields);
        let typed = navigation::typed(page, fields, press);
        let before = self.drafts.get(draft).cloned().unwrap_or_default();
        let after = merged(&before, page, typed, &[]);
        let journey = Server::journey(&after);
        let screen = if journey.check_page(page).is_empty() {
            Screen::of(&navigation::next(journey, page, false), false)
        } else {
            Screen::of(&shared::journey::Step::Page(page), false)
        };
        self.drafts.insert(String::from(draft), after);
        screen
    }

    /// Check answers posted; returns whether the request is accepted, now or earlier.
    pub fn post_review(&mut self, draft: &str, review: &str) -> bool {
        let stored = self.drafts.get(draft).cloned().unwrap_or_default();
        if self.is_sent(draft) || review_hash(definition(), &stored) == review {
            self.reviews
                .push((String::from(draft), String::from(review)));
            return true;
        }
        false
    }

    pub fn clear(&mut self, draft: Option<&str>) {
        if let Some(draft) = draft {
            self.drafts.remove(draft);
        }
    }

    /// The props that a page is drawn with, and whether it has a notice. A screen that the answers
    /// do not reach redirects to the current one; an unknown draft counts as gone.
    pub fn props(&self, screen: Screen, draft: Option<&str>) -> (Props, bool) {
        let known = draft.filter(|draft| self.drafts.contains_key(*draft));
        let stored = known.and_then(|draft| self.drafts.get(draft));
        let answers = stored.cloned().unwrap_or_default();
        let (page, changing) = match screen.reached(Server::journey(&answers)) {
            Screen::Page { id, changing } => (id, changing),
            Screen::Outcome(_) | Screen::Notice(_) => {
                let path = Server::journey(&answers).path();
                let last = path.last().expect("a page before the outcome");
                (last.id.clone(), false)
            }
            Screen::CheckAnswers => (String::from(CHECK_ANSWERS_PAGE), false),
        };
        let journey = Server::journey(&answers);
        let drawn_for = String::from(journey.serving().unwrap_or("kent"));
        let props = Props {
            service: String::from("bins"),
            base: String::from(BASE),
            version: String::from("1"),
            page,
            draft: known.map(String::from),
            facts: FACTS.clone(),
            idle_minutes: 120,
            answered: !answers.is_empty(),
            answers,
            language: Language::En,
            words: String::new(),
            drawn_for,
            councils: BTreeMap::new(),
            changing,
            lookups: Vec::new(),
        };
        (props, draft.is_some() && known.is_none())
    }
}

fn merged(
    before: &Answers,
    page: &Page,
    mut typed: BTreeMap<String, Typed>,
    passed: &[String],
) -> Answers {
    for question in &page.questions {
        if let Some(typed) = typed.get_mut(&question.id)
            && question.is_address()
        {
            let postcode = address::postcode_of(typed);
            let found = postcode.map(|postcode| addresses(&postcode));
            address::settle(typed, &found.unwrap_or_default());
        }
    }
    let mut after = before.clone();
    after.typed.extend(typed);
    shown::record(definition(), &FACTS, &mut after, page);
    for id in passed {
        after = Server::journey(&after).passed(id).unwrap_or(after);
    }
    after
}

/// The gazetteer: one address in Swale, one outside every area.
pub fn addresses(postcode: &str) -> Vec<FoundAddress> {
    let found = |line: &str, area: &str| FoundAddress {
        uprn: String::from("100"),
        lines: vec![String::from(line)],
        town: String::from("Faversham"),
        postcode: String::from(postcode),
        area: String::from(area),
    };
    match postcode {
        "ME13 9ZB" => vec![found("1 Cobnut Close", "swale")],
        "ME7 1AA" => vec![found("2 High Street", "medway")],
        _ => Vec::new(),
    }
}
