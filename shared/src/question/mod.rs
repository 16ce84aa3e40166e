//! Questions and their kinds.
//!
//! The path of an answer: [`fields`] names the form fields and reads them (or
//! [`Question::from_json`] reads the API's shape) into [`Typed`], the answer as typed;
//! [`Question::check`] turns it into a [`Value`] or returns errors; [`Question::lines`] displays
//! it. Rules that depend on other answers are in [`crate::journey`].
//!
//! Each kind is one file: a struct with the fields a definition may set, and its implementations of
//! [`QuestionKind`] and, for authoring and tests, [`authoring::AuthoredKind`]. Nothing else in this
//! crate names a kind.
//!
//! # To add a kind
//!
//! 1. Add its file here, and its lines to the modules and the list of kinds below.
//! 2. Add its counterpart in `app/src/questions`; the compiler asks for an arm.
//! 3. Add its error messages to `app/locales`; a test asks for them.
//!
//! The generated tests and the sample pages use the list, so they cover the new kind without
//! changes.

#[cfg(feature = "authoring")]
pub mod authoring;
pub mod choice;
pub mod fields;
pub mod invisible;
mod kind;
pub(crate) mod mentions;
pub mod normalise;
mod number;
pub mod postcode;
pub mod rules;
pub mod value;

pub mod address;
pub mod checkboxes;
pub mod date;
pub mod declaration;
pub mod email;
pub mod location;
pub mod money;
pub mod name;
pub mod phone;
pub mod radios;
pub mod text;
pub mod textarea;
pub mod whole_number;
pub mod yes_no;

#[cfg(test)]
mod tests;

pub use choice::Choice;
pub use rules::QuestionKind;
pub use value::Value;

use crate::answers::{FieldError, Typed};
use crate::condition::Condition;
use crate::date::Date;
use crate::language::Text;
use rules::{CheckContext, Fault, Shape, ShowContext};
use serde::{Deserialize, Serialize};
#[cfg(feature = "authoring")]
use serde_json::Value as Json;
use std::collections::BTreeMap;

kind::kinds! {
    Text(text::TextKind),
    Textarea(textarea::TextareaKind),
    Name(name::NameKind),
    Email(email::EmailKind),
    Phone(phone::PhoneKind),
    Date(date::DateKind),
    Radios(radios::RadiosKind),
    Checkboxes(checkboxes::CheckboxesKind),
    YesNo(yes_no::YesNoKind),
    Address(address::AddressKind),
    Location(location::LocationKind),
    Declaration(declaration::DeclarationKind),
    WholeNumber(whole_number::WholeNumberKind),
    Money(money::MoneyKind),
}

/// One question on a page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Question {
    /// Kebab or snake case, unique in the definition; names the field and the answer.
    pub id: String,
    pub kind: Kind,
    /// The question as asked.
    pub label: Text,
    /// The row's name on the check answers page; defaults to the label.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<Text>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub optional: bool,
    /// Whose data the answer is. Required for kinds that ask for personal data. Only `you` makes a
    /// browser offer what it knows of its own user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<About>,
    /// Asked only when this holds. When it is a plain `chose` of a radio or checkbox on the same
    /// page, the question is revealed beneath that option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// Messages by error code. `required` must be stated for questions that are not optional; other
    /// codes default to the general wording.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub errors: BTreeMap<String, Text>,
    /// Further rules, tried in order once the answer itself is valid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// Whose data an answer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum About {
    /// The person filling in the form; of an address, the home where they live now.
    You,
    /// Another person.
    SomeoneElse,
    /// A property or a location, whoever lives there.
    Place,
}

/// A condition that makes an otherwise valid answer an error.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "authoring", serde(deny_unknown_fields))]
pub struct Rule {
    /// The error code, for integrators and statistics.
    pub code: String,
    pub fails_when: Condition,
    pub error: Text,
}

impl Question {
    /// The options of radios and checkboxes; empty for other kinds.
    pub fn options(&self) -> &[Choice] {
        self.kind.rules().options()
    }

    /// Whether the question asks for an address.
    pub fn is_address(&self) -> bool {
        self.kind.rules().address().is_some()
    }

    /// Whether it asks for an address that may be outside the UK.
    pub fn takes_abroad(&self) -> bool {
        self.kind.rules().address().is_some_and(|kind| kind.abroad)
    }

    /// Label of the question's own button to continue without an address.
    pub fn without(&self) -> Option<&Text> {
        self.kind.rules().address()?.without.as_ref()
    }

    /// Id of the address question whose area this answer states.
    pub fn area_of(&self) -> Option<&str> {
        self.kind.rules().area_of()
    }

    /// Whether the person picks from choices, so that options can reveal other questions.
    pub fn has_choices(&self) -> bool {
        !self.kind.rules().choices().is_empty()
    }

    /// The kind's own texts and the option labels. With the label, they make up the question.
    pub fn asked_texts(&self) -> impl Iterator<Item = &Text> {
        let own = self.kind.rules().texts().into_iter().map(|(_, text)| text);
        own.chain(self.options().iter().map(|option| &option.label))
    }

    /// Checks one answer in isolation, with every option offered. `Ok(None)` means an optional
    /// question left blank.
    pub fn check(&self, typed: Option<&Typed>) -> Result<Option<Value>, Vec<FieldError>> {
        self.check_offered(typed, &|_| true)
    }

    /// Like [`Question::check`], when only some options are offered.
    pub fn check_offered(
        &self,
        typed: Option<&Typed>,
        offers: &dyn Fn(&Choice) -> bool,
    ) -> Result<Option<Value>, Vec<FieldError>> {
        let context = CheckContext {
            optional: self.optional,
            offers,
        };
        let rules = self.kind.rules();
        match typed.map_or(Ok(None), |typed| rules.check(typed, &context)) {
            Ok(None) if !self.optional => {
                let part = match rules.shape() {
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

    /// Turns an answer that depends on the day it is given ("yesterday") into one that does not.
    pub fn settle_day(&self, typed: &mut Typed, today: Date) -> bool {
        self.kind.rules().settle_day(typed, today)
    }

    /// Reads an answer in the API's shape; it may still be invalid.
    #[cfg(feature = "authoring")]
    pub fn from_json(&self, json: &Json) -> Result<Typed, FieldError> {
        let typed = self.kind.rules().read_json(json);
        typed.ok_or_else(|| self.problem(Fault::at(None, "wrong-type")))
    }

    /// The answer as displayed, line by line.
    pub fn lines(&self, value: &Value, context: &ShowContext<'_>) -> Vec<String> {
        self.kind.rules().lines(value, context)
    }
}
