//! Limits over time, and days chosen instead of typed: the server's clock decides at the press.

use super::server::BASE;
use super::tab::Tab;
use crate::islands::journey::machine::effect::Effect;
use crate::islands::journey::machine::event::{Event, EventKind, Failed, Fields, Moment};
use crate::islands::journey::machine::screen::Screen;
use crate::islands::journey::machine::start::{Opening, start};
use crate::islands::journey::machine::state::{State, Waiting};
use crate::islands::journey::machine::update;
use shared::date::Date;
use shared::facts::Facts;
use shared::question::date::typed;
use shared::service::Definition;
use shared::service::reading::page_hash;

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

[[pages.then]]
when = { all = [{ days-ago = { question = "seen_on", exactly = 0 } }, { clock = { before = "16:00" } }] }
outcome = "too-early"

[[pages]]
id = "more"

[[pages.questions]]
id = "more"
kind = { text = { max = 100 } }
label = "Anything else?"
optional = true

[[outcomes]]
id = "too-early"
kind = "too-early"
title = "Wait a little"
body = [{ text = "Until four." }]
"#;

/// The device's clock when the page was made; it may be any.
const MADE: f64 = 1_000.0;

/// A time in London in November 2026.
type London = (u32, u16, u16);

struct Person {
    state: State,
    now: f64,
    online: bool,
    effects: Vec<Effect>,
}

impl Person {
    /// The page "when", made at this time.
    fn at(made: London) -> Person {
        let definition: Definition = toml::from_str(SERVICE).expect("a definition");
        let mut props = Tab::open().state().props.clone();
        props.page = String::from("when");
        props.facts = facts(&props.facts, made);
        let opening = Opening {
            props: Box::leak(Box::new(props)),
            definition: Box::leak(Box::new(definition)),
            since: MADE,
            base_hash: None,
            stored: None,
            notice: false,
        };
        let (state, _) = start(opening, &moment(MADE, true, Vec::new()));
        Person {
            state: state.expect("the island controls the page"),
            now: MADE,
            online: true,
            effects: Vec::new(),
        }
    }

    fn dispatch(&mut self, kind: EventKind, form: &[(&str, &str)]) {
        let form = form.iter().map(|(name, value)| {
            let name = ["seen_on-", name].concat();
            (name, String::from(*value))
        });
        let moment = moment(self.now, self.online, form.collect());
        self.effects = update(&mut self.state, Event { moment, kind });
    }

    /// Presses Continue this many minutes later by the device's clock.
    fn press(&mut self, form: &[(&str, &str)], minutes: f64) {
        self.now += minutes * 60_000.0;
        let action = format!("{BASE}/when");
        let button = None;
        self.dispatch(EventKind::Submitted { action, button }, form);
    }

    fn asks(&self) -> bool {
        let mut effects = self.effects.iter();
        let waits = matches!(self.state.waiting, Waiting::Clock { .. });
        waits && effects.any(|effect| matches!(effect, Effect::CheckServer))
    }

    /// The server answers that it is this time.
    fn hear(&mut self, time: London, form: &[(&str, &str)]) {
        assert!(self.asks(), "the server is not asked");
        let facts = facts(&self.state.props.facts, time);
        self.dispatch(EventKind::ServerChecked(Ok(facts)), form);
    }

    /// The codes of the errors on the page that was just drawn; `None` if none was.
    fn errors(&self) -> Option<Vec<&str>> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::Show(draw) => Some(draw.errors.iter().map(|one| one.code.as_str()).collect()),
            _ => None,
        })
    }

    fn is_at(&self, page: &str) -> bool {
        matches!(&self.state.screen, Screen::Page { id, .. } if id == page)
    }

    /// Whether an outcome is shown once the answers that lead to it are saved.
    fn is_too_early(&self) -> bool {
        let outcome = Screen::Outcome(String::from("too-early"));
        matches!(&self.state.waiting, Waiting::Saves { screen, .. } if *screen == outcome)
    }

    fn keeps(&self, day: u32) -> bool {
        self.state.answers.typed.get("seen_on") == Some(&typed(november(day)))
    }
}

fn moment(now: f64, online: bool, form: Fields) -> Moment {
    Moment {
        now,
        online,
        random: Some([7; 16]),
        form: Some(form),
    }
}

fn facts(before: &Facts, (day, hour, minute): London) -> Facts {
    Facts {
        today: november(day),
        minute: hour * 60 + minute,
        ..before.clone()
    }
}

fn november(day: u32) -> Date {
    Date::new(2026, 11, day).expect("a date")
}

fn day(number: &'static str) -> [(&'static str, &'static str); 4] {
    [
        ("when", "another"),
        ("day", number),
        ("month", "11"),
        ("year", "2026"),
    ]
}

const TODAY: [(&str, &str); 1] = [("when", "today")];
const YESTERDAY: [(&str, &str); 1] = [("when", "yesterday")];

