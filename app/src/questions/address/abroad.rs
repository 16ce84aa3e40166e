//! The step that takes an address outside the UK, line by line.

use super::{group, line};
use crate::components::Input;
use crate::questions::QuestionContext;
use leptos::prelude::*;
use shared::question::Question;
use shared::question::address::abroad::LINES;

pub fn abroad(q: &Question, context: &QuestionContext<'_>) -> AnyView {
    // An error without a part is shown at the first field.
    let whole = context.field_error(q).filter(|error| {
        !error
            .part
            .as_deref()
            .is_some_and(|part| LINES.contains(&part))
    });
    let mut fields = Vec::with_capacity(LINES.len());
    for part in LINES {
        let (label, classes) = match part {
            "line1" => ("journey-address-line1", ""),
            "line2" => ("journey-address-line2", ""),
            "town" => ("journey-address-abroad-town", "govuk-!-width-two-thirds"),
            "postcode" => ("journey-address-abroad-postcode", "govuk-input--width-10"),
            _ => ("journey-address-country", "govuk-!-width-two-thirds"),
        };
        let error = context.field_error_in(q, part);
        let error = if part == "line1" {
            error.or(whole)
        } else {
            error
        };
        fields.push(
            Input {
                classes,
                spellcheck: (part == "postcode").then_some(false),
                ..line(q, context, part, label, error)
            }
            .view(),
        );
    }
    group(q, context, None, fields.into_any())
}
