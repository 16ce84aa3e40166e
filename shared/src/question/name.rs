//! The `name` kind: a person's name, in any script, in one field.

use super::rules::{CheckContext, Checked, ContactDetail, Fault, QuestionKind, ShowContext, one};
use super::text;
use super::value::Value;
use crate::answers::Typed;
use serde::{Deserialize, Serialize};

/// Maximum length in characters. Back offices truncate longer names; no known name is longer.
pub const MAX: u32 = 120;

/// A person's name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct NameKind {}

impl QuestionKind for NameKind {
    fn slug(&self) -> &'static str {
        "name"
    }

    /// Accepts anything with at least one letter of any script: names come in every form.
    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        let text = one(typed)?;
        text::sound(text, MAX, None)?;
        if !text.is_empty() && !text.chars().any(char::is_alphabetic) {
            return Err(vec![Fault::at(None, "not-a-name")]);
        }
        Ok(text::value(text))
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        text::lines(value)
    }

    fn contact(&self) -> Option<ContactDetail> {
        Some(ContactDetail::Name)
    }
}

#[cfg(feature = "authoring")]
mod authored {
    use super::{MAX, NameKind};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for NameKind {
        fn codes(&self) -> &'static [&'static str] {
            &["control-characters", "too-long", "not-a-name"]
        }

        fn asks_about(&self) -> bool {
            true
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "maxLength": MAX})
        }

        fn sample(&self, _: &SampleContext<'_>) -> Typed {
            Typed::Text("Sam Example".to_owned())
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            let names = ["Siân Morgan", "李小龙", "O’Neill", "Ọlá"];
            Typed::Text((*pick(draw, &names)).to_owned())
        }
    }
}
