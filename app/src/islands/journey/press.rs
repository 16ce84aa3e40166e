//! A button was pressed: what it means is worked out to the end before the form is kept from
//! posting.

use super::address::postcode_asked;
use super::browser;
use super::draw::{Drawn, How};
use super::live::{Live, with};
use super::screen::Screen;
use super::{kept, net, plain, saves, uuid};
use crate::questions::context::field;
use crate::questions::navigation::{self, Press};
use crate::questions::{Lookup, Notice, is_alarm};
use shared::answers::{FieldError, review_hash};
use shared::api::draft::SavePage;
use shared::journey::{Journey, Step, asked};
use shared::paths;
use shared::question::Kind;
use shared::service::Page;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, FormData, HtmlElement, HtmlFormElement, SubmitEvent};

/// Milliseconds a page may wait for its saves before it is shown without them.
const PATIENCE: i32 = 4_000;

/// Milliseconds after which another press of Send is meant.
const MEANT: f64 = 10_000.0;

type Pairs = Vec<(String, String)>;

/// What a press leads to.
pub enum Deed {
    Show(Drawn),
    /// The addresses of a postcode are needed first.
    LookUp {
        postcode: String,
        page: &'static Page,
        pairs: Pairs,
    },
    /// Everything has to be saved first.
    Wait,
    /// It is being done already.
    Nothing,
}

pub fn submit(event: &Event) {
    let Some(form) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlFormElement>().ok())
    else {
        return;
    };
    let button = event.unchecked_ref::<SubmitEvent>().submitter();
    if let Some(deed) = with(|live| live.submitted(&form, button.as_ref())) {
        event.prevent_default();
        perform(deed);
    }
}

pub fn perform(deed: Deed) {
    match deed {
        Deed::Show(drawn) => {
            with(|live| live.show(drawn));
        }
        Deed::LookUp {
            postcode,
            page,
            pairs,
        } => {
            with(|live| live.say("journey-address-finding"));
            spawn_local(look_up(postcode, page, pairs));
            return;
        }
        Deed::Wait => spawn_local(lose_patience()),
        Deed::Nothing => return,
    }
    saves::run();
}

/// Goes on with a press after its look-up, unless the person has gone elsewhere.
async fn look_up(postcode: String, page: &'static Page, pairs: Pairs) {
    let answer = net::addresses(&postcode).await;
    let deed = with(|live| {
        if !live.busy || live.page().is_none_or(|now| now.id != page.id) {
            return Some(Deed::Nothing);
        }
        live.busy = false;
        live.hush();
        match answer {
            Ok(found) => {
                live.found.insert(postcode, found);
                live.signal_is_back();
            }
            Err(failed) => {
                live.unavailable = Some(postcode);
                if failed == net::Failed::Lost {
                    live.lost_signal();
                } else if navigation::pressed(page, &pairs) == Press::Continue
                    && live.asks_where(page)
                {
                    // Only the server can tell the way on, and what to say when it cannot.
                    return None;
                }
            }
        }
        live.pressed(page, &pairs)
    });
    match deed {
        Some(deed) => perform(deed),
        None => plain::post(page, pairs),
    }
}

/// The signal is back for a page whose Continue waited for it: it is pressed once more, with
/// what the page shows now.
pub fn resume() {
    let deed = with(|live| {
        live.held = false;
        live.signal_is_back();
        live.unavailable = None;
        let page = live.page()?;
        let pairs = pairs(&live.form()?, None, page)?;
        live.pressed(page, &pairs)
    });
    if let Some(deed) = deed {
        perform(deed);
    }
}

/// A page that waits for its saves is shown without them after a while.
async fn lose_patience() {
    browser::sleep(PATIENCE, |_| ()).await;
    with(|live| live.stop_waiting());
}

