//! Decides what the island does, without a browser: [`update`] takes what happened and returns
//! what is to be done.
//!
//! Nothing here reads a clock, makes randomness or touches the document: time and random bytes
//! come with each event, and everything outside is an [`Effect`] whose result comes back as an
//! event. So every order of events can be tried by a native test.
//!
//! # When something fails
//!
//! A press without an effect posts the plain form. What the server refuses is posted as a plain
//! form too, so that the server says what is wrong in its own page.
//!
//! # Map
//!
//! | File | Is |
//! |---|---|
//! | [`event`] | what can happen |
//! | [`screen`] | what can be drawn, and its address |
//! | [`queue`] | saves that the server has not acknowledged |
//! | [`uuid`] | a draft's id |
//! | [`state`] | what is known, and what is waited for |
//! | [`stored`] | what survives a reload of the tab |
//! | [`effect`] | what can be asked for |
//! | [`fields`] | what a form's fields say about a page |
//! | [`line`] | the connection, lost and back |
//! | [`show`] | another page is shown |
//! | [`saving`] | the loop that saves |
//! | [`fallback`] | back to the plain form |
//! | [`address`] | what an address needs before its page can go on |
//! | [`press`] | a button of a question page or an outcome |
//! | [`send`] | the button that sends |
//! | [`submit`] | which of them a form is |
//! | [`history`] | links, Back and Forward |
//! | [`start`] | the first state, with what a reload left unsent |
//!
//! Each imports only those above it. To add something a page can do: an arm in [`submit`]. To
//! add an event: a variant in [`event`], an arm in [`update`], and its source in `listen.rs`; an
//! effect: a variant in [`effect`] and an arm in `island.rs`.

pub mod address;
pub mod effect;
pub mod event;
pub mod fallback;
pub mod fields;
pub mod history;
pub mod line;
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
use state::{Saves, State, Waiting};

/// Changes the state by what happened, and returns what is to be done, in order.
pub fn update(state: &mut State, event: Event) -> Vec<Effect> {
    let mut effects = Vec::new();
    let moment = &event.moment;
    match event.kind {
        EventKind::Submitted { action, button } => {
            submit::submitted(state, &action, button, moment, &mut effects);
        }
        EventKind::LinkFollowed { href } => {
            if let Some(draw) = history::follow(state, &href, moment) {
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
        EventKind::Offline => line::lost(state, &mut effects),
        EventKind::LookedUp { postcode, found } => {
            press::looked_up(state, postcode, found, moment, &mut effects);
        }
        EventKind::Saved(Ok(hash)) => saving::saved(state, hash, moment, &mut effects),
        EventKind::Saved(Err(failed)) => save_failed(state, failed, moment, &mut effects),
        EventKind::ServerChecked { answered } => {
            server_checked(state, answered, moment, &mut effects);
        }
        EventKind::TimedOut(timer) => saving::timed_out(state, timer, moment, &mut effects),
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
        (Saves::Saving { .. }, failed) => saving::failed(state, failed, moment, effects),
        _ => {}
    }
}

/// The server was asked for because a page or the request waits for it.
fn server_checked(state: &mut State, answered: bool, moment: &Moment, effects: &mut Vec<Effect>) {
    if state.saves != Saves::CheckingServer {
        return;
    }
    if !answered {
        saving::failed(state, Failed::Lost, moment, effects);
        return;
    }
    state.saves = Saves::Idle;
    if matches!(state.waiting, Waiting::Signal) {
        press::resume(state, moment, effects);
    } else {
        send::post(state, effects);
    }
    saving::start(state, moment, effects);
}
