//! What a value holds: elements, fields and variants, for the types that read them.

use super::{Js, Misshapen};
use js_sys::{Array, Object, Reflect};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess, Visitor,
};
use serde::forward_to_deserialize_any;
use wasm_bindgen::{JsCast, JsValue};

impl Js {
    #[inline(never)]
    pub(super) fn list(self) -> Result<List, Misshapen> {
        match self.0.dyn_into::<Array>() {
            Ok(all) => Ok(List { all, at: 0 }),
            Err(_) => Err(Misshapen),
        }
    }

    /// A variant is an object with the name as its only key. A name alone is a variant whose fields
    /// all have their defaults.
    #[inline(never)]
    pub(super) fn variant(self, names: &'static [&'static str]) -> Result<Variant, Misshapen> {
        let (name, held) = if let Some(name) = self.0.as_string() {
            (name, Js(Object::new().into()))
        } else {
            let mut fields = self.fields()?;
            let name = fields.next().ok_or(Misshapen)?;
            (name.text()?, fields.value()?)
        };
        let at = names.iter().position(|known| **known == *name);
        let at = at.ok_or(Misshapen)?;
        Ok(Variant { at, held })
    }

    #[inline(never)]
    pub(super) fn known(self, names: &'static [&'static str]) -> Result<Known, Misshapen> {
        let object = self.0.dyn_into().map_err(|_| Misshapen)?;
        Ok(Known {
            object,
            names,
            at: 0,
            value: JsValue::UNDEFINED,
        })
    }

    #[inline(never)]
    pub(super) fn fields(self) -> Result<Fields, Misshapen> {
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

pub(super) struct List {
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

pub(super) struct Fields {
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

/// The fields of a struct: each name it knows is looked up, and is given by its position, so that the
/// program compares no names.
pub(super) struct Known {
    object: Object,
    names: &'static [&'static str],
    at: usize,
    value: JsValue,
}

impl Known {
    /// The position of the next field that the object has.
    #[inline(never)]
    fn next(&mut self) -> Option<usize> {
        while let Some(name) = self.names.get(self.at) {
            self.at += 1;
            self.value = Reflect::get(&self.object, &(*name).into()).unwrap_or_default();
            if !self.value.is_undefined() {
                return Some(self.at - 1);
            }
        }
        None
    }

    #[inline(never)]
    fn value(&mut self) -> Js {
        Js(std::mem::take(&mut self.value))
    }
}

impl<'de> MapAccess<'de> for Known {
    type Error = Misshapen;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Misshapen> {
        match self.next() {
            Some(at) => seed.deserialize(Position(at)).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misshapen> {
        seed.deserialize(self.value())
    }
}

/// The position of a field or variant among the names that its type knows.
struct Position(usize);

impl<'de> Deserializer<'de> for Position {
    type Error = Misshapen;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misshapen> {
        visitor.visit_u64(self.0 as u64)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

pub(super) struct Variant {
    at: usize,
    held: Js,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Misshapen;
    type Variant = Js;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Js), Misshapen> {
        Ok((seed.deserialize(Position(self.at))?, self.held))
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
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misshapen> {
        visitor.visit_map(self.known(names)?)
    }
}
