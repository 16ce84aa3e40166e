//! How a phone number is asked for.

use super::{QuestionContext, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;

pub fn question(q: &Question, seen: &QuestionContext<'_>) -> AnyView {
    Input {
        kind: "tel",
        classes: "govuk-input--width-20",
        autocomplete: Some("tel"),
        ..text::input(q, seen)
    }
    .view()
}
