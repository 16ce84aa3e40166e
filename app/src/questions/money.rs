//! Asks for an amount of money in pounds, with the pound sign before the field. There is no
//! `inputmode`, because the numeric keyboard of some devices has no decimal point.

use super::{DrawKind, QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::money::MoneyKind;

impl DrawKind for MoneyKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Input {
            classes: width(self.max()),
            prefix: Some(String::from("£")),
            spellcheck: Some(false),
            ..text::input(q, context)
        }
        .view()
    }
}

/// A field width for the largest amount, in pence.
fn width(max: i64) -> &'static str {
    match max {
        ..=999_999 => "govuk-input--width-5",
        _ => "govuk-input--width-10",
    }
}
