//! Sends the request: posts the plain form of check answers once everything is saved and the server
//! can be reached.

use super::connection;
use super::effect::Effect;
use super::event::Moment;
use super::show::store;
use super::state::{Connection, Send, State};
use shared::service::reading::review_hash;

/// Milliseconds after which a second press of Send is not a double click.
const RESEND_AFTER_MS: f64 = 10_000.0;

/// How a press of Send is treated.
pub enum Pressed {
    Confirmed,
    /// The first press is still being processed.
    Ignored,
    /// The first press led nowhere: post the plain form. The draft's id makes a second request
    /// harmless.
    PostPlain,
}

pub fn pressed(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) -> Pressed {
    if let Send::Confirmed { since, .. } | Send::Posted { since, .. } = state.send {
        // Negative if the device's clock was set back meanwhile.
        let soon = (0.0..RESEND_AFTER_MS).contains(&(moment.now - since));
        return if soon || state.connection == Connection::Down {
            Pressed::Ignored
        } else {
            Pressed::PostPlain
        };
    }
    confirm(state, false, moment);
    store(state, effects);
    if state.connection == Connection::Down || !moment.online {
        state.connection = Connection::Down;
        connection::announce(state, "journey-waiting-to-send", effects);
        effects.push(Effect::ScrollToStatus);
    }
    Pressed::Confirmed
}

/// Marks the review on the screen as confirmed.
pub fn confirm(state: &mut State, resumed: bool, moment: &Moment) {
    state.send = Send::Confirmed {
        review: review_hash(state.definition, &state.answers),
        since: moment.now,
        resumed,
    };
}

/// Posts the review, if it was confirmed and everything is saved.
pub fn post(state: &mut State, effects: &mut Vec<Effect>) {
    if !state.queue.is_empty() {
        return;
    }
    let Send::Confirmed {
        review,
        since,
        resumed,
    } = &state.send
    else {
        return;
    };
    let (since, resumed) = (*since, *resumed);
    state.send = Send::Posted {
        review: review.clone(),
        since,
    };
    state.connection = Connection::Up;
    state.server_away = false;
    let key = if resumed {
        "journey-sending-resumed"
    } else {
        "journey-sending"
    };
    connection::announce(state, key, effects);
    // The answers being posted need not be stored; the confirmation is, until they arrive.
    state.unfinished.clear();
    store(state, effects);
    effects.push(Effect::PostReview);
}
