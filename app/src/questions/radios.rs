//! How one of several is asked for.

use super::QuestionContext;
use super::choices::choices;
use crate::components::Radios;
use leptos::prelude::*;
use shared::question::Question;

pub fn question(q: &Question, seen: &QuestionContext<'_>) -> AnyView {
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
