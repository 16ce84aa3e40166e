//! Asks for one line of text.

use super::{DrawKind, QuestionContext};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::text::{Code, TextKind};

impl DrawKind for TextKind {
    /// The field's width follows the maximum length of the answer. A code is typed as it stands.
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Input {
            classes: match self.max {
                0..=5 => "govuk-input--width-5",
                6..=10 => "govuk-input--width-10",
                11..=20 => "govuk-input--width-20",
                _ => "",
            },
            spellcheck: self.code.map(|_| false),
            autocorrect: self.code.map(|_| "off"),
            autocapitalize: self.code.map(|code| match code {
                Code::Digits => "none",
                Code::LettersAndDigits => "characters",
            }),
            inputmode: (self.code == Some(Code::Digits)).then_some("numeric"),
            ..input(q, context)
        }
        .view()
    }
}

/// The input shared by all single-line kinds.
pub(super) fn input(q: &Question, context: &QuestionContext<'_>) -> Input {
    Input {
        id: q.id.clone(),
        name: q.id.clone(),
        label: context.label(q),
        hint: context.hint(q),
        error: context.error(q),
        value: context.typed(q),
        ..Input::default()
    }
}
