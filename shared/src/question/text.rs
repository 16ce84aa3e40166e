//! The `text` kind: one short line. Also holds what all text-based kinds share.

use super::normalise::narrow;
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
    /// The answer is a reference or a number that is copied from somewhere, made of these
    /// characters. Spaces, dashes, stops and strokes between them are accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
}

/// The characters of a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    Digits,
    LettersAndDigits,
}

impl Code {
    /// Whether the text has such characters and no other.
    fn fits(self, text: &str) -> bool {
        let own = |c: char| match self {
            Code::Digits => c.is_ascii_digit(),
            Code::LettersAndDigits => c.is_ascii_alphanumeric(),
        };
        text.contains(own) && text.chars().all(|c| own(c) || SEPARATORS.contains(&c))
    }
}

/// The marks that people write between the characters of a code.
const SEPARATORS: [char; 4] = [' ', '-', '.', '/'];

impl QuestionKind for TextKind {
    fn slug(&self) -> &'static str {
        "text"
    }

    fn check(&self, typed: &Typed, _: &CheckContext<'_>) -> Checked {
        let text = one(typed)?;
        sound(text, self.max, None)?;
        let Some(code) = self.code.filter(|_| !text.is_empty()) else {
            return Ok(value(text));
        };
        let text: String = text.chars().map(narrow).collect();
        match code {
            _ if code.fits(&text) => Ok(value(&text)),
            Code::Digits => Err(vec![Fault::at(None, "not-digits")]),
            Code::LettersAndDigits => Err(vec![Fault::at(None, "not-a-code")]),
        }
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

/// Rejects texts that could hide something and texts over `max` Unicode scalar values: nearly always
/// what people call characters, and the same count in Rust, in JSON Schema and in the database. The
/// character count in `app/page.js` counts them too.
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
    use super::{Code, TextKind};
    use crate::answers::Typed;
    use crate::date::Date;
    use crate::question::Kind;
    use crate::question::authoring::*;
    use serde_json::{Value as Json, json};

    impl AuthoredKind for TextKind {
        fn codes(&self) -> &'static [&'static str] {
            &["control-characters", "too-long", "not-digits", "not-a-code"]
        }

        fn mistakes(&self) -> Vec<String> {
            limit_mistakes(self.max)
        }

        fn answer_schema(&self) -> Json {
            let mut schema = json!({"type": "string", "maxLength": self.max});
            let own = self.code.map(|code| match code {
                Code::Digits => "0-9",
                Code::LettersAndDigits => "0-9A-Za-z",
            });
            if let Some(own) = own {
                schema["pattern"] = format!("^[{own} ./-]*[{own}][{own} ./-]*$").into();
            }
            schema
        }

        fn sample(&self, context: &SampleContext<'_>) -> Typed {
            let number = 10_000_000 + context.turn % 90_000_000;
            let limit = usize::try_from(self.max).unwrap_or(usize::MAX);
            Typed::Text(match self.code {
                Some(_) => number.to_string().chars().take(limit).collect(),
                None => example(self.max),
            })
        }

        fn random(&self, draw: &mut dyn Draw) -> Option<Kind> {
            let max = 1 + draw.below(60) as u32;
            let code = match draw.below(4) {
                0 | 1 => None,
                2 => Some(Code::LettersAndDigits),
                _ => Some(Code::Digits),
            };
            Some(Kind::Text(TextKind { max, code }))
        }

        fn random_answer(&self, draw: &mut dyn Draw, today: Date) -> Typed {
            if self.code.is_some() {
                let turn = draw.below(90_000_000);
                return self.sample(&SampleContext {
                    areas: &[],
                    today,
                    turn,
                });
            }
            Typed::Text(random_words(draw, self.max))
        }
    }
}
