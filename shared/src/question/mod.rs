//! The kinds of question. One file each: its rules, how it is checked, how it is shown in a
//! summary, and its JSON.
//!
//! The way of an answer: [`fields`] names the form's fields and reads them (or
//! [`Question::from_json`] reads the API's shape) into [`Typed`], what was typed;
//! [`Question::check`] makes it a [`Value`] or says what is wrong; [`Question::lines`] shows it.
//! Rules that look at other answers are the business of [`crate::journey`].
//!
//! To add a kind: one file here, its twin in `app/src/questions`, one variant of [`Kind`];
//! the compiler names the arms that are missing (here, in [`fields`] and in
//! [`crate::service::schema`]). A new code goes into [`CODES`]; a test then asks for its words.

pub mod fields;

pub mod text;
pub mod textarea;

pub mod name;

pub mod email;

pub mod phone;

pub mod date;

pub mod radios;

pub mod checkboxes;

pub mod yes_no;

pub mod address;

pub mod location;

pub mod declaration;

#[cfg(test)]
mod tests;

use crate::answers::{FieldError, Typed};
use crate::language::{Language, Text};
use crate::request::Value;
use crate::service::condition::Condition;
use crate::service::is_false;
use crate::wording::Wording;
use fields::{Shape, tidy};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Every code the engine itself can give; rules of a definition add their own. The general
/// words are `error-{code}`, with `{name}` and, where there is one, `{n}`.
pub const CODES: [&str; 26] = [
    "required",
    "too-long",
    "control-characters",
    "not-a-name",
    "not-an-email",
    "not-a-phone",
    "missing-day",
    "missing-month",
    "missing-year",
    "missing-day-month",
    "missing-day-year",
    "missing-month-year",
    "not-a-date",
    "not-a-year",
    "year-out-of-range",
    "not-an-option",
    "none-with-others",
    "not-a-postcode",
    "choose-address",
    "missing-line1",
    "missing-town",
    "missing-postcode",
    "not-a-pin",
    "wrong-type",
    "unknown-question",
    "not-served",
];

/// One question on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Kebab or snake case, unique in the definition; the name of the field and of the answer.
    pub id: String,
    pub kind: Kind,
    /// The question as asked.
    pub label: Text,
    /// The row's name on the check answers page; the label when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub optional: bool,
    /// The words of yes, where a yes-no question has its own; "Yes" when left out. In Welsh
    /// they follow the verb of the question ("Oes", "Oedd", "Ydw").
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes: Option<Text>,
    /// The words of no, likewise. State both or neither.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no: Option<Text>,
    /// An address question asked before: where no gazetteer knows in whose area its answer
    /// lies, the option chosen here says so, when it is one of the authorities. For radios.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub area_of: Option<String>,
    /// Asked only when this holds. When it speaks of a radio or checkbox on the same page
    /// (a plain `chose`), the question is revealed beneath that option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The message for each code this question can fail with; `required` is a must for
    /// questions that are not optional. Codes left out use the general wording.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, Text>,
    /// Further rules, tried in order once the answer itself is sound.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// Something that must not hold of a sound answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The code of the error, to integrators and to figures.
    pub code: String,
    pub fails_when: Condition,
    pub error: Text,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Kind {
    /// A short line. `max` is in characters.
    Text {
        max: u32,
    },
    /// Several lines, counted as one types. `limit` is in characters.
    Textarea {
        limit: u32,
    },
    Name,
    Email,
    Phone,
    Date,
    Radios {
        options: Vec<Choice>,
    },
    Checkboxes {
        options: Vec<Choice>,
    },
    YesNo,
    /// By postcode, with manual entry.
    Address,
    /// A place described in words, with an optional pin.
    Location {
        limit: u32,
    },
    /// A statement the person confirms.
    Declaration {
        statement: Text,
    },
}

/// One option of radios or checkboxes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub id: String,
    pub label: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    /// Put "or" before this option (radios: the odd one out; checkboxes: "none of these").
    #[serde(default, skip_serializing_if = "is_false")]
    pub apart: bool,
}

/// A mistake inside one question; [`Question::check`] adds whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub part: Option<&'static str>,
    pub code: &'static str,
    pub number: Option<i64>,
}

impl Fault {
    pub fn at(part: Option<&'static str>, code: &'static str) -> Fault {
        Fault {
            part,
            code,
            number: None,
        }
    }
}

impl Question {
    /// The options of radios and checkboxes; none for other kinds.
    pub fn options(&self) -> &[Choice] {
        match &self.kind {
            Kind::Radios { options } | Kind::Checkboxes { options } => options,
            _ => &[],
        }
    }

