//! How an email address is asked for.

use super::{QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;

pub fn question(q: &Question, seen: &QuestionContext<'_>) -> AnyView {
    Input {
        kind: "email",
        autocomplete: Some("email"),
        spellcheck: Some(false),
        ..text::input(q, seen)
    }
    .view()
}