#[test]
fn a_chosen_day_is_that_of_the_server_whatever_the_devices_clock_says() {
    for minutes in [11.0, 0.0, 1_600.0, -1e9, 1e9, f64::NAN] {
        for (chosen, day) in [(TODAY, 23), (YESTERDAY, 22)] {
            let mut person = Person::at((22, 16, 10));
            person.press(&chosen, minutes);
            assert!(person.is_at("when"));
            person.hear((23, 17, 0), &chosen);
            assert!(person.is_at("more") && person.keeps(day), "{minutes} {day}");
        }
    }
}

#[test]
fn what_is_on_the_page_counts_when_the_server_answers() {
    let mut person = Person::at((22, 16, 10));
    person.press(&TODAY, 1.0);
    // A second press meanwhile changes nothing.
    person.press(&TODAY, 0.0);
    assert!(matches!(
        person.effects.as_slice(),
        [Effect::PreventDefault]
    ));
    person.effects.push(Effect::CheckServer);
    person.hear((22, 16, 11), &YESTERDAY);
    assert!(person.keeps(21));
}

#[test]
fn a_page_from_before_a_limit_refuses_nothing_after_it() {
    for form in [&TODAY[..], &day("22")] {
        let mut person = Person::at((22, 15, 56));
        // The device's clock lags behind.
        person.press(form, 2.0);
        person.hear((22, 16, 1), form);
        assert!(person.is_at("more"));
    }
    // A page of yesterday.
    let mut person = Person::at((22, 9, 0));
    person.press(&day("23"), 60.0);
    person.hear((23, 16, 30), &day("23"));
    assert!(person.is_at("more"));
}

#[test]
fn a_limit_refuses_when_the_server_says_so() {
    let mut person = Person::at((22, 15, 56));
    person.press(&TODAY, 2.0);
    assert!(!person.is_too_early());
    person.hear((22, 15, 58), &TODAY);
    assert!(person.is_too_early());

    let mut person = Person::at((22, 9, 0));
    person.press(&day("23"), 2.0);
    assert_eq!(person.errors(), None);
    person.hear((22, 9, 2), &day("23"));
    assert_eq!(person.errors(), Some(vec!["in-future"]));
}

#[test]
fn a_mistake_that_time_cannot_mend_is_said_without_the_server() {
    let mut person = Person::at((22, 9, 0));
    person.press(&day("32"), 1.0);
    assert_eq!(person.errors(), Some(vec!["not-a-date"]));
    person.press(&day("21"), 1.0);
    assert!(person.is_at("more"), "a date within every limit");
}

#[test]
fn offline_no_limit_refuses_and_the_day_is_estimated() {
    for (chosen, minutes, day) in [
        (TODAY, 9.0, 22),
        (YESTERDAY, 9.0, 21),
        (TODAY, 11.0, 23),
        (YESTERDAY, 11.0, 22),
    ] {
        let mut person = Person::at((22, 23, 50));
        person.online = false;
        person.press(&chosen, minutes);
        assert!(person.is_at("more") && person.keeps(day), "{minutes} {day}");
    }
    for (form, refused) in [(&day("23"), "in-future"), (&day("22"), "too-early")] {
        let mut person = Person::at((22, 9, 0));
        person.online = false;
        person.press(form, 1.0);
        assert!(person.is_at("more"), "{refused}");
        let queued = person.state.queue.all();
        assert!(queued.len() == 1 && queued[0].save.errors.is_empty());
    }
}

#[test]
fn a_server_that_does_not_answer_refuses_nothing() {
    let lost = |person: &mut Person| {
        let failed = EventKind::ServerChecked(Err(Failed::Lost));
        person.dispatch(failed, &day("22"));
    };
    let old = |person: &mut Person| {
        let refused = EventKind::ServerChecked(Err(Failed::Refused));
        person.dispatch(refused, &day("22"));
    };
    let slow = |person: &mut Person| {
        let Waiting::Clock { timer, .. } = person.state.waiting else {
            panic!("the server is not asked");
        };
        person.dispatch(EventKind::TimedOut(timer), &day("22"));
    };
    for answer in [&lost as &dyn Fn(&mut Person), &old, &slow] {
        let mut person = Person::at((22, 9, 0));
        person.press(&day("22"), 1.0);
        assert!(person.is_at("when"));
        answer(&mut person);
        assert!(person.is_at("more"));
    }
}

#[test]
fn answers_that_were_not_judged_are_reviewed_on_the_servers_page() {
    let saved = |person: &mut Person, page: &str| {
        let page = person.state.definition.page(page).expect("a page");
        let hash = page_hash(page, &person.state.answers);
        person.dispatch(EventKind::Saved(Ok(hash)), &[]);
    };
    let mut person = Person::at((22, 9, 0));
    person.online = false;
    person.press(&day("22"), 1.0);
    let action = format!("{BASE}/more");
    let button = None;
    person.dispatch(EventKind::Submitted { action, button }, &[]);
    assert_eq!(person.state.screen, Screen::CheckAnswers);
    person.online = true;
    person.dispatch(EventKind::Online, &[]);
    saved(&mut person, "when");
    saved(&mut person, "more");
    let loads =
        |effect: &Effect| matches!(effect, Effect::GoTo(path) if path.contains("check-answers"));
    assert!(person.effects.iter().any(loads));
}
