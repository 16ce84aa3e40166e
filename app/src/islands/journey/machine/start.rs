//! Starts the island on a page drawn by the server, and restores what a reload left unsent.

use super::effect::{Draw, Effect, Focus, HistoryAction};
use super::event::Moment;
use super::fields::{is_untouched, posted_hash};
use super::screen::Screen;
use super::show::{show, store, visit};
use super::state::{Connection, FIRST_RETRY_MS, Saves, Send, State, Waiting};
use super::stored::Stored;
use super::{connection, saving, send};
use crate::islands::journey::props::Props;
use crate::questions::Lookup;
use shared::answers::Answers;
use shared::api::address::FoundAddress;
use shared::journey::shown;
use shared::question::address;
use shared::service::Definition;
use shared::service::reading::review_hash;
use std::collections::BTreeMap;

/// The context in which the island starts.
pub struct Opening {
    pub props: &'static Props,
    pub definition: &'static Definition,
    /// When the document was requested, in milliseconds since 1970.
    pub since: f64,
    /// The hash of the stored answers that the page's form carries.
    pub base_hash: Option<String>,
    /// The tab's stored state, from any journey.
    pub stored: Option<Stored>,
    /// The server's page has a notice or errors to read.
    pub notice: bool,
}

/// The initial state and the first effects. There is no state if the answers do not lead to the
/// page on the screen: the server could not read them, or shows what was typed into an expired
/// draft. Then the plain form works alone.
pub fn start(opening: Opening, moment: &Moment) -> (Option<State>, Vec<Effect>) {
    let mut effects = Vec::new();
    let mut state = first_state(&opening);
    state.tick(moment.now);
    let mut confirmed = None;
    let mut draw = None;
    let ours = opening.stored.filter(|stored| is_ours(stored, &state));
    let has_stored = ours.is_some();
    match ours {
        Some(mut stored) => {
            confirmed = stored.confirmed_review.take();
            draw = adopt(&mut state, stored, opening.notice, moment);
        }
        None => effects.push(Effect::Store(None)),
    }
    if draw.is_none() && state.screen.clone().reached(state.journey()) != state.screen {
        return (None, effects);
    }
    let mut notice = opening.notice;
    if let Some(draw) = draw {
        notice = draw.focus() == Focus::Notice;
        show(&mut state, draw, moment, &mut effects);
        connection::announce(&mut state, "journey-restored", &mut effects);
    }
    if let Some(review) = confirmed {
        take_up_send(&mut state, &review, notice, moment, &mut effects);
    }
    if has_stored {
        store(&state, &mut effects);
    }
    if !moment.online {
        connection::lost(&mut state, moment, &mut effects);
    }
    saving::start(&mut state, moment, &mut effects);
    (Some(state), effects)
}

fn first_state(opening: &Opening) -> State {
    let props = opening.props;
    let screen = if props.page == shared::paths::CHECK_ANSWERS_PAGE {
        Screen::CheckAnswers
    } else {
        Screen::Page {
            id: props.page.clone(),
            changing: props.changing,
        }
    };
    let mut stored_hashes = BTreeMap::new();
    if let Some(base_hash) = &opening.base_hash {
        stored_hashes.insert(props.page.clone(), base_hash.clone());
    }
    State {
        props,
        definition: opening.definition,
        told: props.facts.clone(),
        told_at: opening.since,
        facts: props.facts.clone(),
        screen,
        draft: props.draft.clone(),
        answers: props.answers.clone(),
        unfinished: BTreeMap::new(),
        stored_hashes,
        queue: Default::default(),
        found: known_addresses(&props.lookups, &props.answers),
        unavailable: None,
        since: opening.since,
        waiting: Waiting::Nothing,
        send: Send::Idle,
        connection: Connection::Up,
        server_away: false,
        saves: Saves::Idle,
        drawn_for: props.drawn_for.clone(),
        retry_after: FIRST_RETRY_MS,
        status: None,
        leaving: false,
        timers: 0,
        slow: 0,
    }
}

/// The addresses that the page was drawn with.
fn known_addresses(lookups: &[Lookup], answers: &Answers) -> BTreeMap<String, Vec<FoundAddress>> {
    let mut found = BTreeMap::new();
    for lookup in lookups {
        let typed = answers.typed.get(&lookup.question);
        let postcode = match lookup.addresses.first() {
            Some(first) => address::canonical_postcode(&first.postcode),
            None => None,
        };
        if !lookup.unavailable
            && let Some(postcode) = postcode.or_else(|| typed.and_then(address::postcode_of))
        {
            found.insert(postcode, lookup.addresses.clone());
        }
    }
    found
}

/// Whether the stored state belongs to this draft. The server does not know a draft made by the
/// browser until its first save arrives.
fn is_ours(stored: &Stored, state: &State) -> bool {
    stored.service == state.props.service
        && (state.draft == stored.draft || (state.draft.is_none() && !stored.queue.is_empty()))
}

/// Restores the stored state; returns the page to show if it differs from the one on the screen.
/// What is typed on the page now is never replaced.
fn adopt(state: &mut State, stored: Stored, notice: bool, moment: &Moment) -> Option<Draw> {
    let definition = state.definition;
    let untouched = is_untouched(state, moment.form.as_ref());
    let at = stored.screen();
    for unsent in stored.queue.all() {
        let save = &unsent.save;
        state.answers.typed.extend(save.answers.clone());
        if let Some(page) = definition.page(&unsent.page) {
            shown::record(definition, &state.facts, &mut state.answers, page);
        }
        for id in &save.passed {
            if let Some(after) = state.journey().passed(id) {
                state.answers = after;
            }
        }
    }
    for (id, typed) in stored.unfinished {
        let Some(page) = definition.page(&id) else {
            continue;
        };
        let typed = Answers {
            typed,
            ..Answers::default()
        };
        // Answers posted by a plain form since then count as submitted.
        if posted_hash(page, &typed) != posted_hash(page, &state.answers) {
            state.unfinished.insert(id, typed.typed);
        }
    }
    state.draft = stored.draft;
    state.queue = stored.queue;
    let all_saved = state.queue.is_empty();
    let unfinished = state
        .page()
        .is_some_and(|page| state.unfinished.contains_key(&page.id));
    if !untouched || (all_saved && !unfinished) {
        return None;
    }
    // The server shows the right page, unless something has not reached it. After a plain form its
    // page stays, and is redrawn only if some of its answers are unsaved.
    let screen = match at {
        Some(at) if !all_saved => at,
        None if !all_saved && (notice || !is_queued(state)) => return None,
        _ => state.screen.clone(),
    };
    let reached = screen.reached(state.journey());
    visit(state, reached, HistoryAction::Replace)
}

/// Whether answers of the page on the screen are waiting to be saved.
fn is_queued(state: &State) -> bool {
    let page = state.page().map(|page| page.id.as_str());
    let mut queued = state.queue.all().iter();
    queued.any(|unsent| Some(unsent.page.as_str()) == page)
}

/// Send was pressed before a reload: the user was told that the request will be sent, so it is
/// sent if the review is unchanged. A page with a notice is read first.
fn take_up_send(
    state: &mut State,
    review: &str,
    notice: bool,
    moment: &Moment,
    effects: &mut Vec<Effect>,
) {
    if state.screen != Screen::CheckAnswers || notice {
        return;
    }
    if review_hash(state.definition, &state.answers) == review {
        send::confirm(state, true, moment);
    } else {
        connection::announce(state, "journey-reviewed-text", effects);
    }
}
