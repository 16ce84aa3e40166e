//! Shows another page.

use super::connection::{announce, clear_status, lost_key};
use super::effect::{Draw, Effect, Focus, HistoryAction};
use super::event::Moment;
use super::screen::Screen;
use super::state::{Connection, Send, State, Waiting};
use super::stored::Stored;
use crate::questions::{Lookup, Needs, Notice};
use shared::answers::{Answers, FieldError};
use shared::journey::Step;
use shared::journey::navigation::AddressStep;
use shared::question::address;
use shared::service::Page;

/// A screen without errors; `None` if only the server can draw it.
pub fn visit(state: &State, screen: Screen, history: HistoryAction) -> Option<Draw> {
    let anew = match &screen {
        Screen::Page { id, .. } => state.journey().asks_anew(state.definition.page(id)?),
        _ => false,
    };
    let notices: &[Notice] = if anew { &[Notice::AskedAnew] } else { &[] };
    draw(state, screen, &[], &[], notices, history)
}

/// The current screen redrawn with errors or notices. Without `lookups`, the known ones are used.
pub fn again(
    state: &State,
    errors: &[FieldError],
    lookups: &[Lookup],
    notices: &[Notice],
) -> Option<Draw> {
    let screen = state.screen.clone();
    draw(
        state,
        screen,
        errors,
        lookups,
        notices,
        HistoryAction::Replace,
    )
}

fn draw(
    state: &State,
    screen: Screen,
    errors: &[FieldError],
    lookups: &[Lookup],
    notices: &[Notice],
    history: HistoryAction,
) -> Option<Draw> {
    let mut draw = Draw {
        screen,
        answers: Answers::default(),
        errors: errors.to_vec(),
        lookups: lookups.to_vec(),
        notices: notices.to_vec(),
        base_hash: String::new(),
        reviewed: false,
        history,
    };
    match &draw.screen {
        Screen::Page { id, changing } => {
            let page = state.definition.page(id)?;
            draw.answers = state.shown(page);
            draw.base_hash = state.stored_hash(page);
            draw.reviewed = *changing && state.journey().current_step() == Step::CheckAnswers;
            if lookups.is_empty() {
                draw.lookups = known_lookups(state, page, &draw.answers);
            }
        }
        Screen::Outcome(id) => {
            state.definition.outcome(id)?;
            state.draft.as_ref()?;
            draw.answers = state.answers.clone();
        }
        Screen::Notice(id) => {
            state.definition.notice(id)?;
            state.draft.as_ref()?;
            draw.answers = state.answers.clone();
        }
        Screen::CheckAnswers => {
            state.draft.as_ref()?;
            draw.answers = state.answers.clone();
        }
    }
    Some(draw)
}

/// Earlier lookups, for every address of the page that still needs a choice.
fn known_lookups(state: &State, page: &Page, answers: &Answers) -> Vec<Lookup> {
    let mut lookups = Vec::new();
    for question in &page.questions {
        let Some(typed) = answers.typed.get(&question.id) else {
            continue;
        };
        if !question.is_address()
            || typed.part("mode") == address::MANUAL
            || !typed.part("uprn").is_empty()
        {
            continue;
        }
        let Some(postcode) = address::postcode_of(typed) else {
            continue;
        };
        let unavailable = state.unavailable.as_ref() == Some(&postcode);
        let found = state.found.get(&postcode);
        if unavailable || found.is_some() {
            lookups.push(Lookup {
                question: question.id.clone(),
                step: if unavailable {
                    AddressStep::Manual
                } else {
                    AddressStep::Choose
                },
                addresses: found.cloned().unwrap_or_default(),
                // The page has its own notice about a lost connection.
                unavailable: unavailable && state.connection != Connection::Down,
            });
        }
    }
    lookups
}

/// Replaces the page on the screen.
pub fn show(state: &mut State, draw: Draw, moment: &Moment, effects: &mut Vec<Effect>) {
    state.screen = draw.screen.clone();
    state.since = moment.now;
    let area = |notice: &Notice| matches!(notice, Notice::Unreachable(Needs::Area, _));
    state.waiting = if draw.notices.iter().any(area) {
        Waiting::Connection
    } else {
        Waiting::Nothing
    };
    // Leaving the review cancels Send.
    let send = std::mem::replace(&mut state.send, Send::Idle);
    // The status line is about the previous page, unless the connection is still lost.
    if state.connection != Connection::Down || draw.focus() == Focus::Notice {
        clear_status(state, effects);
    } else if send != Send::Idle {
        announce(state, lost_key(state), effects);
    }
    effects.push(Effect::Show(Box::new(draw)));
    store(state, effects);
}

/// Stores what is unsent or unfinished, and the current screen.
pub fn store(state: &State, effects: &mut Vec<Effect>) {
    effects.push(Effect::Store(Stored::of(state, Some(&state.screen))));
}
