//! Deserialises JSON parsed by the browser.
//!
//! Exists for size: `JSON.parse` is built into the browser, so the program needs no JSON parser,
//! and nothing reads the errors, so there is one error without a message. Together this saves a
//! quarter of what `serde_json` added. Measure the size before replacing this with a library such
//! as `serde-wasm-bindgen`.

use js_sys::{Array, JSON, Object, Reflect};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use wasm_bindgen::{JsCast, JsValue};

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

    #[inline(never)]
    fn list(self) -> Result<List, Misshapen> {
        match self.0.dyn_into::<Array>() {
            Ok(all) => Ok(List { all, at: 0 }),
            Err(_) => Err(Misshapen),
        }
    }

    /// A variant is an object with the name as its only key. A name alone is a variant whose fields
    /// all have their defaults.
    #[inline(never)]
    fn variant(self) -> Result<Variant, Misshapen> {
        if self.0.is_string() {
            return Ok(Variant {
                name: self,
                held: Js(Object::new().into()),
            });
        }
        let mut fields = self.fields()?;
        let name = fields.next().ok_or(Misshapen)?;
        let held = fields.value()?;
        Ok(Variant { name, held })
    }

    #[inline(never)]
    fn fields(self) -> Result<Fields, Misshapen> {
        match self.0.dyn_into::<Object>() {
            Ok(object) => Ok(Fields {
                names: Object::keys(&object),
                object,
                at: 0,
            }),
            Err(_) => Err(Misshapen),
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
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_map(self.fields()?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_enum(self.variant()?)
    }
}

struct List {
    all: Array,
    at: u32,
}

impl List {
    #[inline(never)]
    fn next(&mut self) -> Option<Js> {
        if self.at == self.all.length() {
            return None;
        }
        self.at += 1;
        Some(Js(self.all.get(self.at - 1)))
    }
}

impl<'de> SeqAccess<'de> for List {
    type Error = Misshapen;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Misshapen> {
        match self.next() {
            Some(element) => seed.deserialize(element).map(Some),
            None => Ok(None),
        }
    }
}

struct Fields {
    object: Object,
    names: Array,
    at: u32,
}

impl Fields {
    #[inline(never)]
    fn next(&mut self) -> Option<Js> {
        if self.at == self.names.length() {
            return None;
        }
        self.at += 1;
        Some(Js(self.names.get(self.at - 1)))
    }

    /// The value of the field that `next` returned last.
    #[inline(never)]
    fn value(&self) -> Result<Js, Misshapen> {
        let name = self.names.get(self.at - 1);
        match Reflect::get(&self.object, &name) {
            Ok(value) => Ok(Js(value)),
            Err(_) => Err(Misshapen),
        }
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Misshapen;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misshapen> {
        match self.next() {
            Some(name) => seed.deserialize(name).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misshapen> {
        seed.deserialize(self.value()?)
    }
}

struct Variant {
    name: Js,
    held: Js,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Misshapen;
    type Variant = Js;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Js), Misshapen> {
        Ok((seed.deserialize(self.name)?, self.held))
    }
}

impl<'de> VariantAccess<'de> for Js {
    type Error = Misshapen;

    fn unit_variant(self) -> Result<(), Misshapen> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Misshapen> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Misshapen> {
        visitor.visit_seq(self.list()?)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_map(self.fields()?)
    }
}
