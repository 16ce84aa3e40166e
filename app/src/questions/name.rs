//! Asks for a person's name: one field, because not every name splits into two.

use super::{DrawKind, QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::name::NameKind;

impl DrawKind for NameKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Input {
            autocomplete: context.autocomplete(q, "name"),
            spellcheck: Some(false),
            ..text::input(q, context)
        }
        .view()
    }
}
