//! The `text` kind: one short line. Also holds what all text-based kinds share.

use super::rules::{CheckContext, Checked, Fault, QuestionKind, ShowContext, TextLimit, one};
use super::value::Value;
use super::{invisible, normalise};
use crate::answers::Typed;
use serde::{Deserialize, Serialize};

/// A short line.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct TextKind {
    /// Maximum length in characters.
    #[serde(skip_serializing_if = "is_unstated")]
    pub max: u32,
}

impl QuestionKind for TextKind {
    fn slug(&self) -> &'static str {
        "text"
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        let text = one(typed)?;
        sound(text, self.max, None)?;
        Ok(value(text))
    }

    fn text_limit(&self) -> TextLimit {
        TextLimit::line(self.max)
    }

    fn lines(&self, value: &Value, _: &ShowContext<'_>) -> Vec<String> {
        lines(value)
    }
}

/// Whether a definition leaves the limit out.
pub(super) fn is_unstated(limit: &u32) -> bool {
    *limit == 0
}

/// A text as an answer; `None` when blank.
pub(super) fn value(text: &str) -> Option<Value> {
    (!text.is_empty()).then(|| Value::Text(text.to_owned()))
}

/// The display lines of a text answer.
pub(super) fn lines(value: &Value) -> Vec<String> {
    match value {
        Value::Text(text) => normalise::lines(text),
        _ => Vec::new(),
    }
}

/// Rejects texts that could hide something and texts over `max` Unicode scalar values: nearly always what people
/// call characters, and the same count in Rust and in the database. (The browser's counter counts
/// UTF-16 code units, so it is never more lenient.)
pub fn sound(text: &str, max: u32, part: Option<&'static str>) -> Result<(), Vec<Fault>> {
    if invisible::has_deceptive(text, false) {
        return Err(vec![Fault::at(part, "control-characters")]);
    }
    within(text, max, part)
}

pub fn within(text: &str, max: u32, part: Option<&'static str>) -> Result<(), Vec<Fault>> {
    if text.chars().count() > max as usize {
        return Err(vec![Fault::at(part, "too-long").with(i64::from(max))]);
    }
    Ok(())
}

#[cfg(feature = "authoring")]
mod authored {
    use super::TextKind;
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for TextKind {
        fn codes(&self) -> &'static [&'static str] {
            &["control-characters", "too-long"]
        }

        fn mistakes(&self) -> Vec<String> {
            limit_mistakes(self.max)
        }

        fn answer_schema(&self) -> Json {
            json!({"type": "string", "maxLength": self.max})
        }

        fn sample(&self, _: &SampleContext<'_>) -> Typed {
            Typed::Text(example(self.max))
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            let max = 1 + draw.below(60) as u32;
            Some(Kind::Text(TextKind { max }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, _: Date) -> Typed {
            Typed::Text(random_words(draw, self.max))
        }
    }
}
