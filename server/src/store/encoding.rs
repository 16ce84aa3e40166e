//! How values are stored in columns, the same in both databases: enums as fixed words, times
//! as UTC milliseconds, counters as 64-bit integers.
//!
//! An enum of the store decodes itself (`text_enum!`). A type of another crate is read through
//! [`Column`]: `#[sqlx(try_from = "Column<Timestamp>")]`. To store another foreign type, add an
//! [`Encoded`] and a line in `columns_of!`.

use super::error::Undecodable;
use super::{
    DeliveryKind, DeliveryState, Device, DraftEnding, Ending, Identified, OpenedFor, PauseReason,
    ProofKind, Source,
};
use crate::vault::{KeyedHash, Sealed};
use jiff::Timestamp;
use serde::{Serialize, Serializer};
use shared::channel::Channel;
use shared::language::Language;
use shared::reference::Reference;
use shared::service::purpose::Purpose;
use shared::status::Status;
use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Type};

/// An enum with one fixed word for each variant.
pub(super) trait DbEnum: Sized + Copy + 'static {
    /// The enum's name, for the error when a column holds another word.
    const NAME: &'static str;
    fn word(self) -> &'static str;
    fn find(word: &str) -> Option<Self>;

    fn decode(word: &str) -> Result<Self, Undecodable> {
        Self::find(word).ok_or(Undecodable(Self::NAME))
    }
}

/// Decodes a local type from a text column.
macro_rules! text_column {
    ($kind:ty, $text:ident => $decoded:expr) => {
        impl<DB: Database> Type<DB> for $kind
        where
            String: Type<DB>,
        {
            fn type_info() -> DB::TypeInfo {
                <String as Type<DB>>::type_info()
            }

            fn compatible(column: &DB::TypeInfo) -> bool {
                <String as Type<DB>>::compatible(column)
            }
        }

        impl<'r, DB: Database> Decode<'r, DB> for $kind
        where
            String: Decode<'r, DB>,
        {
            fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
                let $text = <String as Decode<DB>>::decode(value)?;
                $decoded
            }
        }
    };
}

text_column!(Sealed, text => Ok(Sealed(text)));
text_column!(KeyedHash, text => Ok(KeyedHash(text)));

macro_rules! text_enum {
    ($kind:ident, $name:literal, $($variant:ident => $word:literal),+) => {
        impl DbEnum for $kind {
            const NAME: &'static str = $name;

            fn word(self) -> &'static str {
                match self { $($kind::$variant => $word),+ }
            }

            fn find(word: &str) -> Option<Self> {
                match word { $($word => Some($kind::$variant),)+ _ => None }
            }
        }

        impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }

        text_column!($kind, text => Ok(<$kind as DbEnum>::decode(&text)?));
    };
}

text_enum!(ProofKind, "kind", Tracking => "tracking", Email => "email", Postcode => "postcode");
text_enum!(DeliveryState, "state", Due => "due", Leased => "leased", Delivered => "delivered", GaveUp => "gave_up");
text_enum!(DeliveryKind, "kind", Request => "request", Email => "email");
text_enum!(PauseReason, "reason", Asked => "asked", Failing => "failing");
text_enum!(Device, "device", Phone => "phone", Tablet => "tablet", Computer => "computer", Program => "program", Unknown => "unknown");
text_enum!(DraftEnding, "reason", Cleared => "cleared", Expired => "expired");
text_enum!(Ending, "ended", Completed => "completed", Outcome => "outcome", Left => "left");
text_enum!(Identified, "identified", None => "none", SecondFact => "second-fact", Account => "account", Staff => "staff");
text_enum!(OpenedFor, "opened_for", Draft => "draft", Request => "request", Conversation => "conversation");

/// Begins the word of an import, before its name.
const IMPORT: &str = "import:";

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Source::Form => serializer.serialize_str("form"),
            Source::Api => serializer.serialize_str("api"),
            Source::Desk => serializer.serialize_str("desk"),
            Source::Import(name) => serializer.collect_str(&format_args!("{IMPORT}{name}")),
        }
    }
}

