//! Draws a journey: one file per kind of question, mirroring `shared/src/question`.
//!
//! The same functions run on the server and, compiled to WebAssembly, in the `Journey` island: they
//! use no signals and no context, and take all text from [`shared::wording`] and the definition.
//!
//! # Map
//!
//! | File | Draws |
//! |---|---|
//! | [`page`] | a question page: error summary, heading, text, form |
//! | [`check_answers`] | all answers, who receives them, the Send button |
//! | [`outcome`] | an early end of a journey, with advice |
//! | [`notice_page`] | a notice about the answers of a page, with ways to mend them and to go on |
//! | [`blocks`] | paragraphs, lists, warnings and phone lines of a definition |
//! | [`notices`] | banners above the question: no cookies, a change in another tab |
//! | [`context`] | nothing: the data for drawing a question |
//! | [`choices`] | the options of radios and checkboxes, and the questions they reveal |
//! | `hidden` | hidden form fields |
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
pub mod notice_page;
pub mod notices;
pub mod outcome;
pub mod page;
pub mod phone;
pub mod radios;
pub mod text;
pub mod textarea;
pub mod whole_number;
pub mod yes_no;

pub use address::Lookup;
pub use blocks::blocks;
pub use check_answers::{CheckAnswers, check_answers};
pub use context::{LabelStyle, QuestionContext};
pub use notice_page::{NoticePage, notice_page};
pub use notices::{Needs, Notice, Reach};
pub use outcome::{OutcomePage, outcome, rings_now};
pub use page::{QuestionPage, page_title, question_page};

use context::field;
use leptos::prelude::*;
use shared::answers::FieldError;
use shared::question::rules::Shape;
use shared::question::{Kind, Question, QuestionKind};

/// Prefixes of the wording keys used in a journey: the part of the wording that the browser needs
/// ([`shared::wording::Wording::part`]).
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

/// Draws one kind of question. [`drawing`] is the only dispatch.
pub trait DrawKind: QuestionKind {
    /// The question's form group, with the typed values and errors.
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView;

    /// The id of the field an error belongs to, as the target of the error summary's link.
    fn error_target(
        &self,
        q: &Question,
        error: &FieldError,
        _seen: &QuestionContext<'_>,
    ) -> String {
        match self.shape() {
            Shape::One | Shape::Many => q.id.clone(),
            Shape::Parts(parts) => {
                let first = parts.first().copied().unwrap_or_default();
                field(&q.id, error.part.as_deref().unwrap_or(first))
            }
        }
    }
}

/// The [`DrawKind`] of a kind.
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

/// One question, with the typed values and errors.
pub fn question(q: &Question, context: &QuestionContext<'_>) -> AnyView {
    drawing(&q.kind).draw(q, context)
}

/// The id of the field an error belongs to, for the error summary's link.
pub fn target(q: &Question, error: &FieldError, context: &QuestionContext<'_>) -> String {
    drawing(&q.kind).error_target(q, error, context)
}
