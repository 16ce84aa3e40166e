//! How a short line is drawn.

use super::QuestionContext;
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;

/// The field is as wide as the answer may be long.
pub fn question(q: &Question, max: u32, seen: &QuestionContext<'_>) -> AnyView {
    Input {
        classes: match max {
            0..=5 => "govuk-input--width-5",
            6..=10 => "govuk-input--width-10",
            11..=20 => "govuk-input--width-20",
            _ => "",
        },
        ..input(q, seen)
    }
    .view()
}

/// What all kinds of one line share.
pub(super) fn input(q: &Question, seen: &QuestionContext<'_>) -> Input {
    Input {
        id: q.id.clone(),
        name: q.id.clone(),
        label: seen.label(q),
        hint: seen.hint(q),
        error: seen.error(q),
        value: seen.typed(q),
        ..Input::default()
    }
}