text_column!(Source, text => Ok(match text.as_str() {
    "form" => Source::Form,
    "api" => Source::Api,
    "desk" => Source::Desk,
    other => match other.strip_prefix(IMPORT) {
        Some(name) => Source::Import(name.to_owned()),
        None => return Err(Undecodable("source").into()),
    },
}));

macro_rules! shared_enum {
    ($kind:ident, $name:literal, $word:ident) => {
        impl DbEnum for $kind {
            const NAME: &'static str = $name;

            fn word(self) -> &'static str {
                self.$word()
            }

            fn find(word: &str) -> Option<Self> {
                $kind::parse(word)
            }
        }

        encoded!($kind, String, $name, |text| $kind::parse(&text));
    };
}

/// A type of another crate and its column type.
pub(super) trait Encoded: Sized {
    type Stored;

    fn decode(stored: Self::Stored) -> Result<Self, Undecodable>;
}

macro_rules! encoded {
    ($kind:ty, $stored:ty, $name:literal, $decode:expr) => {
        impl Encoded for $kind {
            type Stored = $stored;

            fn decode(stored: $stored) -> Result<Self, Undecodable> {
                let decode: fn($stored) -> Option<$kind> = $decode;
                decode(stored).ok_or(Undecodable($name))
            }
        }
    };
}

shared_enum!(Channel, "channel", slug);
shared_enum!(Language, "language", code);
shared_enum!(Purpose, "purpose", slug);
shared_enum!(Status, "status", slug);
encoded!(Reference, String, "reference", |text| Reference::parse(
    &text
));
encoded!(Timestamp, i64, "time", |millis| {
    Timestamp::from_millisecond(millis).ok()
});
encoded!(u8, i64, "number", |stored| u8::try_from(stored).ok());
encoded!(u16, i64, "number", |stored| u16::try_from(stored).ok());
encoded!(u32, i64, "count", |stored| u32::try_from(stored).ok());
encoded!(u64, i64, "count", |stored| u64::try_from(stored).ok());
encoded!(Vec<String>, String, "json", |text| {
    serde_json::from_str(&text).ok()
});

impl<T: Encoded> Encoded for Option<T> {
    type Stored = Option<T::Stored>;

    fn decode(stored: Self::Stored) -> Result<Self, Undecodable> {
        stored.map(T::decode).transpose()
    }
}

/// A column decoded as `T`, for a row's field.
pub struct Column<T>(T);

impl<DB: Database, T: Encoded> Type<DB> for Column<T>
where
    T::Stored: Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <T::Stored as Type<DB>>::type_info()
    }

    fn compatible(column: &DB::TypeInfo) -> bool {
        <T::Stored as Type<DB>>::compatible(column)
    }
}

impl<'r, DB: Database, T: Encoded> Decode<'r, DB> for Column<T>
where
    T::Stored: Decode<'r, DB>,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
        let stored = <T::Stored as Decode<DB>>::decode(value)?;
        Ok(Column(T::decode(stored)?))
    }
}

macro_rules! columns_of {
    ($($kind:ty),+) => {
        $(
            impl From<Column<$kind>> for $kind {
                fn from(column: Column<$kind>) -> $kind {
                    column.0
                }
            }
        )+
    };
}

columns_of!(
    Channel,
    Language,
    Purpose,
    Status,
    Reference,
    Option<Reference>
);
columns_of!(Timestamp, Option<Timestamp>);
columns_of!(Option<u8>, Option<u16>, u32, u64, Vec<String>);

pub(super) fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// Decodes a time that is not a field of a row.
pub(super) fn time(millis: i64) -> Result<Timestamp, Undecodable> {
    Encoded::decode(millis)
}

/// Serialises a reference as stored: without hyphens.
pub(super) fn compact<S: Serializer>(
    reference: &Reference,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&reference.compact())
}

/// Serialises texts as one column of JSON.
pub(super) fn json_text<S: Serializer>(texts: &[String], serializer: S) -> Result<S::Ok, S::Error> {
    let text = serde_json::to_string(texts).map_err(serde::ser::Error::custom)?;
    serializer.serialize_str(&text)
}