impl Live {
    fn submitted(&mut self, form: &HtmlFormElement, button: Option<&HtmlElement>) -> Option<Deed> {
        let action = form.get_attribute("action")?;
        let service = &self.start.service;
        if [paths::clear, paths::leave]
            .map(|path| path(self.language(), service))
            .contains(&action)
        {
            if self.offline || !browser::is_online() {
                self.leave();
                return self.again(&[], &[], &[Notice::NotCleared]);
            }
            // Cleared here as well, and nothing under way brings it back.
            self.queue = Default::default();
            self.unfinished.clear();
            self.promise = None;
            self.leaving = true;
            kept::forget();
            return None;
        }
        let definition = self.definition?;
        let place = Screen::parse(&action, self.language(), service)?;
        if self.busy {
            return Some(Deed::Nothing);
        }
        match place {
            Screen::Page { id, .. } => {
                let page = definition.page(&id)?;
                let pairs = pairs(form, button, page)?;
                self.unavailable = None;
                self.pressed(page, &pairs)
            }
            Screen::Outcome(id) => self.passed(id),
            Screen::CheckAnswers => self.sent(),
        }
    }

    /// A button of a question page.
    fn pressed(&mut self, page: &'static Page, pairs: &Pairs) -> Option<Deed> {
        let definition = self.definition?;
        let press = navigation::pressed(page, pairs);
        let mut typed = navigation::typed(page, pairs, press);
        if let Some(postcode) = self.settle(page, &mut typed, press) {
            self.busy = true;
            return Some(Deed::LookUp {
                postcode,
                page,
                pairs: pairs.clone(),
            });
        }
        let changing = matches!(self.place, Screen::Page { changing: true, .. });
        let mut answers = self.answers.clone();
        answers.typed.extend(typed.clone());
        let facts = &self.start.facts;
        let problems = navigation::problems(Journey::new(definition, &answers, facts), page, press);
        let lost = self.offline && self.unavailable.is_some();
        if lost && press == Press::Continue && problems.is_empty() && self.asks_where(page) {
            self.unfinished.insert(page.id.clone(), typed);
            return self.again(&[], &[], &[Notice::AreaWaits]);
        }
        if navigation::keeps_review(self.journey()?, changing, press, &problems) {
            self.unfinished.insert(page.id.clone(), typed);
            self.save_later(page, &problems, Vec::new())?;
            return self.again(&problems, &[], &[]);
        }
        asked::note(definition, facts, &mut answers, page);
        self.answers = answers;
        self.unfinished.remove(&page.id);
        self.save_later(page, &problems, Vec::new())?;
        if press != Press::Continue || !problems.is_empty() {
            let asks = press == Press::ChangePostcode
                || (press == Press::FindAddress && !problems.is_empty());
            let lookups = if asks {
                postcode_asked(page)
            } else {
                Vec::new()
            };
            let notices: &[Notice] = if lost && press == Press::FindAddress {
                &[Notice::NoLookUp]
            } else {
                &[]
            };
            return self.again(&problems, &lookups, notices);
        }
        let journey = Journey::new(definition, &self.answers, facts);
        let next = navigation::next(journey, page, changing);
        let place = Screen::of(&next, changing);
        if matches!(next, Step::Page(_)) {
            return Some(Deed::Show(self.visit(place, How::Push)?));
        }
        self.show_when_saved(place)
    }

    /// The same page once more, with something to say.
    fn again(
        &self,
        problems: &[FieldError],
        lookups: &[Lookup],
        notices: &[Notice],
    ) -> Option<Deed> {
        let place = self.place.clone();
        let drawn = self.build(place, problems, lookups, notices, How::Replace)?;
        Some(Deed::Show(drawn))
    }

    /// An outcome and the review are shown once the server has what leads to them, so that
    /// its figures, and what it will accept, agree with what is shown. Without a signal they
    /// are shown at once.
    fn show_when_saved(&mut self, place: Screen) -> Option<Deed> {
        if self.offline || !browser::is_online() {
            return Some(Deed::Show(self.visit(place, How::Push)?));
        }
        self.busy = true;
        self.waiting = Some(place);
        Some(Deed::Wait)
    }

