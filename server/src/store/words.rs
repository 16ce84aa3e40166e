//! How enums and times are written in columns.

use super::rows::{DeliveryKind, DeliveryState, Device, Ending, LookupKind};
use super::{StoreError, StoreResult};
use jiff::Timestamp;
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::status::Status;

/// An enum with one fixed word for each variant.
pub(super) trait Word: Sized + Copy + 'static {
    const COLUMN: &'static str;
    fn word(self) -> &'static str;
    fn find(word: &str) -> Option<Self>;

    fn read(word: &str) -> StoreResult<Self> {
        Self::find(word).ok_or(StoreError::Corrupt(Self::COLUMN))
    }
}

macro_rules! words {
    ($kind:ident, $column:literal, $($variant:ident => $word:literal),+) => {
        impl Word for $kind {
            const COLUMN: &'static str = $column;
            fn word(self) -> &'static str {
                match self { $($kind::$variant => $word),+ }
            }
            fn find(word: &str) -> Option<Self> {
                match word { $($word => Some($kind::$variant),)+ _ => None }
            }
        }
    };
}

words!(LookupKind, "kind", Tracking => "tracking", Email => "email", Postcode => "postcode");
words!(DeliveryState, "state", Due => "due", Leased => "leased", Delivered => "delivered", GaveUp => "gave_up");
words!(DeliveryKind, "kind", Request => "request", Email => "email");
words!(Device, "device", Phone => "phone", Tablet => "tablet", Computer => "computer", Program => "program", Unknown => "unknown");
words!(Ending, "ended", Completed => "completed", Outcome => "outcome", Left => "left");

macro_rules! shared_words {
    ($kind:ident, $column:literal, $word:ident) => {
        impl Word for $kind {
            const COLUMN: &'static str = $column;
            fn word(self) -> &'static str {
                self.$word()
            }
            fn find(word: &str) -> Option<Self> {
                $kind::parse(word)
            }
        }
    };
}

shared_words!(Channel, "channel", slug);
shared_words!(Language, "language", code);
shared_words!(Status, "status", slug);

pub(super) fn reference(text: &str) -> StoreResult<Reference> {
    Reference::parse(text).ok_or(StoreError::Corrupt("reference"))
}

pub(super) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

pub(super) fn time(millis: i64) -> StoreResult<Timestamp> {
    Timestamp::from_millisecond(millis).map_err(|_| StoreError::Corrupt("time"))
}

/// Counters are never negative and never near four billion.
pub(super) fn count(stored: i64) -> StoreResult<u32> {
    u32::try_from(stored).map_err(|_| StoreError::Corrupt("count"))
}
