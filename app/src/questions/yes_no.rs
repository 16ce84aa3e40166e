//! Asks a yes or no question, with the question's own labels if it has any.

use super::choices::beneath;
use super::{DrawKind, QuestionContext};
use crate::components::{Choice, Radios};
use leptos::prelude::*;
use shared::question::Question;
use shared::question::yes_no::YesNoKind;

impl DrawKind for YesNoKind {
    /// On one line, unless an answer reveals another question.
    fn draw(&self, q: &Question, seen: &QuestionContext<'_>) -> AnyView {
        let mut reveals = false;
        let mut items = Vec::with_capacity(2);
        for (value, own, key) in [
            ("yes", &self.yes, "journey-yes"),
            ("no", &self.no, "journey-no"),
        ] {
            let conditional = beneath(q, value, seen);
            reveals |= conditional.is_some();
            items.push(Choice {
                value: String::from(value),
                text: own
                    .as_ref()
                    .map_or_else(|| seen.say(key), |own| seen.words(own)),
                checked: seen.chose(q, value),
                conditional,
                ..Choice::default()
            });
        }
        Radios {
            id: q.id.clone(),
            name: q.id.clone(),
            legend: Some(seen.legend(q)),
            hint: seen.hint(q),
            error: seen.error(q),
            items,
            classes: if reveals { "" } else { "govuk-radios--inline" },
            ..Radios::default()
        }
        .view()
    }
}
