//! External faults: processes die, disks fill up, files are locked, people submit twice.
//!
//! The tests start the real program, except where the router in this process shows the same.
//! `cargo xtask campaign` runs some of them at their full size; see `support/size.rs`.
//! `DOORSTEP_REQUIRE_STRACE=1` and `DOORSTEP_REQUIRE_FAKETIME=1` make a missing tool a failure.
//!
//! To add a fault, add a file here and what it needs of the machine to `support`.

mod configuration;
mod crowded;
mod disk;
mod duplicates;
mod durable;
mod farmed;
mod finished;
mod flood;
mod guessing;
mod kill;
mod load;
mod locked;
mod mailbox;
mod moved_clock;
mod personal_data;
mod security_log;
mod slow;
mod stop;
mod unread;

use crate::support::journeys::Typed;
use server::clock::{Clock as _, SystemClock};

/// Day, month and year of yesterday in London, for a server with a real clock.
fn yesterday() -> [String; 3] {
    let day = SystemClock.now() - jiff::SignedDuration::from_hours(24);
    let date = server::calendar::london(day).date;
    [
        date.day().to_string(),
        date.month().to_string(),
        date.year().to_string(),
    ]
}

/// The same answers, with every date set to this day.
fn noticed_on<'a>(typed: Typed<'a>, day: &'a [String; 3]) -> Typed<'a> {
    let put = |(name, value): (&'a str, &'a str)| match name {
        name if name.ends_with("-day") => (name, day[0].as_str()),
        name if name.ends_with("-month") => (name, day[1].as_str()),
        name if name.ends_with("-year") => (name, day[2].as_str()),
        name => (name, value),
    };
    let page = |fields: Vec<(&'a str, &'a str)>| fields.into_iter().map(put).collect();
    typed.into_iter().map(page).collect()
}
