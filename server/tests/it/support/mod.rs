//! Support for every test of this binary. Tests use the product in one of two ways:
//!
//! - [`app`]: the router in this process, with a store of its own and a [`clock`] that tests set.
//! - [`process`]: the real [`program`] in a folder of its own, with a back office beside it.
//!
//! Both work with [`browser`] and [`page`], a browser without scripts, and with [`callback`], a
//! back office's signed status. [`clients`] are many legitimate clients and attackers, each at an
//! address of its own; [`greedy`] are clients that read nothing. [`connection`] is a plain HTTP connection; [`response`] is a response, and
//! [`openapi`] checks it against the published API description. [`journeys`] fills in the
//! three services, as forms and as JSON; [`wording`] gives phrases by key; [`smtp`] is a mail
//! server. [`stores`] and [`postgres`] create databases and [`tables`] reads them directly;
//! [`undelivered`] fails a test that leaves work behind; [`size`] is the size of a fault;
//! [`trace`] reads the system calls of a program.
//!
//! To add a fault, add its test to `faults` and what it needs of the machine here.

pub mod app;
pub mod browser;
pub mod callback;
pub mod clients;
pub mod clock;
pub mod connection;
pub mod greedy;
pub mod journeys;
pub mod openapi;
pub mod page;
pub mod postgres;
pub mod process;
pub mod program;
pub mod response;
pub mod size;
pub mod smtp;
pub mod stores;
pub mod tables;
pub mod trace;
pub mod undelivered;
pub mod wording;

/// Reports that a test is skipped, bypassing the harness, which captures output. Panics if the
/// environment requires the test (`1`).
#[track_caller]
pub fn skipped(demand: &str, why: &str) {
    use std::io::Write as _;
    let demanded = std::env::var(demand).is_ok_and(|value| value == "1");
    assert!(!demanded, "{demand} is 1, and {why}");
    let name = std::thread::current().name().unwrap_or("a test").to_owned();
    let _ = writeln!(std::io::stderr(), "SKIPPED {name}: {why}");
}
