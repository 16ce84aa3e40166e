//! Events that the machine handles.

use shared::api::address::FoundAddress;
use shared::facts::Facts;

/// Names and values as a form posts them.
pub type Fields = Vec<(String, String)>;

/// Name and value of a button.
pub type Button = (String, String);

/// An event, and the context it happened in.
pub struct Event {
    pub moment: Moment,
    pub kind: EventKind,
}

/// Everything the machine may read from outside, besides the event itself.
#[derive(Clone)]
pub struct Moment {
    /// Milliseconds since 1970, by the device's clock, which may be wrong and may jump.
    pub now: f64,
    /// Whether the browser reports a network. `false` is reliable, `true` is not.
    pub online: bool,
    /// For a new draft's id; `None` if the browser has no source of randomness.
    pub random: Option<[u8; 16]>,
    /// The fields of the page's form as it would post them now, without a button.
    pub form: Option<Fields>,
}

pub enum EventKind {
    /// A form is about to be posted.
    Submitted {
        action: String,
        /// `None` for a button without a name.
        button: Option<Button>,
    },
    /// A link is about to be followed.
    LinkFollowed { href: String },
    /// Back or Forward changed the URL; path and query.
    HistoryMoved { address: String },
    /// The document is being unloaded: a reload, the other language, another site.
    PageHidden,
    /// The browser has a network again.
    Online,
    /// The browser has no network.
    Offline,
    /// The result of `Effect::LookUp`.
    LookedUp {
        postcode: String,
        found: Result<Vec<FoundAddress>, Failed>,
    },
    /// The result of `Effect::Save`: the hash of the stored answers.
    Saved(Result<String, Failed>),
    /// The result of `Effect::CheckServer`: the server's facts, if it is able to respond.
    ServerChecked(Result<Facts, Failed>),
    /// The result of `Effect::DrawFrame`: whether the header and the footer were replaced.
    FrameDrawn(bool),
    /// A timer set by `Effect::SetTimer` expired.
    TimedOut(u32),
}

/// Why a request to the server failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// No response.
    Lost,
    /// The server is temporarily unable (5xx, 429) or timed out reading the request (408): worth
    /// retrying.
    Later,
    /// The server refuses (other 4xx): retrying changes nothing.
    Refused,
}
