//! Asks for several lines of text, with a character count.

use super::{DrawKind, QuestionContext};
use crate::components::{CharacterCount, Textarea};
use leptos::prelude::*;
use shared::language::Language;
use shared::question::Question;
use shared::question::textarea::TextareaKind;
use shared::wording::{Category, Phrase, Wording, fill};

impl DrawKind for TextareaKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        counted(
            Textarea {
                id: q.id.clone(),
                name: q.id.clone(),
                label: context.label(q),
                hint: context.hint(q),
                error: context.error(q),
                value: context.typed(q),
                ..Textarea::default()
            },
            self.limit,
            context,
        )
    }
}

/// A textarea with its limit. The script counts what `shared` counts (`app/page.js`).
pub(super) fn counted(field: Textarea, limit: u32, context: &QuestionContext<'_>) -> AnyView {
    CharacterCount {
        textarea: Textarea {
            rows: if limit > 300 { 7 } else { 3 },
            ..field
        },
        limit: Some(limit),
        // With a long limit the count appears only after half of it is used.
        threshold: (limit > 300).then_some(50),
        description: context
            .wording
            .count("journey-count-hint", i64::from(limit), &[]),
        messages: messages(context.wording),
        ..CharacterCount::default()
    }
    .view()
}

/// The script's messages are English; other languages need every plural form.
pub fn messages(wording: &Wording) -> Vec<(&'static str, String)> {
    let mut all = Vec::new();
    if wording.language == Language::En {
        return all;
    }
    all.push((
        "characters-at-limit",
        wording.say("journey-count-none-left"),
    ));
    for (key, names) in [
        ("journey-count-left", &UNDER),
        ("journey-count-over", &OVER),
    ] {
        if let Some(Phrase::Plural(forms)) = wording.phrases.get(key) {
            for (category, text) in forms {
                // The script fills in the number.
                all.push((names[place(*category)], fill(text, &[("n", "%{count}")])));
            }
        }
    }
    all
}

const UNDER: [&str; 6] = [
    "characters-under-limit.zero",
    "characters-under-limit.one",
    "characters-under-limit.two",
    "characters-under-limit.few",
    "characters-under-limit.many",
    "characters-under-limit.other",
];

const OVER: [&str; 6] = [
    "characters-over-limit.zero",
    "characters-over-limit.one",
    "characters-over-limit.two",
    "characters-over-limit.few",
    "characters-over-limit.many",
    "characters-over-limit.other",
];

fn place(category: Category) -> usize {
    match category {
        Category::Zero => 0,
        Category::One => 1,
        Category::Two => 2,
        Category::Few => 3,
        Category::Many => 4,
        Category::Other => 5,
    }
}
