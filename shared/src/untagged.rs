//! Reading a value that may have several shapes. Smaller in the browser than `serde(untagged)`, which
//! keeps a copy of every value to try the shapes one after the other.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// A type that is read from more than one of a text, a whole number, a truth value, a list and a map.
pub(crate) trait Untagged: Sized {
    /// The shapes it is read from, for errors.
    const SHAPES: &'static str;

    fn from_text(_: String) -> Option<Self> {
        None
    }

    fn from_number(_: i64) -> Option<Self> {
        None
    }

    fn from_truth(_: bool) -> Option<Self> {
        None
    }

    fn from_list<'de, A: SeqAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(A::Error::custom(format_args!("expected {}", Self::SHAPES)))
    }

    fn from_map<'de, A: MapAccess<'de>>(_: A) -> Result<Self, A::Error> {
        Err(A::Error::custom(format_args!("expected {}", Self::SHAPES)))
    }
}

/// Reads the value in the shape that it has.
pub(crate) fn deserialize<'de, D: Deserializer<'de>, T: Untagged>(value: D) -> Result<T, D::Error> {
    value.deserialize_any(Shapes(PhantomData))
}

/// The map as a map, for [`Untagged::from_map`].
pub(crate) fn map<'de, A: MapAccess<'de>, T: Deserialize<'de>>(map: A) -> Result<T, A::Error> {
    T::deserialize(serde::de::value::MapAccessDeserializer::new(map))
}

/// The list as a list, for [`Untagged::from_list`].
pub(crate) fn list<'de, A: SeqAccess<'de>, T: Deserialize<'de>>(list: A) -> Result<T, A::Error> {
    T::deserialize(serde::de::value::SeqAccessDeserializer::new(list))
}

struct Shapes<T>(PhantomData<T>);

fn or_expected<T: Untagged, E: Error>(value: Option<T>) -> Result<T, E> {
    value.ok_or_else(|| E::custom(format_args!("expected {}", T::SHAPES)))
}

impl<'de, T: Untagged> Visitor<'de> for Shapes<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::SHAPES)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        or_expected(T::from_text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<T, E> {
        or_expected(T::from_text(text))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        or_expected(T::from_number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        or_expected(i64::try_from(number).ok().and_then(T::from_number))
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<T, E> {
        or_expected(T::from_truth(truth))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        T::from_list(list)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        T::from_map(map)
    }
}

/// Implements `Deserialize` by [`Untagged`].
macro_rules! untagged {
    ($($type:ty)*) => {
        $(impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(value: D) -> Result<Self, D::Error> {
                $crate::untagged::deserialize(value)
            }
        })*
    };
}

pub(crate) use untagged;
