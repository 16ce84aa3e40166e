//! How a person's name is asked for: one field, because names do not split in two.

use super::{DrawKind, QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::name::NameKind;

impl DrawKind for NameKind {
    fn draw(&self, q: &Question, seen: &QuestionContext<'_>) -> AnyView {
        Input {
            autocomplete: Some("name"),
            spellcheck: Some(false),
            ..text::input(q, seen)
        }
        .view()
    }
}
