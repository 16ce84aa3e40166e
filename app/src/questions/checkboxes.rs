//! Asks for none, one or several of many options.

use super::choices::choices;
use super::{DrawKind, QuestionContext};
use crate::components::Checkboxes;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::checkboxes::CheckboxesKind;

impl DrawKind for CheckboxesKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Checkboxes {
            id: q.id.clone(),
            name: q.id.clone(),
            legend: Some(context.legend(q)),
            hint: context.hint(q),
            error: context.error(q),
            items: choices(q, true, context),
            ..Checkboxes::default()
        }
        .view()
    }
}
