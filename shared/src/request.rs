//! A request: checked answers and their recipients, and what was said beside them. Created only by
//! [`crate::journey`].

use crate::question::rules::ContactDetail;
use crate::question::value::address::Address;
use crate::question::{Question, Value};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

/// What the person answered to a notice, or said by continuing past an outcome.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Statement {
    /// The id of the notice or outcome in the definition.
    pub id: String,
    /// The id of the page it came after.
    pub page: String,
    /// Its heading: "Is it on the motorway?"
    pub about: String,
    /// The person's answer, in words: "It is not on the motorway".
    pub text: String,
}

/// Redacted: an answer.
impl std::fmt::Debug for Statement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: [redacted]", self.id)
    }
}

/// One recipient of the request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The recipient's id in the definition; `service` when the definition names none.
    pub id: String,
    /// Id of the authority that handles this part.
    pub authority: String,
}

/// A checked request. Created only by [`crate::journey::Journey::finish`].
#[derive(Clone, PartialEq)]
pub struct ServiceRequest {
    service: String,
    authority: String,
    answers: Vec<(String, Value)>,
    parts: Vec<Part>,
    /// Indices into `answers` of the first contact detail of each sort.
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
    /// `answers` must be in page order; `parts` must not be empty.
    pub(crate) fn new(
        service: String,
        authority: String,
        answers: Vec<(&Question, Value)>,
        parts: Vec<Part>,
    ) -> ServiceRequest {
        let first = |contact| {
            let mut pairs = answers.iter();
            pairs.position(|(question, _)| question.kind.rules().contact() == Some(contact))
        };
        ServiceRequest {
            service,
            authority,
            parts,
            email: first(ContactDetail::Email),
            name: first(ContactDetail::Name),
            phone: first(ContactDetail::Phone),
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

    /// The recipients; never empty.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The first email address given; notices are sent to it.
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

    /// The postcode of the first address in the UK, in canonical form.
    pub fn postcode(&self) -> Option<&str> {
        self.addresses()
            .find_map(|(_, address)| address.uk_postcode())
    }

    /// Every address by question id, in page order.
    pub fn addresses(&self) -> impl Iterator<Item = (&str, &Address)> {
        self.answers.iter().filter_map(|(id, value)| match value {
            Value::Address(address) => Some((id.as_str(), address)),
            _ => None,
        })
    }

    /// The answers as sent to a back office, by question id, in the API's shape.
    pub fn to_json(&self) -> Map<String, Json> {
        self.answers
            .iter()
            .map(|(id, value)| (id.clone(), value.to_json()))
            .collect()
    }
}