    pub fn stop_waiting(&mut self) -> Option<()> {
        let place = self.waiting.take()?;
        if self.is_alarm(&place) {
            // Around that page nothing else may stand, and the frame is the server's.
            browser::go_to(&place.path(
                self.language(),
                &self.start.service,
                self.draft.as_deref(),
            ));
            return None;
        }
        let drawn = self.visit(place, How::Push)?;
        self.show(drawn)
    }

    fn is_alarm(&self, place: &Screen) -> bool {
        let Screen::Outcome(id) = place else {
            return false;
        };
        let outcome = self
            .definition
            .and_then(|definition| definition.outcome(id));
        outcome.is_some_and(is_alarm) && !self.offline
    }

    /// The person knows better than an outcome and goes on.
    fn passed(&mut self, outcome: String) -> Option<Deed> {
        let page = self
            .journey()?
            .path()
            .last()
            .copied()
            .map(|page| page.id.clone())?;
        let page = self.definition?.page(&page)?;
        self.answers.passed.insert(outcome.clone());
        self.save_later(page, &[], vec![outcome])?;
        let place = Screen::of(&self.journey()?.standing(), false);
        if matches!(place, Screen::Page { .. }) {
            return Some(Deed::Show(self.visit(place, How::Push)?));
        }
        self.show_when_saved(place)
    }

    /// Send: posts the plain form, once everything is saved and there is a way to the server.
    fn sent(&mut self) -> Option<Deed> {
        let now = browser::now();
        if self
            .sending
            .is_some_and(|since| now - since < MEANT || self.offline)
        {
            return Some(Deed::Nothing);
        }
        if self.sending.is_some() {
            // The first press has led nowhere. The draft's id makes a second one harmless.
            return None;
        }
        self.sending = Some(now);
        self.promise = Some(review_hash(self.definition?, &self.answers));
        self.keep();
        if self.offline || !browser::is_online() {
            self.offline = true;
            self.say("journey-waiting-to-send")?;
            // The button may be far below.
            self.status.scroll_into_view();
        }
        Some(Deed::Wait)
    }

    /// Puts the page's answers into the queue.
    pub fn save_later(
        &mut self,
        page: &Page,
        problems: &[FieldError],
        passed: Vec<String>,
    ) -> Option<()> {
        if self.draft.is_none() {
            self.draft = Some(uuid::version_7(browser::now() as u64, browser::random()?));
        }
        let now = browser::now();
        let seconds = ((now - self.since) / 1000.0).clamp(0.0, 3600.0) as u32;
        self.since = now;
        let mut answers = BTreeMap::new();
        for question in &page.questions {
            if let Some(typed) = self.answers.typed.get(&question.id) {
                answers.insert(question.id.clone(), typed.clone());
            }
        }
        let mut errors = Vec::with_capacity(problems.len());
        for problem in problems {
            errors.push((problem.question.clone(), problem.code.clone()));
        }
        let save = SavePage {
            service: self.start.service.clone(),
            answers,
            passed,
            errors,
            seconds,
            language: self.language(),
        };
        let seen = self.stored(page);
        self.queue.push(&page.id, &seen, save);
        Some(())
    }
}

/// The page's fields as its form posts them. Fields that others put into the form do not count.
pub fn pairs(form: &HtmlFormElement, button: Option<&HtmlElement>, page: &Page) -> Option<Pairs> {
    let data = FormData::new_with_form(form).ok()?;
    let mut pairs = Pairs::new();
    for question in &page.questions {
        let mut names = question.field_names();
        if question.kind == Kind::Address {
            names.push(field(&question.id, "step"));
        }
        for name in names {
            for value in data.get_all(&name).iter() {
                pairs.push((name.clone(), value.as_string()?));
            }
        }
    }
    if let Some(button) = button
        && let Some(name) = button.get_attribute("name")
    {
        pairs.push((name, button.get_attribute("value").unwrap_or_default()));
    }
    Some(pairs)
}
