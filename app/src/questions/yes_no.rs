//! Asks a yes or no question, with the question's own labels if it has any.

use super::choices::beneath;
use super::{DrawKind, QuestionContext};
use crate::components::{Choice, Radios};
use leptos::prelude::*;
use shared::question::Question;
use shared::question::yes_no::YesNoKind;

impl DrawKind for YesNoKind {
    /// On one line, unless an answer reveals another question.
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        let mut reveals = false;
        let mut items = Vec::with_capacity(2);
        for (value, own, key) in [
            ("yes", &self.yes, "journey-yes"),
            ("no", &self.no, "journey-no"),
        ] {
            let conditional = beneath(q, value, context);
            reveals |= conditional.is_some();
            items.push(Choice {
                value: String::from(value),
                text: own
                    .as_ref()
                    .map_or_else(|| context.say(key), |own| context.words(own)),
                checked: context.chose(q, value),
                conditional,
                ..Choice::default()
            });
        }
        Radios {
            id: q.id.clone(),
            name: q.id.clone(),
            legend: Some(context.legend(q)),
            hint: context.hint(q),
            error: context.error(q),
            items,
            classes: if reveals { "" } else { "govuk-radios--inline" },
            ..Radios::default()
        }
        .view()
    }
}
