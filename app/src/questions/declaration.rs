//! How a statement is confirmed: one box beside the statement itself.

use super::QuestionContext;
use crate::components::{Checkboxes, Choice};
use leptos::prelude::*;
use shared::language::Text;
use shared::question::Question;

pub fn question(q: &Question, statement: &Text, seen: &QuestionContext<'_>) -> AnyView {
    Checkboxes {
        id: q.id.clone(),
        name: q.id.clone(),
        legend: Some(seen.legend(q)),
        hint: seen.hint(q),
        error: seen.error(q),
        items: vec![Choice {
            value: String::from("yes"),
            text: seen.words(statement),
            checked: seen.chose(q, "yes"),
            ..Choice::default()
        }],
        ..Checkboxes::default()
    }
    .view()
}
