//! What a kind of question brings to be drawn.

use super::QuestionContext;
use super::context::field;
use leptos::prelude::*;
use shared::answers::FieldError;
use shared::question::rules::Shape;
use shared::question::{Kind, Question, QuestionKind};

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
    }
}
