//! Handles the buttons of a question page, an outcome or a notice.

use super::address::{ask_postcode, settle};
use super::effect::{Draw, Effect, HistoryAction};
use super::event::{Button, Failed, Moment};
use super::fields::pressed;
use super::screen::Screen;
use super::show::{again, show, visit};
use super::state::{Connection, State, Waiting};
use super::{connection, fallback, saving};
use crate::questions::{Needs, Notice};
use shared::answers::Answers;
use shared::api::address::FoundAddress;
use shared::facts::Facts;
use shared::journey::navigation::{self, Press};
use shared::journey::{Journey, Step, shown};
use shared::service::Page;

/// Milliseconds a page may wait for its saves before it is shown anyway.
const STOP_WAITING_AFTER_MS: i32 = 4_000;

/// Where a button leads, decided before anything is done.
pub enum Next {
    Show(Draw),
    LookUp {
        postcode: String,
        page: &'static Page,
        button: Option<Button>,
    },
    /// Shown once everything is saved.
    ShowWhenSaved(Screen),
    /// Decided once the server has said its time.
    AskTime(Option<Button>),
}

/// Handles a button of a question page. `None` means that the plain form must be posted. `judged`:
/// the server has been asked for its time for this press.
pub fn press(
    state: &mut State,
    page: &'static Page,
    button: Option<Button>,
    moment: &Moment,
    judged: bool,
) -> Option<Next> {
    let definition = state.definition;
    let fields = pressed(page, moment.form.as_ref()?, button.as_ref());
    let press = navigation::pressed(page, &fields);
    let mut typed = navigation::typed(page, &fields, press);
    let days = navigation::settle_days(page, &mut typed, state.facts.today);
    if let Some(postcode) = settle(state, page, &mut typed, press) {
        return Some(Next::LookUp {
            postcode,
            page,
            button,
        });
    }
    let changing = saving::is_changing(state);
    let mut answers = state.answers.clone();
    answers.typed.extend(typed.clone());
    if !judged && press == Press::Continue && (days || is_doubtful(state, page, &answers)) {
        if moment.online && state.connection == Connection::Up {
            return Some(Next::AskTime(button));
        }
        state.hear(None, moment.now);
    }
    let facts = &state.facts;
    let errors = navigation::errors(Journey::new(definition, &answers, facts), page, press);
    let lost = state.connection == Connection::Down && state.unavailable.is_some();
    let reach = connection::reach(state);
    if lost && press == Press::Continue && errors.is_empty() && state.asks_where(page) {
        state.unfinished.insert(page.id.clone(), typed);
        return Some(Next::Show(again(
            state,
            &[],
            &[],
            &[Notice::Unreachable(Needs::Area, reach)],
        )?));
    }
    if navigation::keeps_review(state.journey(), changing, press, &errors) {
        state.unfinished.insert(page.id.clone(), typed);
        saving::save_later(state, page, &errors, Vec::new(), moment)?;
        return Some(Next::Show(again(state, &errors, &[], &[])?));
    }
    shown::record(definition, facts, &mut answers, page);
    state.answers = answers;
    state.unfinished.remove(&page.id);
    saving::save_later(state, page, &errors, Vec::new(), moment)?;
    if press != Press::Continue || !errors.is_empty() {
        let asks =
            press == Press::ChangePostcode || (press == Press::FindAddress && !errors.is_empty());
        let lookups = if asks { ask_postcode(page) } else { Vec::new() };
        let notices: &[Notice] = if lost && press == Press::FindAddress {
            &[Notice::Unreachable(Needs::LookUp, reach)]
        } else {
            &[]
        };
        return Some(Next::Show(again(state, &errors, &lookups, notices)?));
    }
    let next = navigation::next(state.journey(), page, changing);
    let screen = Screen::of(&next, changing);
    next_screen(state, screen, moment)
}

/// Whether a limit over time may refuse these answers of a page, by an estimate of the time.
fn is_doubtful(state: &State, page: &Page, answers: &Answers) -> bool {
    let step = |lenient| {
        let facts = Facts {
            lenient,
            ..state.facts.clone()
        };
        let mut answers = answers.clone();
        shown::record(state.definition, &facts, &mut answers, page);
        let journey = Journey::new(state.definition, &answers, &facts);
        Screen::of(&journey.current_step(), false)
    };
    step(false) != step(true)
}

/// Handles the button that continues past an outcome or a notice.
pub fn pass(state: &mut State, id: String, moment: &Moment) -> Option<Next> {
    let last = state.journey().path().last()?.id.clone();
    let page = state.definition.page(&last)?;
    let after = state.journey().passed(&id)?;
    saving::save_later(state, page, &[], vec![id], moment)?;
    state.answers = after;
    current_screen(state, moment)
}

