//! Decides whether the connection is lost, and announces its loss and its return once each.

use super::effect::Effect;
use super::event::{Failed, Moment};
use super::state::{Connection, Send, State};

/// Sets the status line, which is also a polite live region.
pub fn announce(state: &mut State, key: &'static str, effects: &mut Vec<Effect>) {
    state.status = Some(key);
    effects.push(Effect::Announce(key));
}

pub fn clear_status(state: &mut State, effects: &mut Vec<Effect>) {
    state.status = None;
    effects.push(Effect::ClearStatus);
}

/// The connection was lost.
pub fn lost(state: &mut State, effects: &mut Vec<Effect>) {
    if state.connection == Connection::Down {
        return;
    }
    state.connection = Connection::Down;
    let key = match state.send {
        Send::Idle => "journey-offline",
        Send::Confirmed { .. } | Send::Posted { .. } => "journey-waiting-to-send",
    };
    announce(state, key, effects);
}

/// The connection came back.
pub fn back(state: &mut State, effects: &mut Vec<Effect>) {
    if state.connection != Connection::Down {
        return;
    }
    state.connection = Connection::Up;
    effects.push(Effect::RemoveConnectionNotice);
    announce(state, "journey-online", effects);
}

/// A save or the check before sending failed. While the browser reports a network, a single failed
/// request does not count as a lost connection.
pub fn save_failed(state: &mut State, failed: Failed, moment: &Moment, effects: &mut Vec<Effect>) {
    match (failed, state.connection) {
        (Failed::Lost, Connection::Up) if moment.online => state.connection = Connection::Shaky,
        (Failed::Lost, _) => lost(state, effects),
        (Failed::Later | Failed::Refused, before) => {
            if before == Connection::Up {
                state.connection = Connection::Shaky;
            }
            // Announced once, until the status line changes.
            if state.status.is_none() {
                announce(state, "journey-not-saved", effects);
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
