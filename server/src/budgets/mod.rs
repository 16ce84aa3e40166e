//! Budgets: how much a stranger may cause of what costs others something.
//!
//! A limit of requests (`http/limits`) protects this server and refuses. A budget
//! protects crews, mailboxes, figures and secrets, and says when one more is allowed; the room
//! that does the work decides what happens until then. Each is a class in the URL table.
//!
//! - `sends`: accepted requests. Above it they are held, never lost.
//! - `mails`: emails to residents; [`mailbox`](mailbox()) names the mailbox of an address.
//! - `ratings`: satisfaction ratings; `guesses`: second facts.
//! - `rate` counts; `networks` are what an address is counted as.
//!
//! All state is in this process, except that wrong guesses are also in the store.
//!
//! To add a budget: its table in `config/limits.rs` and `doorstep.toml`, a file here, a field of
//! [`Budgets`], its class in `http/limits`.

mod guesses;
mod mailbox;
mod mails;
mod networks;
mod rate;
mod ratings;
mod sends;

pub use guesses::{GuessCounter, Guesses};
pub use mailbox::mailbox;
pub use mails::{MailReservation, Mails};
pub use rate::{Key, Rate, Taken};
pub use sends::SendReservation;

use crate::config::limits::Limits;
use crate::config::network;
use ipnet::IpNet;
use jiff::Timestamp;
use ratings::Ratings;
use sends::Sends;
use std::net::IpAddr;

/// Who causes something.
#[derive(Debug, Clone, Copy, Default)]
pub struct Caller {
    session: Option<Key>,
    address: Option<IpAddr>,
}

impl Caller {
    /// A guest's browser, or a program without a name: counted by session and by address.
    pub fn anonymous(session: Option<&str>, address: Option<IpAddr>) -> Caller {
        Caller {
            session: session.map(Key::of),
            address,
        }
    }

    /// Somebody who has signed in, or a program with a key: counted alone, wherever from.
    pub fn known(actor: &str) -> Caller {
        Caller {
            session: Some(Key::of(("actor", actor))),
            address: None,
        }
    }
}

/// Every budget.
pub struct Budgets {
    sends: Sends,
    mails: Mails,
    ratings: Ratings,
    guesses: Guesses,
    exempt: Vec<IpNet>,
    proxies: Vec<IpNet>,
}

impl Budgets {
    /// The budgets of these settings. `proxies` are trusted, and never exempt.
    pub fn new(limits: &Limits, proxies: &[IpNet]) -> Budgets {
        Budgets {
            sends: Sends::new(&limits.send),
            mails: Mails::new(&limits.mail),
            ratings: Ratings::new(&limits.rating),
            guesses: Guesses::new(&limits.guess),
            exempt: limits.exempt.clone(),
            proxies: proxies.to_vec(),
        }
    }

    /// The reservation of a caller that sends a request.
    pub fn send(&self, caller: Caller, now: Timestamp) -> SendReservation<'_> {
        self.sends.reserve(self.counted(caller), now)
    }

    /// The reservation of the confirmation of a request to a [`mailbox`](mailbox()).
    pub fn confirmation(
        &self,
        caller: Caller,
        mailbox: &str,
        now: Timestamp,
    ) -> MailReservation<'_> {
        let caller = self.counted(caller);
        self.mails.confirmation(caller, mailbox, now)
    }

    /// Takes one rating.
    ///
    /// # Errors
    /// When the next one is allowed.
    pub fn rating(&self, caller: Caller, now: Timestamp) -> Result<Taken<'_>, Timestamp> {
        self.ratings.take(self.counted(caller), now)
    }

    pub fn mails(&self) -> &Mails {
        &self.mails
    }

    pub fn guesses(&self) -> &Guesses {
        &self.guesses
    }

    /// The caller as counted: without an address that is exempt.
    fn counted(&self, caller: Caller) -> Caller {
        let is_exempt = |address| network::is_exempt(&self.exempt, &self.proxies, address);
        Caller {
            address: caller.address.filter(|address| !is_exempt(*address)),
            ..caller
        }
    }

    /// Drops what no longer counts.
    pub fn sweep(&self, now: Timestamp) {
        self.sends.sweep(now);
        self.mails.sweep(now);
        self.ratings.sweep(now);
        self.guesses.sweep(now);
    }
}
