//! What can happen to the island.

use shared::api::address::FoundAddress;

/// Names and values as a form posts them.
pub type Fields = Vec<(String, String)>;

/// Name and value of a button that was pressed.
pub type Button = (String, String);

/// An event, and what was known when it happened.
pub struct Event {
    pub moment: Moment,
    pub kind: EventKind,
}

/// What the machine may know of the outside besides the event itself. It never asks.
#[derive(Clone)]
pub struct Moment {
    /// Milliseconds since 1970, by the person's clock. It may be wrong, and may jump.
    pub now: f64,
    /// What the browser believes. When it says there is no network, there is none; when it
    /// says there is one, there may be none.
    pub online: bool,
    /// For a new draft's id; `None` where the browser has no randomness.
    pub random: Option<[u8; 16]>,
    /// The fields of the page's form, as it would post them now, without a button.
    pub form: Option<Fields>,
}

pub enum EventKind {
    /// A form is about to be posted.
    Submitted {
        action: String,
        /// `None` for one without a name.
        button: Option<Button>,
    },
    /// A link is about to be followed.
    LinkFollowed { href: String },
    /// The browser's Back or Forward changed the address; path and query.
    HistoryMoved { address: String },
    /// The document is being left: a reload, the other language, another site.
    PageHidden,
    /// The browser has a network again.
    Online,
    /// The browser has no network.
    Offline,
    /// The answer to `Effect::LookUp`.
    LookedUp {
        postcode: String,
        found: Result<Vec<FoundAddress>, Failed>,
    },
    /// The answer to `Effect::Save`: the hash of what is stored now.
    Saved(Result<String, Failed>),
    /// The answer to `Effect::CheckServer`: whether the server answered at all.
    ServerChecked { answered: bool },
    /// A timer set by `Effect::SetTimer` ran out.
    TimedOut(u32),
}

/// Why a request to the server failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// No answer.
    Lost,
    /// The server cannot do it now (5xx, 429) or did not receive it in time (408): worth
    /// trying again.
    Later,
    /// The server will not do it (other 4xx): trying again changes nothing.
    Refused,
}
