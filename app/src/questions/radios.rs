//! Asks for one of several options.

use super::choices::choices;
use super::{DrawKind, QuestionContext};
use crate::components::Radios;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::radios::RadiosKind;

impl DrawKind for RadiosKind {
    fn draw(&self, q: &Question, seen: &QuestionContext<'_>) -> AnyView {
        Radios {
            id: q.id.clone(),
            name: q.id.clone(),
            legend: Some(seen.legend(q)),
            hint: seen.hint(q),
            error: seen.error(q),
            items: choices(q, false, seen),
            ..Radios::default()
        }
        .view()
    }
}
