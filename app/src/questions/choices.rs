//! The options of radios and checkboxes, and the questions they reveal.

use super::QuestionContext;
use super::context::LabelStyle;
use crate::components::Choice as Drawn;
use crate::components::element::together;
use leptos::prelude::*;
use shared::question::Question;

/// The options to draw: selected as submitted, the exclusive one set apart, each with its revealed
/// questions.
pub fn choices(q: &Question, exclusive: bool, context: &QuestionContext<'_>) -> Vec<Drawn> {
    let options = context.journey.offered(q);
    let mut drawn = Vec::with_capacity(options.len());
    for option in options {
        drawn.push(Drawn {
            value: option.id.clone(),
            text: context.words(&option.label),
            hint: option.hint.as_ref().map(|hint| context.words(hint)),
            checked: context.chose(q, &option.id),
            conditional: beneath(q, &option.id, context),
            divider: option.apart.then(|| context.say("journey-or")),
            exclusive: exclusive && option.apart,
            ..Drawn::default()
        });
    }
    drawn
}

/// The questions revealed beneath an option. They are always drawn: the script hides those whose
/// option is not chosen, and without it people see every question.
pub fn beneath(q: &Question, option: &str, context: &QuestionContext<'_>) -> Option<AnyView> {
    let revealed = context.revealed(q, option);
    if revealed.is_empty() {
        return None;
    }
    let inner = QuestionContext {
        alone: false,
        ..context.at(LabelStyle::Revealed)
    };
    let mut views = Vec::with_capacity(revealed.len());
    for question in revealed {
        views.push(super::question(question, &inner));
    }
    Some(together(views))
}
