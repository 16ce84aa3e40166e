//! How a whole number is asked for: a text field with the digits' keyboard. A field of the type
//! `number` would change the answer when somebody scrolls.

use super::{DrawKind, QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::whole_number::WholeNumberKind;

impl DrawKind for WholeNumberKind {
    fn draw(&self, q: &Question, seen: &QuestionContext<'_>) -> AnyView {
        Input {
            classes: width(self.max()),
            // The digits' keyboard of some devices has no minus sign.
            inputmode: self.min.is_none_or(|min| min >= 0).then_some("numeric"),
            spellcheck: Some(false),
            ..text::input(q, seen)
        }
        .view()
    }
}

/// The field is as wide as its largest number.
fn width(max: i64) -> &'static str {
    match max {
        ..=999 => "govuk-input--width-3",
        1_000..=99_999 => "govuk-input--width-5",
        _ => "govuk-input--width-10",
    }
}
