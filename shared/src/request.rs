//! Answers that were checked against a version. Only the checker makes one.

use crate::date::Date;
use crate::question::address::Address;
use crate::question::location::Location;
use crate::question::{Kind, Question};
use serde_json::{Map, Value as Json};

/// One checked answer. It cannot be wrong any more.
#[derive(Clone, PartialEq)]
pub enum Value {
    Text(String),
    /// An option id, of radios.
    Choice(String),
    Choices(Vec<String>),
    YesNo(bool),
    Date(Date),
    Address(Address),
    Location(Location),
    Declared,
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[redacted]")
    }
}

/// One body the request is handed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The recipient's id in the definition, `service` when the definition names none.
    pub id: String,
    /// The authority that answers this part, by id.
    pub authority: String,
}

/// What a resident asks for, checked. Made by [`crate::journey::Journey::finish`] and nothing else.
#[derive(Clone, PartialEq)]
pub struct ServiceRequest {
    service: String,
    authority: String,
    answers: Vec<(String, Value)>,
    parts: Vec<Part>,
    /// Places in `answers` of the first answer of each of these kinds.
    email: Option<usize>,
    name: Option<usize>,
    phone: Option<usize>,
}

impl std::fmt::Debug for ServiceRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} to {}: [redacted]", self.service, self.authority)
    }
}

impl ServiceRequest {
    /// `answers` in page order; `parts` at least one.
    pub(crate) fn new(
        service: String,
        authority: String,
        answers: Vec<(&Question, Value)>,
        parts: Vec<Part>,
    ) -> ServiceRequest {
        let first = |kind: &Kind| {
            answers
                .iter()
                .position(|(question, _)| question.kind == *kind)
        };
        ServiceRequest {
            service,
            authority,
            parts,
            email: first(&Kind::Email),
            name: first(&Kind::Name),
            phone: first(&Kind::Phone),
            answers: answers
                .into_iter()
                .map(|(question, value)| (question.id.clone(), value))
                .collect(),
        }
    }

    pub fn service(&self) -> &str {
        &self.service
    }

    /// The serving authority.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// Visible answers in page order.
    pub fn answers(&self) -> &[(String, Value)] {
        &self.answers
    }

    /// Whom it is owed to; at least one.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The first email address given: where notices go.
    pub fn email(&self) -> Option<&str> {
        self.text_at(self.email)
    }

    /// The first name given.
    pub fn name(&self) -> Option<&str> {
        self.text_at(self.name)
    }

    /// The first phone number given.
    pub fn phone(&self) -> Option<&str> {
        self.text_at(self.phone)
    }

    fn text_at(&self, place: Option<usize>) -> Option<&str> {
        match self.answers.get(place?) {
            Some((_, Value::Text(text))) => Some(text),
            _ => None,
        }
    }

    /// The first address's postcode, in its one spelling.
    pub fn postcode(&self) -> Option<&str> {
        self.addresses()
            .next()
            .map(|(_, address)| address.postcode.as_str())
    }

    /// Every address by question id, in page order.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &Address)> {
        self.answers.iter().filter_map(|(id, value)| match value {
            Value::Address(address) => Some((id.as_str(), address)),
            _ => None,
        })
    }

    /// The answers as a back office gets them, by question id, in the shapes of the API.
    pub fn to_json(&self) -> Map<String, Json> {
        self.answers
            .iter()
            .map(|(id, value)| (id.clone(), value.to_json()))
            .collect()
    }
}

impl Value {
    /// The published shape of an answer: text and a date are strings, a choice is an option id,
    /// several are an array of them, yes or no and a declaration are `"yes"`/`"no"`, an address
    /// and a location are objects.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Text(text) | Value::Choice(text) => Json::String(text.clone()),
            Value::Choices(ids) => ids.iter().cloned().map(Json::String).collect(),
            Value::YesNo(yes) => Json::String(if *yes { "yes" } else { "no" }.to_owned()),
            Value::Date(date) => Json::String(date.to_string()),
            Value::Address(address) => address.to_json(),
            Value::Location(location) => location.to_json(),
            Value::Declared => Json::String("yes".to_owned()),
        }
    }
}
