//! How a person's name is asked for: one field, because names do not split in two.

use super::{QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;

pub fn question(q: &Question, seen: &QuestionContext<'_>) -> AnyView {
    Input {
        autocomplete: Some("name"),
        spellcheck: Some(false),
        ..text::input(q, seen)
    }
    .view()
}
