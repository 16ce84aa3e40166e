//! How it behaves: as an integrator's system should, or wrongly in one of several ways. Set on the
//! page or with `POST /mode?set=…`, and kept in its file.

use serde::{Deserialize, Serialize};
use std::time::Duration;

/// The longest it holds back an answer or waits before it reports progress, in seconds.
pub(super) const MOST_SECONDS: u64 = 600;

/// How it behaves until something else is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Behaviour {
    pub mode: Mode,
    /// How long [`Mode::Slow`] holds back an answer.
    pub seconds: u64,
    /// What [`Mode::Refuse`] answers: a code for programs and a sentence for the resident.
    pub code: String,
    pub sentence: String,
    pub lie: Lie,
    /// Reports progress by itself; `None`: only when a button is pressed.
    pub pace: Option<Pace>,
}

/// When it reports progress by itself, counted from receiving a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pace {
    pub in_progress_after: Duration,
    pub done_after: Duration,
}

impl Default for Pace {
    fn default() -> Pace {
        Pace {
            in_progress_after: Duration::from_secs(5),
            done_after: Duration::from_secs(15),
        }
    }
}

impl Behaviour {
    pub fn new(pace: Option<Pace>) -> Behaviour {
        Behaviour {
            mode: Mode::Ok,
            seconds: 15,
            code: "not-ours".to_owned(),
            sentence: "We could not find this place on our rounds.".to_owned(),
            lie: Lie::None,
            pace,
        }
    }

    /// Whether Doorstep can rely on it.
    pub fn is_good(&self) -> bool {
        self.mode == Mode::Ok && self.lie == Lie::None
    }
}

/// One choice as shown on the page.
pub(super) struct Words {
    /// For programs.
    pub slug: &'static str,
    pub title: &'static str,
    /// What to look for on the resident's page.
    pub look_for: &'static str,
}

/// What it does when a request arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Mode {
    Ok,
    /// Does the work, then answers only after some seconds.
    Slow,
    /// 503, and nothing is stored.
    Down,
    /// Ends the connection without an answer, and nothing is stored.
    Closed,
    /// 429 with `Retry-After: 2`, and nothing is stored.
    Busy,
    /// 403 without a code, and nothing is stored.
    Forbid,
    /// Refuses every request for good: 422 with a code and a sentence.
    Refuse,
    /// Does the work, then answers 200 with a web page.
    Lying,
}

impl Mode {
    pub const ALL: [Mode; 8] = [
        Mode::Ok,
        Mode::Slow,
        Mode::Down,
        Mode::Closed,
        Mode::Busy,
        Mode::Forbid,
        Mode::Refuse,
        Mode::Lying,
    ];

    pub fn words(self) -> Words {
        let (slug, title, look_for) = match self {
            Mode::Ok => (
                "ok",
                "Normal: stores the request and answers with its own reference",
                "the status is Accepted, with that reference, within seconds.",
            ),
            Mode::Slow => (
                "slow",
                "Slow: stores the request and answers after some seconds",
                "the status stays Received meanwhile. After 10 seconds Doorstep stops waiting and \
                 asks again, and here it is still one request.",
            ),
            Mode::Down => (
                "down",
                "Down: answers 503 and stores nothing",
                "the request is safe and Doorstep keeps trying. After you choose Normal, the \
                 status is Accepted at the next attempt.",
            ),
            Mode::Closed => (
                "closed",
                "Gone: closes the connection without an answer and stores nothing",
                "the same as when it is down.",
            ),
            Mode::Busy => (
                "busy",
                "Busy: answers 429, asks for 2 seconds and stores nothing",
                "the same as when it is down, and Doorstep waits as long as it was asked to.",
            ),
            Mode::Forbid => (
                "forbid",
                "Forbid: answers 403 and stores nothing",
                "the request is safe and Doorstep keeps trying. The operator gets an email in \
                 var/mail, because a person has to correct something.",
            ),
            Mode::Refuse => (
                "refuse",
                "Refuse: answers 422 with a code and a sentence",
                "the request is refused with this sentence, and Doorstep never sends it again.",
            ),
            Mode::Lying => (
                "lying",
                "Lie: stores the request, then answers 200 with a sign-in page",
                "the status is not Accepted, because there is no reference. Doorstep asks again, \
                 and here it is still one request.",
            ),
        };
        Words {
            slug,
            title,
            look_for,
        }
    }

    pub fn parse(slug: &str) -> Option<Mode> {
        Mode::ALL.into_iter().find(|mode| mode.words().slug == slug)
    }
}

/// What is wrong with the progress it reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Lie {
    None,
    /// The signature is one of other bytes.
    WrongSignature,
    /// Signed ten minutes ago.
    OldMessage,
    /// It happened a year ago, before the request.
    OldDate,
    /// A true message, then another one under the same id.
    ReusedId,
    /// About a request that does not exist.
    UnknownReference,
}

impl Lie {
    pub const ALL: [Lie; 6] = [
        Lie::None,
        Lie::WrongSignature,
        Lie::OldMessage,
        Lie::OldDate,
        Lie::ReusedId,
        Lie::UnknownReference,
    ];

    pub fn words(self) -> Words {
        let (slug, title, look_for) = match self {
            Lie::None => (
                "none",
                "The truth",
                "the new status and your words, seconds after you press.",
            ),
            Lie::WrongSignature => (
                "wrong-signature",
                "A lie: with a wrong signature",
                "nothing changes. Doorstep answers 401.",
            ),
            Lie::OldMessage => (
                "old-message",
                "A lie: signed ten minutes ago, as a recorded message would be",
                "nothing changes. Doorstep answers 401.",
            ),
            Lie::OldDate => (
                "old-date",
                "A lie: with a date a year ago, before the request",
                "nothing changes. Doorstep answers 422.",
            ),
            Lie::ReusedId => (
                "reused-id",
                "A lie: the truth, then other words under the same id",
                "only the first words are there. Doorstep answers 409 to the others.",
            ),
            Lie::UnknownReference => (
                "unknown-reference",
                "A lie: with a reference that does not exist",
                "nothing changes. Doorstep answers 404.",
            ),
        };
        Words {
            slug,
            title,
            look_for,
        }
    }

    pub fn parse(slug: &str) -> Option<Lie> {
        Lie::ALL.into_iter().find(|lie| lie.words().slug == slug)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_is_what_a_program_sets() {
        for mode in Mode::ALL {
            assert_eq!(serde_json::to_value(mode).unwrap(), mode.words().slug);
            assert_eq!(Mode::parse(mode.words().slug), Some(mode));
        }
        for lie in Lie::ALL {
            assert_eq!(serde_json::to_value(lie).unwrap(), lie.words().slug);
            assert_eq!(Lie::parse(lie.words().slug), Some(lie));
        }
        assert_eq!(Mode::parse("OK"), None);
    }
}
