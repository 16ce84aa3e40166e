//! Links, and the browser's Back and Forward.

use super::effect::{Draw, HistoryAction};
use super::event::Moment;
use super::fields::leave;
use super::screen::Screen;
use super::show::visit;
use super::state::State;

/// The page behind a link of this journey, if the answers reach it. Otherwise the link is followed
/// and the server redirects.
pub fn follow(state: &mut State, href: &str, moment: &Moment) -> Option<Draw> {
    let screen = Screen::parse(href, &state.props.base)?;
    let reached = screen.clone().reached(state.journey());
    if reached != screen {
        return None;
    }
    leave(state, moment.form.as_ref());
    if let (Screen::Page { id, .. }, Some(page)) = (&screen, state.page())
        && *id == page.id
    {
        // A link to the page itself discards what was typed on it.
        state.unfinished.remove(id);
    }
    visit(state, screen, HistoryAction::Push)
}

/// The page at the changed URL, drawn from the answers in memory.
pub fn moved(state: &mut State, address: &str, moment: &Moment) -> Option<Draw> {
    let screen = Screen::parse(address, &state.props.base)?;
    // A link to a field of this page changes the URL too.
    if screen == state.screen {
        return None;
    }
    leave(state, moment.form.as_ref());
    let reached = screen.reached(state.journey());
    visit(state, reached, HistoryAction::Replace)
}
