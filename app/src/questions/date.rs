//! Asks for a date: day, month and year in separate fields, beneath "Another day" if there are days
//! to choose.

use super::context::field;
use super::{DrawKind, QuestionContext};
use crate::components::{Choice, DateInput, DatePart, Legend, Radios};
use leptos::prelude::*;
use shared::answers::FieldError;
use shared::question::Question;
use shared::question::date::{self, ANOTHER, CHOICE, DateKind, Quick};

impl DrawKind for DateKind {
    fn draw(&self, q: &Question, context: &QuestionContext<'_>) -> AnyView {
        if self.quick.is_empty() {
            let hint = match context.hint(q) {
                Some(hint) => [hint.as_str(), " ", &example(q, context), "."].concat(),
                None => example(q, context),
            };
            let legend = context.legend(q);
            return fields(q, context, legend, hint, context.field_error(q), true);
        }
        let chosen = choice(self, q, context);
        let error = context.field_error(q);
        let (of_choice, of_fields) = match error {
            Some(error) if is_of_choice(error, chosen) => (Some(error), None),
            error => (None, error),
        };
        let mut items = Vec::with_capacity(self.quick.len() + 1);
        for quick in &self.quick {
            let key = match quick {
                Quick::Today => "journey-date-today",
                Quick::Yesterday => "journey-date-yesterday",
            };
            items.push(Choice {
                value: String::from(quick.slug()),
                text: context.say(key),
                checked: chosen == quick.slug(),
                ..Choice::default()
            });
        }
        let another = chosen == ANOTHER;
        let legend = Legend::from(context.say("journey-date-which"));
        items.push(Choice {
            value: String::from(ANOTHER),
            text: context.say("journey-date-another"),
            checked: another,
            conditional: Some(fields(
                q,
                context,
                legend,
                example(q, context),
                of_fields,
                another,
            )),
            ..Choice::default()
        });
        let name = field(&q.id, CHOICE);
        Radios {
            id: name.clone(),
            name,
            legend: Some(context.legend(q)),
            hint: context.hint(q),
            error: of_choice.map(|error| context.error_message(error)),
            items,
            ..Radios::default()
        }
        .view()
    }

    fn error_target(
        &self,
        q: &Question,
        error: &FieldError,
        context: &QuestionContext<'_>,
    ) -> String {
        if !self.quick.is_empty() && is_of_choice(error, choice(self, q, context)) {
            return field(&q.id, CHOICE);
        }
        field(&q.id, error.part.as_deref().unwrap_or("day"))
    }
}

/// The choice to show.
fn choice(kind: &DateKind, q: &Question, context: &QuestionContext<'_>) -> &'static str {
    let typed = context.journey.answers.typed.get(&q.id);
    let today = context.journey.facts.today;
    typed.map_or("", |typed| kind.choice(typed, today))
}

/// Whether an error is of the choice, and not of the fields of another day.
fn is_of_choice(error: &FieldError, chosen: &str) -> bool {
    match error.part.as_deref() {
        Some(part) => part == CHOICE,
        None => chosen != ANOTHER,
    }
}

/// "For example, 27 11 2026": a date that the rules accept.
fn example(q: &Question, context: &QuestionContext<'_>) -> String {
    let date = date::typed(context.journey.example_date(context.page, q));
    let (day, month, year) = (date.part("day"), date.part("month"), date.part("year"));
    let shown = [day, " ", month, " ", year].concat();
    context
        .wording
        .with("journey-date-example", &[("date", &shown)])
}

/// Day, month and year. They stay empty while another day is not what was chosen.
fn fields(
    q: &Question,
    context: &QuestionContext<'_>,
    legend: Legend,
    hint: String,
    error: Option<&FieldError>,
    filled: bool,
) -> AnyView {
    let part = |name: &'static str, label: &str| DatePart {
        name,
        label: context.say(label),
        value: if filled {
            context.part(q, name)
        } else {
            String::new()
        },
        wrong: error.is_some_and(|error| {
            error.part.as_deref() == Some(name) || date::is_about(&error.code, name)
        }),
        autocomplete: None,
    };
    DateInput {
        id: q.id.clone(),
        name: q.id.clone(),
        legend: Some(legend),
        hint: Some(hint),
        error: error.map(|error| context.error_message(error)),
        parts: vec![
            part("day", "date-part-day"),
            part("month", "date-part-month"),
            part("year", "date-part-year"),
        ],
        ..DateInput::default()
    }
    .view()
}
