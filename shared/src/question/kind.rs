//! How the list of kinds becomes the enum, and how a kind is written in a definition.
//!
//! A kind whose fields all have their defaults is written as a string (`"yes-no"`), any other as
//! a table of its fields below its name (`{ yes-no = { yes = "Aye", no = "Nay" } }`). Both forms
//! are read for every kind, and fields with their defaults are never written: so a kind that
//! gains a field keeps the versions of the definitions that do not state it.

use super::Kind;
use serde::de::value::{MapAccessDeserializer, MapDeserializer};
use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::iter;

/// Makes the enum, its one dispatch and the list of all kinds from the same lines.
macro_rules! kinds {
    ($($kind:ident($fields:ty),)*) => {
        /// What is asked for.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[serde(remote = "Self", rename_all = "kebab-case")]
        pub enum Kind {
            $($kind($fields),)*
        }

        impl Kind {
            /// The rules of this kind.
            pub fn rules(&self) -> &dyn QuestionKind {
                match self {
                    $(Kind::$kind(fields) => fields,)*
                }
            }

            /// Every kind once, with its defaults.
            #[cfg(feature = "authoring")]
            pub fn all() -> Vec<Kind> {
                vec![$(Kind::$kind(<$fields>::default()),)*]
            }

            fn has_defaults(&self) -> bool {
                match self {
                    $(Kind::$kind(fields) => *fields == <$fields>::default(),)*
                }
            }

            /// The names of all kinds, each with the schema of its fields.
            #[cfg(feature = "schema")]
            fn schemas(
                generator: &mut schemars::SchemaGenerator,
            ) -> Vec<(&'static str, schemars::Schema)> {
                vec![$((
                    <$fields>::default().slug(),
                    generator.subschema_for::<$fields>(),
                ),)*]
            }
        }
    };
}

pub(super) use kinds;

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.has_defaults() {
            serializer.serialize_str(self.rules().slug())
        } else {
            Kind::serialize(self, serializer)
        }
    }
}

impl<'de> Deserialize<'de> for Kind {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Kind, D::Error> {
        deserializer.deserialize_any(EitherForm)
    }
}

struct EitherForm;

impl<'de> Visitor<'de> for EitherForm {
    type Value = Kind;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the name of a kind, or a table with one name and its fields")
    }

    /// Reads a name as if it stood above an empty table.
    fn visit_str<E: Error>(self, slug: &str) -> Result<Kind, E> {
        let no_fields = MapDeserializer::new(iter::empty::<(&str, &str)>());
        self.visit_map(MapDeserializer::new(iter::once((slug, no_fields))))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Kind, A::Error> {
        let kind = Kind::deserialize(MapAccessDeserializer::new(&mut map))?;
        match map.next_key::<IgnoredAny>()? {
            None => Ok(kind),
            Some(_) => Err(A::Error::custom("a question has one kind")),
        }
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Kind {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let schemas = Kind::schemas(generator);
        let names: Vec<&str> = schemas.iter().map(|(slug, _)| *slug).collect();
        let mut forms = vec![serde_json::json!({"type": "string", "enum": names})];
        forms.extend(schemas.into_iter().map(|(slug, fields)| {
            serde_json::json!({
                "type": "object",
                "properties": {slug: fields},
                "required": [slug],
                "additionalProperties": false,
            })
        }));
        schemars::json_schema!({"description": "What is asked for.", "oneOf": forms})
    }
}
