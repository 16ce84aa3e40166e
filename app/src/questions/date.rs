//! Asks for a date: day, month and year in separate fields.

use super::{DrawKind, QuestionContext};
use crate::components::{DateInput, DatePart};
use leptos::prelude::*;
use shared::question::Question;
use shared::question::date::{self, DateKind};

impl DrawKind for DateKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        let part = |name: &'static str, label: &str| DatePart {
            name,
            label: context.say(label),
            value: context.part(q, name),
            wrong: context.field_error(q).is_some_and(|error| {
                error.part.as_deref() == Some(name) || date::is_about(&error.code, name)
            }),
            autocomplete: None,
        };
        DateInput {
            id: q.id.clone(),
            name: q.id.clone(),
            legend: Some(context.legend(q)),
            hint: context.hint(q),
            error: context.error(q),
            parts: vec![
                part("day", "date-part-day"),
                part("month", "date-part-month"),
                part("year", "date-part-year"),
            ],
            ..DateInput::default()
        }
        .view()
    }
}
