//! Dispatches a submitted form.

use super::connection;
use super::effect::Effect;
use super::event::{Button, Moment};
use super::fields::leave;
use super::press::{self, Next};
use super::saving;
use super::screen::{Screen, clears};
use super::send::{self, Pressed};
use super::show::{again, show};
use super::state::{Connection, Send, State, Waiting};
use crate::questions::{Needs, Notice, Reach};
use shared::journey::navigation::MEND;

/// Processes a submitted form. Without effects the browser posts it.
pub fn submitted(
    state: &mut State,
    action: &str,
    button: Option<Button>,
    moment: &Moment,
    effects: &mut Vec<Effect>,
) {
    if clears(action, &state.props.base) {
        clear(state, moment, effects);
        return;
    }
    let Some(screen) = Screen::parse(action, &state.props.base) else {
        return;
    };
    if state.is_busy() {
        effects.push(Effect::PreventDefault);
        return;
    }
    let next = match screen {
        Screen::Page { id, .. } => press_page(state, &id, button, moment),
        Screen::Outcome(id) => press::pass(state, id, moment),
        Screen::Notice(id) => match button {
            Some((_, action)) if action == MEND => press::mend(state, &id, moment),
            _ => press::pass(state, id, moment),
        },
        Screen::CheckAnswers => {
            send_pressed(state, moment, effects);
            return;
        }
    };
    if let Some(next) = next {
        effects.push(Effect::PreventDefault);
        press::go_on(state, next, moment, effects);
    }
}

fn press_page(
    state: &mut State,
    id: &str,
    button: Option<Button>,
    moment: &Moment,
) -> Option<Next> {
    let page = state.definition.page(id)?;
    state.unavailable = None;
    press::press(state, page, button, moment, false)
}

fn send_pressed(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    let at = effects.len();
    match send::pressed(state, moment, effects) {
        Pressed::PostPlain => return,
        Pressed::Ignored => {}
        Pressed::Confirmed => {
            saving::start(state, moment, effects);
            connection::wait(state, effects);
        }
    }
    effects.insert(at, Effect::PreventDefault);
}

/// Clears the local answers, and cancels anything in flight that could restore them.
fn clear(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    if cannot_clear(state, moment, effects) {
        return;
    }
    state.queue = Default::default();
    state.unfinished.clear();
    state.send = Send::Idle;
    state.waiting = Waiting::Nothing;
    state.leaving = true;
    effects.push(Effect::Store(None));
}

/// While the server cannot be told, nothing is cleared, and the page says so.
pub fn cannot_clear(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) -> bool {
    if state.connection != Connection::Down && moment.online {
        return false;
    }
    leave(state, moment.form.as_ref());
    let reach = if moment.online {
        connection::reach(state)
    } else {
        Reach::NoSignal
    };
    let notice = Notice::Unreachable(Needs::Clearing, reach);
    if let Some(draw) = again(state, &[], &[], &[notice]) {
        effects.push(Effect::PreventDefault);
        show(state, draw, moment, effects);
        saving::start(state, moment, effects);
    }
    true
}
