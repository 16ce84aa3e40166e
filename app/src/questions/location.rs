//! How a place is asked for: in words.

use super::context::field;
use super::{QuestionContext, textarea};
use crate::components::Textarea;
use leptos::prelude::*;
use shared::answers::Typed;
use shared::question::Question;

/// The words are the part `description`; a pin would be `lat` and `lon`.
pub fn question(q: &Question, limit: u32, seen: &QuestionContext<'_>) -> AnyView {
    let id = field(&q.id, "description");
    let value = match seen.journey.answers.typed.get(&q.id) {
        Some(Typed::Text(text)) => text.clone(),
        _ => seen.part(q, "description"),
    };
    textarea::counted(
        Textarea {
            name: id.clone(),
            id,
            label: seen.label(q),
            hint: seen.hint(q),
            error: seen.error(q),
            value,
            ..Textarea::default()
        },
        limit,
        seen,
    )
}
