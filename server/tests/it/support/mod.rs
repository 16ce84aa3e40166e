//! What every test of this binary needs, with two doors into the product.
//!
//! - [`app`]: the router in this process on a store of its own, with a clock that tests set.
//! - [`process`]: the real program in a folder of its own, with its back office beside it.
//! - [`browser`] and [`page`] use either as a person without scripts does; [`wire`] is one
//!   bare connection; [`answer`] is what came back, and [`described`] holds it to the
//!   published description.
//! - [`journeys`]: the three services filled in, as forms and as JSON.
//! - [`trace`]: what the kernel saw a program do.
//!
//! To add a fault: its test in `faults`, with what it needs of the machine here.

pub mod answer;
pub mod app;
pub mod browser;
pub mod callback;
pub mod clock;
pub mod described;
pub mod journeys;
pub mod page;
pub mod postgres;
pub mod process;
pub mod program;
pub mod stores;
pub mod tables;
pub mod trace;
pub mod undelivered;
pub mod wire;
pub mod words;

/// Says why a test is not run here, past the harness, which hides what a test prints; where
/// the environment demands it (`1`), not running it is a failure.
#[track_caller]
pub fn skipped(demand: &str, why: &str) {
    use std::io::Write as _;
    let demanded = std::env::var(demand).is_ok_and(|value| value == "1");
    assert!(!demanded, "{demand} is 1, and {why}");
    let name = std::thread::current().name().unwrap_or("a test").to_owned();
    let _ = writeln!(std::io::stderr(), "SKIPPED {name}: {why}");
}
