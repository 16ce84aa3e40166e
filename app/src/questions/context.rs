//! The data for drawing a question.

use super::address::Lookup;
use crate::components::{ErrorMessage, Label, Legend};
use shared::answers::{FieldError, Typed};
use shared::condition::Condition;
use shared::journey::Journey;
use shared::language::Text;
use shared::paths::JourneyPaths;
use shared::question::{About, Question};
use shared::service::Page;
use shared::wording::Wording;

/// How a question's label relates to the page's heading.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum LabelStyle {
    /// The label is the page's `h1`.
    Heading,
    /// The `h1` above has the same text; the label is visually hidden.
    Hidden,
    /// One of several questions under a heading.
    Group,
    /// Revealed beneath an option.
    Revealed,
}

/// The data for drawing a question. Cheap to copy; owns nothing.
#[derive(Clone, Copy)]
pub struct QuestionContext<'a> {
    pub journey: Journey<'a>,
    pub page: &'a Page,
    pub errors: &'a [FieldError],
    /// Its language is the language of everything drawn.
    pub wording: &'a Wording,
    pub paths: &'a JourneyPaths,
    pub label_style: LabelStyle,
    /// Results of address lookups, for the questions that made one.
    pub lookups: &'a [Lookup],
    /// This is the page's only question, so its buttons are part of the page's own row of buttons.
    pub alone: bool,
}

impl<'a> QuestionContext<'a> {
    pub fn at(self, label_style: LabelStyle) -> QuestionContext<'a> {
        QuestionContext {
            label_style,
            ..self
        }
    }

    /// A text of the definition, with its placeholders filled in.
    pub fn words(&self, text: &Text) -> String {
        self.journey.fill(text, self.wording.language)
    }

    pub fn say(&self, key: &str) -> String {
        self.wording.say(key)
    }

    /// The value typed for a question with one value.
    pub fn typed(&self, q: &Question) -> String {
        match self.journey.answers.typed.get(&q.id) {
            Some(Typed::Text(text)) => text.clone(),
            _ => String::new(),
        }
    }

    /// The value typed in one part.
    pub fn part(&self, q: &Question, part: &str) -> String {
        match self.journey.answers.typed.get(&q.id) {
            Some(Typed::Parts(parts)) => parts.get(part).cloned().unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// Whether an option of radios or checkboxes was chosen.
    pub fn chose(&self, q: &Question, option: &str) -> bool {
        match self.journey.answers.typed.get(&q.id) {
            Some(Typed::Text(text)) => text == option,
            Some(Typed::Many(many)) => many.iter().any(|chosen| chosen == option),
            _ => false,
        }
    }

    /// The first error of a question.
    pub fn field_error(&self, q: &Question) -> Option<&'a FieldError> {
        self.errors.iter().find(|error| error.question == q.id)
    }

    /// The first error of one part of a question.
    pub fn field_error_in(&self, q: &Question, part: &str) -> Option<&'a FieldError> {
        self.errors
            .iter()
            .find(|error| error.question == q.id && error.part.as_deref() == Some(part))
    }

    /// The text of an error, the same beside the field and in the summary.
    pub fn message(&self, error: &FieldError) -> String {
        self.journey
            .message(error, self.wording.language, self.wording)
    }

    pub fn error_message(&self, error: &FieldError) -> ErrorMessage {
        // The component adds the colon.
        let prefix = self.say("error-prefix");
        let prefix = prefix.trim_end_matches(':').trim_end();
        ErrorMessage::new(String::from(prefix), self.message(error))
    }

    /// The error as shown beside the question.
    pub fn error(&self, q: &Question) -> Option<ErrorMessage> {
        self.field_error(q).map(|error| self.error_message(error))
    }

    pub fn hint(&self, q: &Question) -> Option<String> {
        q.hint.as_ref().map(|hint| self.words(hint))
    }

    /// The autofill token of a field. A browser knows its own user, so only what is about that person
    /// has one; what is about somebody else is not filled in at all.
    pub fn autocomplete(&self, q: &Question, token: &'static str) -> Option<&'static str> {
        match q.about {
            Some(About::You) => Some(token),
            Some(About::SomeoneElse) => Some("off"),
            Some(About::Place) | None => None,
        }
    }

    /// The question's text, marked as optional if it may be left blank.
    pub fn label_text(&self, q: &Question) -> String {
        let label = self.words(&q.label);
        // A button that says so replaces the mark.
        if q.without().is_none() && self.journey.is_optional(self.page, q) {
            self.wording.with("journey-optional", &[("label", &label)])
        } else {
            label
        }
    }

    pub fn label(&self, q: &Question) -> Label {
        let text = self.label_text(q);
        match self.label_style {
            LabelStyle::Heading => Label::heading(text),
            LabelStyle::Hidden => Label {
                text,
                classes: "govuk-visually-hidden",
                heading: false,
            },
            LabelStyle::Group => Label {
                text,
                classes: "govuk-label--s",
                heading: false,
            },
            LabelStyle::Revealed => Label::from(text),
        }
    }

    pub fn legend(&self, q: &Question) -> Legend {
        let text = self.label_text(q);
        match self.label_style {
            LabelStyle::Heading => Legend::heading(text),
            LabelStyle::Hidden => Legend {
                text,
                classes: "govuk-visually-hidden",
                ..Legend::default()
            },
            LabelStyle::Group | LabelStyle::Revealed => Legend {
                text,
                classes: "govuk-fieldset__legend--s",
                ..Legend::default()
            },
        }
    }

    /// The questions revealed beneath an option of `q`: those of this page that are asked when
    /// exactly this option is chosen. One that several options reveal is drawn beneath the first.
    pub fn revealed(&self, q: &Question, option: &str) -> Vec<&'a Question> {
        let page: &'a Page = self.page;
        page.questions
            .iter()
            .filter(|other| reveals(other, &q.id).is_some_and(|first| first == option))
            .collect()
    }

    /// Whether an option of another question on this page reveals it.
    pub fn is_revealed(&self, q: &Question) -> bool {
        let mut others = self.page.questions.iter();
        others.any(|other| other.has_choices() && reveals(q, &other.id).is_some())
    }
}

/// The first option of `parent` that reveals `q`.
fn reveals<'q>(q: &'q Question, parent: &str) -> Option<&'q str> {
    match &q.when {
        Some(Condition::Chose { question, any_of }) if question == parent => {
            any_of.first().map(String::as_str)
        }
        _ => None,
    }
}

/// The id and name of the field for one part of an answer.
pub fn field(id: &str, part: &str) -> String {
    let mut field = String::with_capacity(id.len() + part.len() + 1);
    field.push_str(id);
    field.push('-');
    field.push_str(part);
    field
}
