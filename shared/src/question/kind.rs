//! Builds the enum from the list of kinds, and reads and writes kinds in definitions.
//!
//! A kind whose fields all have their defaults is written as a string (`"yes-no"`), any other as a
//! table under its name (`{ yes-no = { yes = "Aye", no = "Nay" } }`). Both forms are read for every
//! kind, and default values are never written, so a new field does not change the version of
//! definitions that do not use it. The browser's deserialiser reads both forms of any enum, so
//! [`either_form`] is not in its program.

/// Generates the enum, its dispatch and the list of all kinds from one list.
macro_rules! kinds {
    ($($kind:ident($fields:ty),)*) => {
        /// The kind of a question.
        #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
        #[cfg_attr(feature = "authoring", serde(remote = "Self"))]
        #[serde(rename_all = "kebab-case")]
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

            /// Every kind once, with default fields.
            #[cfg(feature = "authoring")]
            pub fn all() -> Vec<Kind> {
                vec![$(Kind::$kind(<$fields>::default()),)*]
            }

            #[cfg(feature = "authoring")]
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

#[cfg(feature = "authoring")]
mod either_form {
    use crate::question::Kind;
    use serde::de::value::{MapAccessDeserializer, MapDeserializer};
    use serde::de::{Error, IgnoredAny, MapAccess, Visitor};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::iter;

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

        /// Reads a bare name as the name of an empty table.
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
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for super::Kind {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Kind".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let schemas = super::Kind::schemas(generator);
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