/// Handles the button that changes the answers as a notice offers: saves every page it changes, as
/// if each had been answered.
pub fn mend(state: &mut State, id: &str, moment: &Moment) -> Option<Next> {
    let (_, notice) = state.definition.notice(id)?;
    let journey = state.journey();
    if journey.current_step() != Step::Notice(notice) {
        return None;
    }
    let mut saves = Vec::new();
    for (page, typed) in journey.mended(notice.mend.as_ref()?) {
        saves.push((page.id.clone(), typed));
    }
    for (page, typed) in saves {
        let page = state.definition.page(&page)?;
        state.answers.typed.extend(typed);
        shown::record(state.definition, &state.facts, &mut state.answers, page);
        state.unfinished.remove(&page.id);
        saving::save_later(state, page, &[], Vec::new(), moment)?;
    }
    current_screen(state, moment)
}

fn current_screen(state: &State, moment: &Moment) -> Option<Next> {
    let screen = Screen::of(&state.journey().current_step(), false);
    next_screen(state, screen, moment)
}

/// Decides when to show a screen. An outcome waits until the answers that lead to it are saved, so
/// that the server's statistics agree with what is shown. All others, and every screen while
/// offline, are shown at once: Send waits for the saves, and the server draws a review that differs
/// from what it stored.
fn next_screen(state: &State, screen: Screen, moment: &Moment) -> Option<Next> {
    let waits = matches!(screen, Screen::Outcome(_));
    if !waits || state.connection == Connection::Down || !moment.online {
        return Some(Next::Show(visit(state, screen, HistoryAction::Push)?));
    }
    Some(Next::ShowWhenSaved(screen))
}

/// Carries out the decision.
pub fn go_on(state: &mut State, next: Next, moment: &Moment, effects: &mut Vec<Effect>) {
    match next {
        Next::Show(draw) => show(state, draw, moment, effects),
        Next::LookUp {
            postcode,
            page,
            button,
        } => {
            state.waiting = Waiting::Lookup {
                postcode: postcode.clone(),
                page,
                button,
            };
            connection::announce(state, "journey-address-finding", effects);
            effects.push(Effect::LookUp { postcode });
            connection::wait(state, effects);
            return;
        }
        Next::AskTime(button) => {
            let timer = state.new_timer();
            state.waiting = Waiting::Clock { button, timer };
            effects.push(Effect::SetTimer {
                timer,
                milliseconds: STOP_WAITING_AFTER_MS,
            });
        }
        Next::ShowWhenSaved(screen) => {
            let timer = state.new_timer();
            state.waiting = Waiting::Saves { screen, timer };
            effects.push(Effect::SetTimer {
                timer,
                milliseconds: STOP_WAITING_AFTER_MS,
            });
        }
    }
    saving::start(state, moment, effects);
}

/// Continues after an address lookup, with what the page shows now, unless the user has left it.
pub fn looked_up(
    state: &mut State,
    postcode: String,
    found: Result<Vec<FoundAddress>, Failed>,
    moment: &Moment,
    effects: &mut Vec<Effect>,
) {
    let waiting = std::mem::replace(&mut state.waiting, Waiting::Nothing);
    let (page, button) = match waiting {
        Waiting::Lookup {
            postcode: wanted,
            page,
            button,
        } if wanted == postcode => (page, button),
        other => {
            state.waiting = other;
            return;
        }
    };
    connection::clear_status(state, effects);
    let failed = found.as_ref().err().copied();
    match found {
        Ok(found) => {
            state.found.insert(postcode, found);
            connection::back(state, effects);
        }
        Err(failed) => {
            state.unavailable = Some(postcode);
            if failed == Failed::Lost {
                connection::lost(state, moment, effects);
            }
        }
    }
    let form = moment.form.as_ref();
    let fields = form.map(|form| pressed(page, form, button.as_ref()));
    let fields = fields.unwrap_or_default();
    // Only the server knows the next page, or the error to show.
    let is_servers = failed.is_some_and(|failed| failed != Failed::Lost)
        && navigation::pressed(page, &fields) == Press::Continue
        && state.asks_where(page);
    let next = if is_servers {
        None
    } else {
        press(state, page, button, moment, false)
    };
    match next {
        Some(next) => go_on(state, next, moment, effects),
        None => fallback::post_pressed(state, page, fields, effects),
    }
}

/// The connection is back for a page whose Continue waited for it: continues with what the page
/// shows now.
pub fn resume(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    state.waiting = Waiting::Nothing;
    connection::back(state, effects);
    state.unavailable = None;
    if let Some(page) = state.page()
        && let Some(next) = press(state, page, None, moment, true)
    {
        go_on(state, next, moment, effects);
    }
}

/// The server's time is known, or cannot be: a button that waited for it goes on with what the page
/// shows now.
pub fn judged(state: &mut State, facts: Option<Facts>, moment: &Moment, effects: &mut Vec<Effect>) {
    let Waiting::Clock { button, .. } = &state.waiting else {
        return;
    };
    let button = button.clone();
    state.waiting = Waiting::Nothing;
    state.hear(facts, moment.now);
    if let Some(page) = state.page()
        && let Some(next) = press(state, page, button, moment, true)
    {
        go_on(state, next, moment, effects);
    }
}
