//! Decides what the island does, without a browser: [`update`] takes an event and returns effects.
//!
//! Nothing here reads a clock, generates randomness or touches the document: time and random bytes
//! come with each event, and everything outside is an [`Effect`] whose result comes back as an
//! event. Native tests can therefore try any order of events.
//!
//! # When something fails
//!
//! A button press without effects posts the plain form. Whatever the server refuses is also posted
//! as a plain form, so that the server shows the errors in its own page.
//!
//! # Map
//!
//! | File | Contents |
//! |---|---|
//! | [`event`] | events |
//! | [`screen`] | what can be drawn, and its URL |
//! | [`queue`] | saves that the server has not acknowledged |
//! | [`uuid`] | a draft's id |
//! | [`state`] | the state, and what it waits for |
//! | [`stored`] | what survives a reload of the tab |
//! | [`effect`] | effects |
//! | [`fields`] | reads a page's answers from its form |
//! | [`connection`] | the connection lost and restored |
//! | [`show`] | shows another page |
//! | [`saving`] | the save loop |
//! | [`fallback`] | falls back to the plain form |
//! | [`address`] | decides whether the addresses of a page are complete |
//! | [`press`] | the buttons of a question page, an outcome or a notice |
//! | [`send`] | the Send button |
//! | [`submit`] | dispatches a form to one of them |
//! | [`history`] | links, Back and Forward |
//! | [`start`] | the initial state, including what a reload left unsent |
//!
//! Each file imports only those above it. To add something a page can do, add an arm in [`submit`].
//! To add an event, add a variant in [`event`], an arm in [`update`] and its source in `listen.rs`.
//! To add an effect, add a variant in [`effect`] and an arm in `island.rs`.

pub mod address;
pub mod connection;
pub mod effect;
pub mod event;
pub mod fallback;
pub mod fields;
pub mod history;
pub mod press;
pub mod queue;
pub mod saving;
pub mod screen;
pub mod send;
pub mod show;
pub mod start;
pub mod state;
pub mod stored;
pub mod submit;
pub mod uuid;

#[cfg(test)]
mod tests;

use effect::{Draw, Effect};
use event::{Event, EventKind, Failed, Moment};
use screen::clears;
use shared::facts::Facts;
use state::{Saves, State, Waiting};

/// Updates the state with an event, and returns the effects to perform, in order.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    let moment = &event.moment;
    state.tick(moment.now);
    match event.kind {
        EventKind::Submitted { action, button } => {
            submit::submitted(state, &action, button, moment, &mut effects);
        }
        EventKind::LinkFollowed { href } => {
            if clears(&href, &state.props.base) {
                submit::cannot_clear(state, moment, &mut effects);
            } else if let Some(draw) = history::follow(state, &href, moment) {
                effects.push(Effect::PreventDefault);
                show_page(state, draw, moment, &mut effects);
            }
        }
        EventKind::HistoryMoved { address } => {
            if let Some(draw) = history::moved(state, &address, moment) {
                show_page(state, draw, moment, &mut effects);
            }
        }
        EventKind::PageHidden => {
            if !state.leaving {
                fields::leave(state, moment.form.as_ref());
                show::store(state, &mut effects);
            }
        }
        EventKind::Online => saving::online(state, moment, &mut effects),
        EventKind::Offline => connection::lost(state, moment, &mut effects),
        EventKind::LookedUp { postcode, found } => {
            press::looked_up(state, postcode, found, moment, &mut effects);
        }
        EventKind::Saved(Ok(hash)) => saving::saved(state, hash, moment, &mut effects),
        EventKind::Saved(Err(failed)) => save_failed(state, failed, moment, &mut effects),
        EventKind::ServerChecked(checked) => {
            server_checked(state, checked, moment, &mut effects);
        }
        // Tried again after the next save.
        EventKind::FrameDrawn(false) => state.drawn_for.clear(),
        EventKind::FrameDrawn(true) => {}
        EventKind::TimedOut(timer) => {
            saving::timed_out(state, timer, moment, &mut effects);
            if matches!(state.waiting, Waiting::Clock { timer: its, .. } if its == timer) {
                press::judged(state, None, moment, &mut effects);
            }
        }
    }
    effects
}

fn show_page(state: &mut State, draw: Draw, moment: &Moment, effects: &mut Vec<Effect>) {
    show::show(state, draw, moment, effects);
    saving::start(state, moment, effects);
}

fn save_failed(state: &mut State, failed: Failed, moment: &Moment, effects: &mut Vec<Effect>) {
    match (&state.saves, failed) {
        (Saves::Saving { .. }, Failed::Refused) => fallback::refused(state, moment, effects),
        (Saves::Saving { .. }, failed) => unreachable(state, failed, moment, effects),
        _ => {}
    }
}

/// Handles the result of the check made because a page or the request waits for the server.
fn server_checked(
    state: &mut State,
    checked: Result<Facts, Failed>,
    moment: &Moment,
    effects: &mut Vec<Effect>,
) {
    if state.saves != Saves::CheckingServer {
        return;
    }
    let facts = match checked {
        // A server of another release cannot say its time.
        Err(Failed::Refused) => None,
        Err(failed) => {
            unreachable(state, failed, moment, effects);
            return;
        }
        Ok(facts) => Some(facts),
    };
    state.saves = Saves::Idle;
    match state.waiting {
        Waiting::Clock { .. } => press::judged(state, facts, moment, effects),
        Waiting::Connection => {
            state.hear(facts, moment.now);
            press::resume(state, moment, effects);
        }
        _ => send::post(state, effects),
    }
    saving::start(state, moment, effects);
}

/// A save or a check failed and will be retried; a button that waits for the server's clock goes on
/// without.
fn unreachable(state: &mut State, failed: Failed, moment: &Moment, effects: &mut Vec<Effect>) {
    saving::failed(state, failed, moment, effects);
    press::judged(state, None, moment, effects);
}
