//! Asks for a phone number.

use super::{DrawKind, QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::phone::PhoneKind;

impl DrawKind for PhoneKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Input {
            kind: "tel",
            classes: "govuk-input--width-20",
            autocomplete: context.autocomplete(q, "tel"),
            ..text::input(q, context)
        }
        .view()
    }
}
