//! Conditions: when something is asked, shown or decided. Pure data, evaluated by
//! [`crate::journey::Journey::holds`].

use crate::untagged::{Untagged, untagged};
use serde::{Deserialize, Serialize};

/// Maximum nesting depth of conditions.
pub const MAX_DEPTH: usize = 16;

/// A statement about the answers so far and the [`crate::facts::Facts`].
///
/// A condition on a hidden or unanswered question is false (so its `not` is true).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// An option of radios, checkboxes or yes-no is chosen.
    Chose {
        question: String,
        any_of: Vec<String>,
    },
    Answered(String),
    /// The text, place or address mentions one of these names, such as `M20` or `Chatham`: as whole
    /// words, whatever their case, spaces and punctuation.
    Mentions {
        question: String,
        any_of: Vec<String>,
        /// Directly before one of these words a name is part of another: `Chatham Road`.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        not_before: Vec<String>,
    },
    /// The text is a list of more than this many entries, one on each line or separated by a comma,
    /// a semicolon, `&` or "and".
    Entries {
        question: String,
        more_than: u32,
    },
    /// How long ago a date is, in days; negative is the future.
    DaysAgo(DaysAgo),
    /// The time of day in Europe/London is in `from..before` (either may be left out). Spans
    /// midnight when `from` is later than `before`.
    Clock {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Amount>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<Amount>,
    },
    /// Whether today is Monday to Friday and not a bank holiday.
    WorkingDay(bool),
    /// The address lies in the area of one of these authorities; `served` means any authority of
    /// the definition, `unknown` an address missing from the gazetteer, `abroad` one outside the UK.
    Area {
        question: String,
        any_of: Vec<String>,
    },
    /// Two address questions have answers in the same authority's area.
    SameArea(String, String),
    /// Two questions have equal answers (addresses by UPRN, else by line and postcode).
    Same(String, String),
    /// A parameter of the serving authority is true.
    Parameter(String),
    /// The contact arrived through one of these channels.
    Channel(Vec<crate::channel::Channel>),
    SignedIn(bool),
}

/// Limits on how long ago a date is. All stated limits must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct DaysAgo {
    pub question: String,
    /// Count Monday to Friday outside bank holidays only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub working: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub more_than: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fewer_than: Option<Amount>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exactly: Option<Amount>,
}

/// A number, or the name of a parameter that holds it. Times of day are `HH:MM` texts, evaluated as
/// minutes since midnight.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Amount {
    Number(i64),
    /// `17:00`, or the name of a parameter.
    Named(String),
}

untagged!(Amount);

impl Untagged for Amount {
    const SHAPES: &'static str = "a whole number or a text";

    fn from_number(number: i64) -> Option<Amount> {
        Some(Amount::Number(number))
    }

    fn from_text(text: String) -> Option<Amount> {
        Some(Amount::Named(text))
    }
}

impl Condition {
    /// Calls `visit` with every condition that has no others inside.
    pub(crate) fn each_leaf<'a>(&'a self, visit: &mut dyn FnMut(&'a Condition)) {
        match self {
            Condition::All(many) | Condition::Any(many) => {
                many.iter().for_each(|one| one.each_leaf(visit));
            }
            Condition::Not(one) => one.each_leaf(visit),
            leaf => visit(leaf),
        }
    }

    /// The ids of the questions that a condition without others inside depends on.
    pub(crate) fn questions(&self) -> Vec<&str> {
        match self {
            Condition::Chose { question, .. }
            | Condition::Answered(question)
            | Condition::Mentions { question, .. }
            | Condition::Entries { question, .. }
            | Condition::Area { question, .. } => vec![question],
            Condition::DaysAgo(limits) => vec![&limits.question],
            Condition::SameArea(one, other) | Condition::Same(one, other) => vec![one, other],
            Condition::All(_)
            | Condition::Any(_)
            | Condition::Not(_)
            | Condition::Clock { .. }
            | Condition::WorkingDay(_)
            | Condition::Parameter(_)
            | Condition::Channel(_)
            | Condition::SignedIn(_) => Vec::new(),
        }
    }

    /// Whether time alone can change it.
    pub(crate) fn is_over_time(&self) -> bool {
        let mut over_time = false;
        self.each_leaf(&mut |leaf| {
            over_time |= matches!(
                leaf,
                Condition::DaysAgo(_) | Condition::Clock { .. } | Condition::WorkingDay(_)
            );
        });
        over_time
    }

    /// Whether the condition depends on the area of this address question.
    pub(crate) fn asks_where(&self, question: &str) -> bool {
        match self {
            Condition::All(all) | Condition::Any(all) => {
                all.iter().any(|one| one.asks_where(question))
            }
            Condition::Not(one) => one.asks_where(question),
            Condition::Area { question: id, .. } => id == question,
            Condition::SameArea(one, other) => one == question || other == question,
            _ => false,
        }
    }
}

/// `HH:MM` as minutes since midnight; `24:00` is the end of the day.
pub(crate) fn minute_of(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |text: &str, most: i64| {
        let sound = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        sound
            .then(|| text.bytes().fold(0, |n, b| n * 10 + i64::from(b - b'0')))
            .filter(|value| *value <= most)
    };
    let minute = number(hours, 24)? * 60 + number(minutes, 59)?;
    (minute <= 24 * 60).then_some(minute)
}
