//! The `textarea` kind: several lines.

use super::rules::{CheckContext, Checked, Fault, QuestionKind, ShowContext, TextLimit, one};
use super::value::Value;
use super::{invisible, text};
use crate::answers::Typed;
use serde::{Deserialize, Serialize};

/// Several lines of text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct TextareaKind {
    /// Maximum length in characters.
    #[serde(skip_serializing_if = "text::is_unstated")]
    pub limit: u32,
}

impl QuestionKind for TextareaKind {
    fn slug(&self) -> &'static str {
        "textarea"
    }

    /// Line ends count as one character each, as in the browser's counter.
    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        let text = one(typed)?;
        sound(text, self.limit, None)?;
        Ok(text::value(text))
    }

    fn text_limit(&self) -> TextLimit {
        TextLimit::lines(self.limit)
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        text::lines(value)
    }
}

/// [`text::sound`] for several lines.
pub fn sound(typed: &str, limit: u32, part: Option<&'static str>) -> Result<(), Vec<Fault>> {
    if invisible::has_deceptive(typed, true) {
        return Err(vec![Fault::at(part, "control-characters")]);
    }
    text::within(typed, limit, part)
}

#[cfg(feature = "authoring")]
mod authored {
    use super::TextareaKind;
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for TextareaKind {
        fn codes(&self) -> &'static [&'static str] {
            &["control-characters", "too-long"]
        }

        fn mistakes(&self) -> Vec<String> {
            limit_mistakes(self.limit)
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "maxLength": self.limit})
        }

        fn sample(&self, _: &SampleContext<'_>) -> Typed {
            Typed::Text(example(self.limit))
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            let limit = 1 + draw.below(300) as u32;
            Some(Kind::Textarea(TextareaKind { limit }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            Typed::Text(random_words(draw, self.limit))
        }
    }
}
