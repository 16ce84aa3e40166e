//! Decides whether the connection is lost, and announces its loss and its return once each; says
//! when the server is slow.

use super::effect::Effect;
use super::event::{Failed, Moment};
use super::state::{Connection, Send, State};
use crate::questions::Reach;

/// Milliseconds after which a person who waits is told that the server is slow.
const SLOW_AFTER_MS: i32 = 5_000;

/// Sets the status line, which is also a polite live region.
pub fn announce(state: &mut State, key: &'static str, effects: &mut Vec<Effect>) {
    state.status = Some(key);
    effects.push(Effect::Announce(key));
}

pub fn clear_status(state: &mut State, effects: &mut Vec<Effect>) {
    state.status = None;
    effects.push(Effect::ClearStatus);
}

/// The connection was lost: the browser has no network, or it has one and the server does not
/// answer. Which of the two may change while it is lost.
pub fn lost(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    let before = state.connection;
    let turned = moment.online && !state.server_away;
    state.server_away = moment.online;
    state.connection = Connection::Down;
    if before == Connection::Down && (!turned || state.send != Send::Idle) {
        return;
    }
    announce(state, lost_key(state), effects);
}

/// What the status line says while the connection is lost.
pub fn lost_key(state: &State) -> &'static str {
    match (&state.send, state.server_away) {
        (Send::Idle, false) => "journey-offline",
        (Send::Idle, true) => "journey-unreachable",
        (Send::Confirmed { .. } | Send::Posted { .. }, _) => "journey-waiting-to-send",
    }
}

/// What keeps the browser from the server, while the connection is lost.
pub fn reach(state: &State) -> Reach {
    if state.server_away {
        Reach::ServerAway
    } else {
        Reach::NoSignal
    }
}

/// The connection came back.
pub fn back(state: &mut State, effects: &mut Vec<Effect>) {
    if state.connection != Connection::Down {
        return;
    }
    state.connection = Connection::Up;
    let key = if state.server_away {
        "journey-reached"
    } else {
        "journey-online"
    };
    state.server_away = false;
    effects.push(Effect::RemoveConnectionNotice);
    announce(state, key, effects);
}

/// From now on something waits for the server: if it still does when the timer expires, the status
/// line says that the server is slow.
pub fn wait(state: &mut State, effects: &mut Vec<Effect>) {
    state.slow = state.new_timer();
    effects.push(Effect::SetTimer {
        timer: state.slow,
        milliseconds: SLOW_AFTER_MS,
    });
}

/// The timer of [`wait`] expired.
pub fn slow(state: &mut State, timer: u32, effects: &mut Vec<Effect>) {
    let waits = state.is_busy() || state.send != Send::Idle;
    if timer == state.slow && waits && state.connection != Connection::Down {
        announce(state, "journey-slow", effects);
    }
}

/// A save or the check before sending failed. While the browser reports a network, a single failed
/// request does not count as a lost connection.
pub fn save_failed(state: &mut State, failed: Failed, moment: &Moment, effects: &mut Vec<Effect>) {
    match (failed, state.connection) {
        (Failed::Lost, Connection::Up) if moment.online => state.connection = Connection::Shaky,
        (Failed::Lost, _) => lost(state, moment, effects),
        (Failed::Later | Failed::Refused, before) => {
            if before == Connection::Up {
                state.connection = Connection::Shaky;
            }
            // Announced once, until the status line changes.
            if state.status.is_none() {
                let key = match state.send {
                    Send::Idle => "journey-not-saved",
                    Send::Confirmed { .. } | Send::Posted { .. } => "journey-send-later",
                };
                announce(state, key, effects);
            }
        }
    }
}

/// A save got a response.
pub fn save_answered(state: &mut State) {
    if state.connection == Connection::Shaky {
        state.connection = Connection::Up;
    }
}
