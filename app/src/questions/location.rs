//! Asks for a location, described in words.

use super::context::field;
use super::{DrawKind, QuestionContext, textarea};
use crate::components::Textarea;
use leptos::prelude::*;
use shared::answers::{FieldError, Typed};
use shared::question::Question;
use shared::question::location::LocationKind;

impl DrawKind for LocationKind {
    /// The words are the part `description`; a pin would be `lat` and `lon`.
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        let id = field(&q.id, "description");
        let value = match context.journey.answers.typed.get(&q.id) {
            Some(Typed::Text(text)) => text.clone(),
            _ => context.part(q, "description"),
        };
        textarea::counted(
            Textarea {
                name: id.clone(),
                id,
                label: context.label(q),
                hint: context.hint(q),
                error: context.error(q),
                value,
                ..Textarea::default()
            },
            self.limit,
            context,
        )
    }

    /// Only the description can be changed here.
    fn error_target(&self, q: &Question, _: &FieldError, _: &QuestionContext<'_>) -> String {
        field(&q.id, "description")
    }
}
