//! Saves one page at a time, in order, retrying until each arrives; then continues with whatever
//! waited for the saves.

use super::connection;
use super::effect::{Effect, HistoryAction};
use super::event::{Failed, Moment};
use super::fields::leave;
use super::screen::Screen;
use super::show::{show, store, visit};
use super::state::{Connection, FIRST_RETRY_MS, Saves, Send, State, Waiting};
use super::uuid;
use shared::answers::FieldError;
use shared::api::draft::SavePage;
use shared::service::reading::page_hash;
use shared::service::{Outcome, Page};
use std::collections::BTreeMap;

/// The longest pause between two attempts, in milliseconds.
const MAX_RETRY_MS: i32 = 30_000;

/// Adds the page's answers to the queue; `None` if no id can be made for a new draft.
pub fn save_later(
    state: &mut State,
    page: &Page,
    errors: &[FieldError],
    passed: Vec<String>,
    moment: &Moment,
) -> Option<()> {
    if state.draft.is_none() {
        state.draft = Some(uuid::version_7(moment.now as u64, moment.random?));
        state.told.began = Some((state.facts.today, state.facts.minute));
    }
    let seconds = ((moment.now - state.since) / 1000.0).clamp(0.0, 3600.0) as u32;
    state.since = moment.now;
    let mut answers = BTreeMap::new();
    for question in &page.questions {
        if let Some(typed) = state.answers.typed.get(&question.id) {
            answers.insert(question.id.clone(), typed.clone());
        }
    }
    let mut codes = Vec::with_capacity(errors.len());
    for error in errors {
        codes.push((error.question.clone(), error.code.clone()));
    }
    let save = SavePage {
        service: state.props.service.clone(),
        answers,
        passed,
        changing: is_changing(state),
        errors: codes,
        seconds,
        language: state.props.language,
    };
    let base_hash = state.stored_hash(page);
    state.queue.push(&page.id, &base_hash, save);
    Some(())
}

/// Whether the page on the screen was opened from check answers. What a notice changes leads to the
/// current step in the same way.
pub fn is_changing(state: &State) -> bool {
    matches!(
        state.screen,
        Screen::Page { changing: true, .. } | Screen::Notice(_)
    )
}

/// Starts the loop, unless it is running.
pub fn start(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    if state.saves == Saves::Idle {
        state.retry_after = FIRST_RETRY_MS;
        next(state, moment, effects);
    }
}

/// The next step of the loop: a save, the check that the server can be reached, or the end.
pub fn next(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    if let Some(draft) = state.draft.clone()
        && let Some(unsent) = state.queue.first()
    {
        state.saves = Saves::Saving {
            page: unsent.page.clone(),
            since_lost: state.connection == Connection::Down,
        };
        effects.push(Effect::Save { draft, unsent });
        return;
    }
    if waits_for_check(state) || matches!(state.send, Send::Confirmed { .. }) {
        state.saves = Saves::CheckingServer;
        effects.push(Effect::CheckServer);
        return;
    }
    state.saves = Saves::Idle;
    all_saved(state, moment, effects);
}

/// A save arrived; `hash` is that of the page's stored answers.
pub fn saved(state: &mut State, hash: String, moment: &Moment, effects: &mut Vec<Effect>) {
    let Saves::Saving { page, since_lost } = std::mem::replace(&mut state.saves, Saves::Idle)
    else {
        return;
    };
    state.queue.arrived(&page, &hash);
    state.stored_hashes.insert(page, hash);
    connection::save_answered(state);
    store(state, effects);
    // A save sent before the connection was lost does not prove that it is back. After the last one
    // there is nothing more to wait for, so the browser's report is used. If Send waits, nothing is
    // announced here: posting the request is enough.
    let last = moment.online && state.queue.is_empty() && !waits_for_check(state);
    if state.send == Send::Idle && (since_lost || last) {
        connection::back(state, effects);
    }
    state.retry_after = FIRST_RETRY_MS;
    next(state, moment, effects);
}

