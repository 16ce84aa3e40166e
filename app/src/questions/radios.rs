//! Asks for one of several options.

use super::choices::choices;
use super::{DrawKind, QuestionContext};
use crate::components::Radios;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::radios::RadiosKind;

impl DrawKind for RadiosKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        Radios {
            id: q.id.clone(),
            name: q.id.clone(),
            legend: Some(context.legend(q)),
            hint: context.hint(q),
            error: context.error(q),
            items: choices(q, false, context),
            ..Radios::default()
        }
        .view()
    }
}
