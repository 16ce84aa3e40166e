//! Asks to confirm a statement: one checkbox labelled with the statement.

use super::{DrawKind, QuestionContext};
use crate::components::{Checkboxes, Choice};
use leptos::prelude::*;
use shared::question::Question;
use shared::question::declaration::DeclarationKind;

impl DrawKind for DeclarationKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Checkboxes {
            id: q.id.clone(),
            name: q.id.clone(),
            legend: Some(context.legend(q)),
            hint: context.hint(q),
            error: context.error(q),
            items: vec![Choice {
                value: String::from("yes"),
                text: context.words(&self.statement),
                checked: context.chose(q, "yes"),
                ..Choice::default()
            }],
            ..Checkboxes::default()
        }
        .view()
    }
}
