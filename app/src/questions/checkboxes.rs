//! How one or several of many are asked for.

use super::Seen;
use super::choices::choices;
use crate::components::Checkboxes;
use leptos::prelude::*;
use shared::question::{Choice, Question};

pub fn question(q: &Question, options: &[Choice], seen: &Seen<'_>) -> AnyView {
    Checkboxes {
        id: q.id.clone(),
        name: q.id.clone(),
        legend: Some(seen.legend(q)),
        hint: seen.hint(q),
        error: seen.error(q),
        items: choices(q, options, true, seen),
        ..Checkboxes::default()
    }
    .view()
}
