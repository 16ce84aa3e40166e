//! Asks to confirm a statement: one checkbox labelled with the statement.

use super::{DrawKind, QuestionContext};
use crate::components::{Checkboxes, Choice};
use leptos::prelude::*;
use shared::question::Question;
use shared::question::declaration::DeclarationKind;

impl DrawKind for DeclarationKind {
    fn draw(&self, q: &Question, seen: &QuestionContext<'_>) -> AnyView {
        Checkboxes {
            id: q.id.clone(),
            name: q.id.clone(),
            legend: Some(seen.legend(q)),
            hint: seen.hint(q),
            error: seen.error(q),
            items: vec![Choice {
                value: String::from("yes"),
                text: seen.words(&self.statement),
                checked: seen.chose(q, "yes"),
                ..Choice::default()
            }],
            ..Checkboxes::default()
        }
        .view()
    }
}
