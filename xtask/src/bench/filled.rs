//! Form pages and submissions on a store that holds a million contacts.
//!
//! The contacts come through the API, each with a submission that is handed over to a back office,
//! so every table is as full as it would be. Takes minutes, so it runs only when it is named.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::client::load;
use super::office::Office;
use super::served::{Server, prepare};
use super::submissions::{self, submission};
use super::{Built, forms};
use crate::console;

const CONTACTS: usize = 1_000_000;
const CONNECTIONS: usize = 64;
const SLICE: Duration = Duration::from_secs(10);

/// How long filling may take.
const TIMEOUT: Duration = Duration::from_secs(3600);

/// Fills a SQLite store, then prints the rates, and the memory in use after them.
pub fn rates(built: &Built) -> Result<()> {
    let office = Office::open()?;
    let inbox = office.inbox();
    let settings = [
        ("DOORSTEP__DESTINATIONS__HIGHWAYS__URL", inbox.as_str()),
        ("DOORSTEP__LOG__FILTER", "error"),
    ];
    prepare(built, &settings)?;
    let server = Server::start(built, &settings)?;
    let (began, mut filled) = (Instant::now(), 0);
    while filled < CONTACTS {
        let round = format!("fill-{filled}");
        let next = |connection: usize, number: usize| submission(&round, connection, number);
        filled += load(server.address, CONNECTIONS, SLICE, 201, &next)?
            .latencies
            .len();
    }
    while office.count() < filled {
        if began.elapsed() > TIMEOUT {
            bail!("{} of {filled} reached the back office", office.count());
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    server.stop()?;
    console::line(&format!(
        "{filled} contacts, all handed over, after {:.0?}",
        began.elapsed()
    ));
    let server = Server::start(built, &settings)?;
    forms::measure(&server)?;
    server.stop()?;
    submissions::measure(
        built,
        &settings,
        "SQLite",
        CONNECTIONS,
        ", handed over meanwhile",
    )
}
