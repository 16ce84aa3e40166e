//! Asks for a whole number: a text field with the numeric keyboard. A field of type `number` would
//! change the answer when somebody scrolls.

use super::{DrawKind, QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::whole_number::WholeNumberKind;

impl DrawKind for WholeNumberKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Input {
            classes: width(self.max()),
            // The numeric keyboard of some devices has no minus sign.
            inputmode: self.min.is_none_or(|min| min >= 0).then_some("numeric"),
            spellcheck: Some(false),
            ..text::input(q, context)
        }
        .view()
    }
}

/// A field width for the largest number.
fn width(max: i64) -> &'static str {
    match max {
        ..=999 => "govuk-input--width-3",
        1_000..=99_999 => "govuk-input--width-5",
        _ => "govuk-input--width-10",
    }
}
