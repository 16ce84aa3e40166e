//! The interface of a kind of question.

use super::address::AddressKind;
#[cfg(feature = "authoring")]
use super::authoring::AuthoredKind;
use super::choice::Choice;
#[cfg(feature = "authoring")]
use super::normalise::tidy;
use super::value::Value;
use crate::answers::Typed;
use crate::date::Date;
use crate::language::{Language, Text};
use crate::wording::{Wording, with_commas};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// The rules of one kind. [`super::Kind::rules`] is the only dispatch.
///
/// Everything here also runs in the browser: no `format!`, no sorting. Methods needed only for
/// authoring and tests are in [`AuthoredKind`].
pub trait QuestionKind: AuthoredKind {
    /// The kind's name in a definition, in kebab case.
    fn slug(&self) -> &'static str;

    /// The kind's form fields, which determine the variant of [`Typed`].
    fn shape(&self) -> Shape {
        Shape::One
    }

    /// How much text each field takes.
    fn text_limit(&self) -> TextLimit {
        TextLimit::line(0)
    }

    /// Turns an answer that depends on the day it is given into one that does not.
    fn settle_day(&self, _typed: &mut Typed, _today: Date) -> bool {
        false
    }

    /// Checks one answer. `Ok(None)` means it was left blank.
    fn check(&self, typed: &Typed, context: &CheckContext<'_>) -> Checked;

    /// Reads an answer in the API's shape, which may still be invalid; `None` for any other shape.
    #[cfg(feature = "authoring")]
    fn read_json(&self, json: &Json) -> Option<Typed> {
        let lines = self.text_limit().lines;
        json.as_str().map(|text| Typed::Text(tidy(text, lines)))
    }

    /// A checked answer as displayed, line by line.
    fn lines(&self, value: &Value, context: &ShowContext<'_>) -> Vec<String>;

    /// Formats a number for an error message, such as a limit.
    fn show_number(&self, number: i64) -> String {
        with_commas(number)
    }

    /// Whether [`QuestionKind::lines`] is the person's own text, which browsers must not translate.
    fn is_own_words(&self) -> bool {
        true
    }

    /// The kind's own texts by field. They are part of the question.
    fn texts(&self) -> Vec<(&'static str, &Text)> {
        Vec::new()
    }

    fn options(&self) -> &[Choice] {
        &[]
    }

    /// The values a person can choose, for `chose` conditions. Empty for kinds whose answers are
    /// typed.
    fn choices(&self) -> Vec<&str> {
        self.options()
            .iter()
            .map(|option| option.id.as_str())
            .collect()
    }

    /// Id of the address question whose area the chosen option states.
    fn area_of(&self) -> Option<&str> {
        None
    }

    /// Whether answers are [`Value::Date`].
    fn is_date(&self) -> bool {
        false
    }

    /// How an address is asked for; `None` for kinds whose answers are not [`Value::Address`].
    fn address(&self) -> Option<&AddressKind> {
        None
    }

    /// What was probably meant by an answer that is not clear, for the question whether it was.
    fn suggestion(&self, _typed: &Typed) -> Option<String> {
        None
    }

    /// Whether the answer is a contact detail, and which.
    fn contact(&self) -> Option<ContactDetail> {
        None
    }
}

/// Empty: without the feature `authoring`, definitions are neither written nor checked.
#[cfg(not(feature = "authoring"))]
pub trait AuthoredKind {}

#[cfg(not(feature = "authoring"))]
impl<T> AuthoredKind for T {}

/// The result of [`QuestionKind::check`].
pub type Checked = Result<Option<Value>, Vec<Fault>>;

/// Inputs to a check besides the answer.
pub struct CheckContext<'a> {
    /// Whether the question may be left blank.
    pub optional: bool,
    /// Whether an option is offered, given the answers so far.
    pub offers: &'a dyn Fn(&Choice) -> bool,
}

/// Inputs for displaying an answer.
pub struct ShowContext<'a> {
    pub language: Language,
    pub wording: &'a Wording,
    /// Fills the serving authority's parameters into a text of the definition.
    pub fill: &'a dyn Fn(&Text) -> String,
}

/// The form fields of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One value, in the field `id`: [`Typed::Text`].
    One,
    /// Any number of values, in the repeated field `id`: [`Typed::Many`].
    Many,
    /// Named values, in the fields `id-part`: [`Typed::Parts`]. A missing answer is reported on the
    /// first part.
    Parts(&'static [&'static str]),
}

/// How much text a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLimit {
    /// The question's own limit in characters, if it states one; 0 otherwise.
    pub limit: u32,
    /// Whether the text may have several lines.
    pub lines: bool,
}

impl TextLimit {
    pub fn line(limit: u32) -> TextLimit {
        let lines = false;
        TextLimit { limit, lines }
    }

    pub fn lines(limit: u32) -> TextLimit {
        let lines = true;
        TextLimit { limit, lines }
    }
}

/// The sort of a contact detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContactDetail {
    Name,
    Email,
    Phone,
}

/// An error within one question; [`super::Question::check`] adds the question id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub part: Option<&'static str>,
    pub code: &'static str,
    /// The limit exceeded.
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

/// The answer to a kind of [`Shape::One`].
pub(super) fn one(typed: &Typed) -> Result<&str, Vec<Fault>> {
    match typed {
        Typed::Text(text) => Ok(text),
        Typed::Many(_) | Typed::Parts(_) => Err(wrong_type()),
    }
}

/// The answer to a kind of [`Shape::Parts`].
pub(super) fn parts(typed: &Typed) -> Result<&BTreeMap<String, String>, Vec<Fault>> {
    match typed {
        Typed::Parts(parts) => Ok(parts),
        Typed::Text(_) | Typed::Many(_) => Err(wrong_type()),
    }
}

pub(super) fn wrong_type() -> Vec<Fault> {
    vec![Fault::at(None, "wrong-type")]
}
