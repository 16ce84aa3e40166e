//! The history of a request, in the order given by the caller.

use super::Heading;
use super::classes::classes;
use leptos::prelude::*;

/// Whether an entry is past, current or expected.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum TimelineState {
    /// It has happened.
    #[default]
    Done,
    /// The request's current state.
    Current,
    /// It is expected.
    Next,
}

/// One event.
#[derive(Default)]
pub struct TimelineEntry {
    pub title: String,
    /// The time as displayed.
    pub at: String,
    /// The same time as RFC 3339; empty if there is none yet.
    pub datetime: String,
    /// The service's comment on it.
    pub note: Option<AnyView>,
    pub state: TimelineState,
}

/// The timeline of one request.
#[derive(Default)]
pub struct Timeline {
    /// Level of the entries' titles; 0 means 3.
    pub level: u8,
    pub entries: Vec<TimelineEntry>,
}

impl Timeline {
    pub fn view(self) -> AnyView {
        let level = if self.level == 0 { 3 } else { self.level };
        let entries = self
            .entries
            .into_iter()
            .map(|entry| entry.view(level))
            .collect::<Vec<_>>();
        view! { <ol class="app-timeline">{entries}</ol> }.into_any()
    }
}

impl TimelineEntry {
    fn view(self, level: u8) -> AnyView {
        let (state, current) = match self.state {
            TimelineState::Done => ("", None),
            TimelineState::Current => ("app-timeline__entry--current", Some("step")),
            TimelineState::Next => ("app-timeline__entry--next", None),
        };
        let class = classes("app-timeline__entry", state);
        let title = Heading {
            level,
            text: self.title,
            classes: String::from("app-timeline__title"),
            id: None,
        }
        .view();
        let at = if self.at.is_empty() {
            None
        } else {
            let datetime = super::classes::present(self.datetime);
            Some(
                view! { <p class="app-timeline__at"><time datetime=datetime>{self.at}</time></p> }
                    .into_any(),
            )
        };
        let note = self
            .note
            .map(|note| view! { <div class="app-timeline__note">{note}</div> }.into_any());
        view! { <li class=class aria-current=current>{title}{at}{note}</li> }.into_any()
    }
}
