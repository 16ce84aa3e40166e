//! Days chosen on a page that was made before midnight.

use super::server::BASE;
use super::tab::Tab;
use crate::islands::journey::machine::event::{Event, EventKind, Moment};
use crate::islands::journey::machine::screen::Screen;
use crate::islands::journey::machine::start::{Opening, start};
use crate::islands::journey::machine::state::State;
use crate::islands::journey::machine::update;
use shared::date::Date;
use shared::question::date::typed;
use shared::service::Definition;

const SERVICE: &str = r#"
id = "bins"
authorities = ["kent"]
title = "Report a bin"
summary = "Tell us about a bin."
lawful_basis = "public-task"
special_category = false
retention_days = 90
classification = "official"
start = { minutes = 1 }
next = { body = [], by = "Soon." }

[[pages]]
id = "when"

[[pages.questions]]
id = "seen_on"
kind.date.quick = ["today", "yesterday"]
label = "When?"

[[pages.questions.rules]]
code = "in-future"
fails_when = { days-ago = { question = "seen_on", fewer_than = 0 } }
error = "The date must be today or in the past"

[[pages]]
id = "more"

[[pages.questions]]
id = "more"
kind = { text = { max = 100 } }
label = "Anything else?"
optional = true
"#;

/// When the page was made: ten minutes before midnight in London, by a device of any clock.
const MADE: f64 = 1_000.0;

/// The page "when", on which a day was chosen and Continue pressed this many minutes later.
fn pressed(chosen: &str, minutes: f64) -> State {
    let definition: Definition = toml::from_str(SERVICE).expect("a definition");
    let mut props = Tab::open().state().props.clone();
    props.page = String::from("when");
    props.facts.today = Date::new(2026, 11, 22).expect("a date");
    props.facts.minute = 23 * 60 + 50;
    let opening = Opening {
        props: Box::leak(Box::new(props)),
        definition: Box::leak(Box::new(definition)),
        since: MADE,
        base_hash: None,
        stored: None,
        notice: false,
    };
    let moment = |now, chosen: &str| Moment {
        now,
        online: true,
        random: Some([7; 16]),
        form: Some(vec![(String::from("seen_on-when"), String::from(chosen))]),
    };
    let (state, _) = start(opening, &moment(MADE, ""));
    let mut state = state.expect("the island controls the page");
    let event = Event {
        moment: moment(MADE + minutes * 60_000.0, chosen),
        kind: EventKind::Submitted {
            action: format!("{BASE}/when"),
            button: None,
        },
    };
    update(&mut state, event);
    state
}

fn november(day: u32) -> Date {
    Date::new(2026, 11, day).expect("a date")
}

#[test]
fn a_day_is_that_of_the_press_and_no_rule_refuses_it() {
    for (chosen, minutes, day) in [
        ("today", 9.0, 22),
        ("yesterday", 9.0, 21),
        ("today", 11.0, 23),
        ("yesterday", 11.0, 22),
    ] {
        let state = pressed(chosen, minutes);
        let kept = state.answers.typed.get("seen_on");
        assert!(kept == Some(&typed(november(day))), "{chosen} {minutes}");
        let next = Screen::Page {
            id: String::from("more"),
            changing: false,
        };
        assert_eq!(state.screen, next, "{chosen} {minutes}");
    }
}

#[test]
fn a_clock_that_is_set_while_the_page_is_open_moves_time_by_a_draft_at_most() {
    for (minutes, day) in [(-1e9, 22), (1e9, 23), (f64::NAN, 22)] {
        let state = pressed("today", minutes);
        let kept = state.answers.typed.get("seen_on");
        assert!(kept == Some(&typed(november(day))), "{minutes}");
    }
}
