//! How a journey is drawn: one file per kind of question, the twin of `shared/src/question`.
//!
//! The same functions run on the server and, compiled to WebAssembly, in the `Journey` island:
//! they hold no signal, read no context, and know no sentence but those of [`shared::wording`]
//! and of the definition.
//!
//! # Map
//!
//! | File | Draws |
//! |---|---|
//! | [`page`] | a question page: summary of mistakes, heading, words, form |
//! | [`check_answers`] | all answers, who gets them, the button that sends |
//! | [`outcome`] | an early and helpful end |
//! | [`blocks`] | paragraphs, lists, warnings and phone lines of a definition |
//! | [`notices`] | what has to be said before the question: an expired draft, another tab |
//! | [`navigation`] | nothing: what a press means and where it leads |
//! | [`context`] | what a question is drawn with |
//! | [`choices`] | the options of radios and checkboxes, and what they reveal |
//! | the rest | one kind each |
//!
//! # To add a kind
//!
//! Its file here with its `impl` of [`DrawKind`], and one arm in [`drawing`].

pub mod address;
pub mod blocks;
pub mod check_answers;
pub mod checkboxes;
pub mod choices;
pub mod context;
pub mod date;
pub mod declaration;
pub mod email;
pub mod hidden;
pub mod location;
pub mod money;
pub mod name;
pub mod navigation;
pub mod notices;
pub mod outcome;
pub mod page;
pub mod phone;
pub mod radios;
pub mod text;
pub mod textarea;
pub mod whole_number;
pub mod yes_no;

pub use address::{AddressStep, Lookup};
pub use blocks::blocks;
pub use check_answers::{CheckAnswers, check_answers};
pub use context::{LabelStyle, QuestionContext};
pub use notices::Notice;
pub use outcome::{OutcomePage, is_alarm, outcome, rings_now};
pub use page::{QuestionPage, page_title, question_page};

use context::field;
use leptos::prelude::*;
use shared::answers::FieldError;
use shared::question::rules::Shape;
use shared::question::{Kind, Question, QuestionKind};

/// The beginnings of every key of the wording that is drawn in a journey: the part of the words
/// the browser needs ([`shared::wording::Wording::part`]).
pub const WORDS: [&str; 9] = [
    "answer-",
    "date-part-",
    "error-",
    "journey-",
    "layout-back",
    "layout-important",
    "layout-phone-relay",
    "layout-title",
    "layout-warning",
];

/// How one kind is drawn. [`drawing`] is the only dispatch.
pub trait DrawKind: QuestionKind {
    /// The question's form group, with what was typed and what is wrong with it.
    fn draw(&self, q: &Question, seen: &QuestionContext<'_>) -> AnyView;

    /// The id of the field a mistake is in: where a link of the error summary leads.
    fn error_target(
        &self,
        q: &Question,
        problem: &FieldError,
        _seen: &QuestionContext<'_>,
    ) -> String {
        match self.shape() {
            Shape::One | Shape::Many => q.id.clone(),
            Shape::Parts(parts) => {
                let first = parts.first().copied().unwrap_or_default();
                field(&q.id, problem.part.as_deref().unwrap_or(first))
            }
        }
    }
}

/// How a kind is drawn.
pub fn drawing(kind: &Kind) -> &dyn DrawKind {
    match kind {
        Kind::Text(kind) => kind,
        Kind::Textarea(kind) => kind,
        Kind::Name(kind) => kind,
        Kind::Email(kind) => kind,
        Kind::Phone(kind) => kind,
        Kind::Date(kind) => kind,
        Kind::Radios(kind) => kind,
        Kind::Checkboxes(kind) => kind,
        Kind::YesNo(kind) => kind,
        Kind::Address(kind) => kind,
        Kind::Location(kind) => kind,
        Kind::Declaration(kind) => kind,
        Kind::WholeNumber(kind) => kind,
        Kind::Money(kind) => kind,
    }
}

/// One question, with what was typed and what is wrong with it.
pub fn question(q: &Question, seen: &QuestionContext<'_>) -> AnyView {
    drawing(&q.kind).draw(q, seen)
}

/// The id of the field a mistake is in, for the summary's link.
pub fn target(q: &Question, problem: &FieldError, seen: &QuestionContext<'_>) -> String {
    drawing(&q.kind).error_target(q, problem, seen)
}
