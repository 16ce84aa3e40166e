//! Asks for an email address.

use super::{DrawKind, QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::email::EmailKind;

impl DrawKind for EmailKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Input {
            kind: "email",
            autocomplete: context.autocomplete(q, "email"),
            spellcheck: Some(false),
            ..text::input(q, context)
        }
        .view()
    }
}
