//! Deserialises JSON parsed by the browser.
//!
//! Exists for size: `JSON.parse` is built into the browser, so the program needs no JSON parser,
//! and nothing reads the errors, so there is one error without a message. Together this saves a
//! quarter of what `serde_json` added. Measure the size before replacing this with a library such
//! as `serde-wasm-bindgen`. Fields and variants are given to a type by their position among the names
//! it knows ([`access`]), so it must have no `alias`.

mod access;

use js_sys::JSON;
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};
use wasm_bindgen::JsValue;

/// Parses a JSON text; `None` if it does not have the shape of `T`.
pub fn parse<T: DeserializeOwned>(json: &str) -> Option<T> {
    T::deserialize(Js(JSON::parse(json).ok()?)).ok()
}

/// The data does not have the expected shape.
#[derive(Debug)]
pub struct Misshapen;

impl std::fmt::Display for Misshapen {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Misshapen {}

impl Error for Misshapen {
    fn custom<T: std::fmt::Display>(_: T) -> Misshapen {
        Misshapen
    }

    fn invalid_type(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Misshapen {
        Misshapen
    }

    fn invalid_value(_: serde::de::Unexpected<'_>, _: &dyn serde::de::Expected) -> Misshapen {
        Misshapen
    }

    fn invalid_length(_: usize, _: &dyn serde::de::Expected) -> Misshapen {
        Misshapen
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Misshapen {
        Misshapen
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Misshapen {
        Misshapen
    }

    fn missing_field(_: &'static str) -> Misshapen {
        Misshapen
    }

    fn duplicate_field(_: &'static str) -> Misshapen {
        Misshapen
    }
}

/// One value. Each type asks only for what it needs, so that the program contains no code to read
/// a struct from a list or a number from a text. What does not depend on the type is in functions of
/// its own that are never inlined: they would be repeated for every type.
struct Js(JsValue);

impl Js {
    #[inline(never)]
    fn text(&self) -> Result<String, Misshapen> {
        self.0.as_string().ok_or(Misshapen)
    }

    /// Only whole numbers are supported; definitions, facts and the API use no others.
    #[inline(never)]
    fn number(&self) -> Result<i64, Misshapen> {
        match self.0.as_f64() {
            Some(number) if number.fract() == 0.0 => Ok(number as i64),
            _ => Err(Misshapen),
        }
    }
}

macro_rules! numbers {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
            visitor.visit_i64(self.number()?)
        })*
    };
}

macro_rules! texts {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
            visitor.visit_string(self.text()?)
        })*
    };
}

macro_rules! never {
    ($($name:ident)*) => {
        $(fn $name<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Misshapen> {
            Err(Misshapen)
        })*
    };
}

impl<'de> Deserializer<'de> for Js {
    type Error = Misshapen;

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    texts! { deserialize_str deserialize_string deserialize_identifier }

    never! {
        deserialize_f32 deserialize_f64 deserialize_char deserialize_bytes deserialize_byte_buf
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
        if let Some(text) = self.0.as_string() {
            visitor.visit_string(text)
        } else if let Some(truth) = self.0.as_bool() {
            visitor.visit_bool(truth)
        } else if self.0.is_null() {
            visitor.visit_unit()
        } else if self.0.as_f64().is_some() {
            visitor.visit_i64(self.number()?)
        } else if self.0.is_array() {
            visitor.visit_seq(self.list()?)
        } else {
            visitor.visit_map(self.fields()?)
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
        visitor.visit_bool(self.0.as_bool().ok_or(Misshapen)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
        visitor.visit_seq(self.list()?)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_seq(self.list()?)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_seq(self.list()?)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
        visitor.visit_map(self.fields()?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_map(self.known(names)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_enum(self.variant(names)?)
    }
}