    /// Checks one answer by itself. `Ok(None)` is an optional question left blank.
    pub fn check(&self, typed: Option<&Typed>) -> Result<Option<Value>, Vec<FieldError>> {
        let checked = typed.map_or(Ok(None), |typed| self.kind.check(typed, self.optional));
        match checked {
            Ok(None) if !self.optional => {
                let part = match self.kind.shape() {
                    Shape::Parts(parts) => parts.first().copied(),
                    Shape::One | Shape::Many => None,
                };
                Err(vec![self.problem(Fault::at(part, "required"))])
            }
            Ok(value) => Ok(value),
            Err(faults) => Err(faults
                .into_iter()
                .map(|fault| self.problem(fault))
                .collect()),
        }
    }

    pub(crate) fn problem(&self, fault: Fault) -> FieldError {
        FieldError {
            question: self.id.clone(),
            part: fault.part.map(str::to_owned),
            code: fault.code.to_owned(),
            number: fault.number,
        }
    }

    /// Reads the API's shape of an answer; what it holds may still be wrong.
    pub fn from_json(&self, json: &Json) -> Result<Typed, FieldError> {
        let typed = match &self.kind {
            Kind::Date => json.as_str().map(date::from_text),
            Kind::Address => address::from_json(json),
            Kind::Location { .. } => location::from_json(json),
            Kind::Checkboxes { .. } => json.as_array().and_then(|items| {
                items
                    .iter()
                    .map(|item| item.as_str().map(tidy))
                    .collect::<Option<Vec<String>>>()
                    .map(Typed::Many)
            }),
            Kind::Text { .. }
            | Kind::Textarea { .. }
            | Kind::Name
            | Kind::Email
            | Kind::Phone
            | Kind::Radios { .. }
            | Kind::YesNo
            | Kind::Declaration { .. } => json.as_str().map(|text| Typed::Text(tidy(text))),
        };
        typed.ok_or_else(|| self.problem(Fault::at(None, "wrong-type")))
    }

    /// The answer as people read it, line by line. `fill` puts parameters into an option's label.
    pub fn lines(
        &self,
        value: &Value,
        language: Language,
        wording: &Wording,
        fill: &dyn Fn(&Text) -> String,
    ) -> Vec<String> {
        let label = |id: &String| {
            self.options()
                .iter()
                .find(|option| option.id == *id)
                .map_or_else(|| id.clone(), |option| fill(&option.label))
        };
        match value {
            Value::Text(text) => textarea::lines(text),
            Value::Choice(id) => vec![label(id)],
            Value::Choices(ids) => ids.iter().map(label).collect(),
            Value::YesNo(yes) => {
                let (own, key) = if *yes {
                    (&self.yes, "answer-yes")
                } else {
                    (&self.no, "answer-no")
                };
                vec![own.as_ref().map_or_else(|| wording.say(key), fill)]
            }
            Value::Date(date) => vec![date::long(*date, language)],
            Value::Address(address) => address.lines(),
            Value::Location(location) => location.lines(),
            Value::Declared => vec![wording.say("answer-declared")],
        }
    }
}

impl Kind {
    /// The one place where a kind meets its rules.
    fn check(&self, typed: &Typed, optional: bool) -> Result<Option<Value>, Vec<Fault>> {
        let wrong = || Err(vec![Fault::at(None, "wrong-type")]);
        match (self, typed) {
            (Kind::Text { max }, Typed::Text(typed)) => text::check(typed, *max),
            (Kind::Textarea { limit }, Typed::Text(typed)) => textarea::check(typed, *limit),
            (Kind::Name, Typed::Text(typed)) => name::check(typed),
            (Kind::Email, Typed::Text(typed)) => email::check(typed),
            (Kind::Phone, Typed::Text(typed)) => phone::check(typed),
            (Kind::Radios { options }, Typed::Text(typed)) => radios::check(typed, options),
            (Kind::YesNo, Typed::Text(typed)) => yes_no::check(typed),
            (Kind::Declaration { .. }, Typed::Text(typed)) => declaration::check(typed),
            (Kind::Checkboxes { options }, Typed::Many(typed)) => checkboxes::check(typed, options),
            (Kind::Date, typed) => date::check(typed),
            (Kind::Address, Typed::Parts(parts)) => address::check(parts, optional),
            (Kind::Location { limit }, Typed::Parts(parts)) => location::check(parts, *limit),
            (
                Kind::Text { .. }
                | Kind::Textarea { .. }
                | Kind::Name
                | Kind::Email
                | Kind::Phone
                | Kind::Radios { .. }
                | Kind::YesNo
                | Kind::Declaration { .. }
                | Kind::Checkboxes { .. }
                | Kind::Address
                | Kind::Location { .. },
                _,
            ) => wrong(),
        }
    }
}
