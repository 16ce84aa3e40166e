//! What the engine asks of a kind of question.

#[cfg(feature = "authoring")]
use super::authoring::AuthoredKind;
use super::choice::Choice;
use super::normalise::tidy;
use super::value::Value;
use crate::answers::Typed;
use crate::language::{Language, Text};
use crate::wording::Wording;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The rules of one kind. [`super::Kind::rules`] is the only dispatch.
///
/// Everything here also runs in the browser: no `format!`, no sorting. What only authors and
/// tests need is in [`AuthoredKind`].
pub trait QuestionKind: AuthoredKind {
    /// The kind's name in a definition, in kebab case.
    fn slug(&self) -> &'static str;

    /// The form's fields, and so which [`Typed`] an answer is.
    fn shape(&self) -> Shape {
        Shape::One
    }

    /// Checks one answer. `Ok(None)` is an answer left blank.
    fn check(&self, typed: &Typed, context: &CheckContext<'_>) -> Checked;

    /// Reads the API's shape of an answer, which may still be wrong; `None` for another shape.
    fn read_json(&self, json: &Json) -> Option<Typed> {
        json.as_str().map(|text| Typed::Text(tidy(text)))
    }

    /// A checked answer as people read it, line by line.
    fn lines(&self, value: &Value, context: &ShowContext<'_>) -> Vec<String>;

    /// A number of an error message, such as a limit, as people read it.
    fn show_number(&self, number: i64) -> String {
        number.to_string()
    }

    /// Whether [`QuestionKind::lines`] are the person's own words: browsers must not translate them.
    fn is_own_words(&self) -> bool {
        true
    }

    /// The kind's own texts by field. They are part of what is asked.
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        Vec::new()
    }

    fn options(&self) -> &[Choice] {
        &[]
    }

    /// The values a person can choose between; a `chose` condition may name them. Empty for
    /// kinds whose answers are typed.
    fn choices(&self) -> Vec<&str> {
        self.options()
            .iter()
            .map(|option| option.id.as_str())
            .collect()
    }

    /// The address question whose area the chosen option states, by id.
    fn area_of(&self) -> Option<&str> {
        None
    }

    /// Whether answers are [`Value::Date`].
    fn is_date(&self) -> bool {
        false
    }

    /// Whether answers are [`Value::Address`].
    fn is_address(&self) -> bool {
        false
    }

    /// How the answer lets the person be reached or addressed.
    fn contact(&self) -> Option<Contact> {
        None
    }
}

/// Nothing: without the feature `authoring` no definition is written or checked.
#[cfg(not(feature = "authoring"))]
pub trait AuthoredKind {}

#[cfg(not(feature = "authoring"))]
impl<T> AuthoredKind for T {}

/// The result of [`QuestionKind::check`].
pub type Checked = Result<Option<Value>, Vec<Fault>>;

/// What a check knows besides the answer.
pub struct CheckContext<'a> {
    /// The question may be left blank.
    pub optional: bool,
    /// Whether an option is offered, given the answers so far.
    pub offers: &'a dyn Fn(&Choice) -> bool,
}

/// What an answer is shown with.
pub struct ShowContext<'a> {
    pub language: Language,
    pub wording: &'a Wording,
    /// Puts the serving authority's parameters into a text of the definition.
    pub fill: &'a dyn Fn(&Text) -> String,
}

/// How many fields a kind has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One value, in the field `id`: [`Typed::Text`].
    One,
    /// Any number of values, in the repeated field `id`: [`Typed::Many`].
    Many,
    /// Named values, in the fields `id-part`: [`Typed::Parts`]. A missing answer is reported at
    /// the first.
    Parts(&'static [&'static str]),
}

/// What a contact detail is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Contact {
    Name,
    Email,
    Phone,
}

/// A mistake inside one question; [`super::Question::check`] adds the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub part: Option<&'static str>,
    pub code: &'static str,
    /// The limit that was passed.
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

    pub fn with(self, number: i64) -> Fault {
        Fault {
            number: Some(number),
            ..self
        }
    }
}

/// The answer of a kind of [`Shape::One`].
pub(super) fn one(typed: &Typed) -> Result<&str, Vec<Fault>> {
    match typed {
        Typed::Text(text) => Ok(text),
        Typed::Many(_) | Typed::Parts(_) => Err(wrong_type()),
    }
}

/// The answer of a kind of [`Shape::Parts`].
pub(super) fn parts(typed: &Typed) -> Result<&BTreeMap<String, String>, Vec<Fault>> {
    match typed {
        Typed::Parts(parts) => Ok(parts),
        Typed::Text(_) | Typed::Many(_) => Err(wrong_type()),
    }
}

pub(super) fn wrong_type() -> Vec<Fault> {
    vec![Fault::at(None, "wrong-type")]
}