/// A save, or the check that the server can be reached, failed and will be retried.
pub fn failed(state: &mut State, failed: Failed, moment: &Moment, effects: &mut Vec<Effect>) {
    let timer = state.new_timer();
    let milliseconds = state.retry_after;
    state.retry_after = (milliseconds * 2).min(MAX_RETRY_MS);
    state.saves = Saves::Paused { timer };
    stop_waiting(state, moment, effects);
    connection::save_failed(state, failed, moment, effects);
    effects.push(Effect::SetTimer {
        timer,
        milliseconds,
    });
}

/// The browser reports a network again. If there is something to save or send, the result of that
/// decides whether the connection is back.
pub fn online(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    if state.queue.is_empty() && state.send == Send::Idle && !waits_for_check(state) {
        connection::back(state, effects);
    }
    match state.saves {
        Saves::Idle => start(state, moment, effects),
        Saves::Paused { .. } => next(state, moment, effects),
        Saves::Saving { .. } | Saves::CheckingServer => {}
    }
}

/// A timer expired: the retry, or the limit on waiting for saves.
pub fn timed_out(state: &mut State, timer: u32, moment: &Moment, effects: &mut Vec<Effect>) {
    if state.saves == (Saves::Paused { timer }) {
        next(state, moment, effects);
    }
    if matches!(state.waiting, Waiting::Saves { timer: its, .. } if its == timer) {
        stop_waiting(state, moment, effects);
    }
    connection::slow(state, timer, effects);
}

/// Continues with whatever waited for the saves. If the review on the screen differs from what the
/// server stores, for example because it settled an address differently, the server draws it; also if
/// limits over time were left to the server.
fn all_saved(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    let unjudged = moment.online && state.told.lenient;
    let at_review = state.screen == Screen::CheckAnswers && state.send == Send::Idle;
    if at_review && (unjudged || differs(state)) {
        effects.push(Effect::GoTo(state.path(&state.screen)));
        return;
    }
    stop_waiting(state, moment, effects);
    draw_frame(state, effects);
}

/// Draws the header and the footer of the council that serves the answers now. Only the server
/// draws them, from the stored answers.
fn draw_frame(state: &mut State, effects: &mut Vec<Effect>) {
    if state.draft.is_none() || state.serving() == state.drawn_for {
        return;
    }
    state.drawn_for = String::from(state.serving());
    effects.push(Effect::DrawFrame {
        path: state.path(&state.screen),
    });
}

fn waits_for_check(state: &State) -> bool {
    matches!(state.waiting, Waiting::Connection | Waiting::Clock { .. })
}

fn differs(state: &State) -> bool {
    state.definition.pages.iter().any(|page| {
        let stored = state.stored_hashes.get(&page.id);
        stored.is_some_and(|stored| *stored != page_hash(page, &state.answers))
    })
}

/// Shows the screen that waits for the saves.
fn stop_waiting(state: &mut State, moment: &Moment, effects: &mut Vec<Effect>) {
    let Waiting::Saves { screen, .. } = &state.waiting else {
        return;
    };
    let screen = screen.clone();
    state.waiting = Waiting::Nothing;
    // The user may have typed since pressing the button.
    leave(state, moment.form.as_ref());
    let drawn = if is_servers_screen(state, &screen) {
        None
    } else {
        visit(state, screen.clone(), HistoryAction::Push)
    };
    match drawn {
        Some(draw) => show(state, draw, moment, effects),
        None => effects.push(Effect::GoTo(state.path(&screen))),
    }
}

/// Whether the server draws a screen: an alarm, which has nothing of the rest of the layout, and an
/// outcome that says different things at different times.
fn is_servers_screen(state: &State, screen: &Screen) -> bool {
    let Screen::Outcome(id) = screen else {
        return false;
    };
    let servers = |outcome: &Outcome| outcome.is_alarm() || outcome.is_over_time();
    state.connection != Connection::Down && state.definition.outcome(id).is_some_and(servers)
}
