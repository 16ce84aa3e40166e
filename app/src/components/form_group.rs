//! A field with its label, hint and error.

use super::classes::{append, classes, part_id};
use super::element::{element, together};
use super::{ErrorMessage, Hint};
use leptos::prelude::*;

/// The wrapper of one field or group of fields, with a red border if there is an error.
#[derive(Default)]
pub struct FormGroup {
    pub error: bool,
    pub classes: &'static str,
    pub children: Option<AnyView>,
}

impl FormGroup {
    pub fn view(self) -> AnyView {
        let class = classes(group_class(self.error), self.classes);
        element("div", class, self.children)
    }
}

pub(super) fn group_class(error: bool) -> &'static str {
    if error {
        "govuk-form-group govuk-form-group--error"
    } else {
        "govuk-form-group"
    }
}

/// Renders the hint and the error with the ids `{id}-hint` and `{id}-error`, and appends those ids
/// to `described_by` in reading order.
pub(super) fn descriptions(
    id: &str,
    hint: Option<String>,
    error: Option<ErrorMessage>,
    described_by: &mut String,
) -> AnyView {
    let hint = hint.map(|text| {
        let id = part_id(id, "-hint");
        append(described_by, &id);
        Hint {
            id: Some(id),
            text,
            classes: "",
        }
        .view()
    });
    let error = error.map(|error| {
        let id = part_id(id, "-error");
        append(described_by, &id);
        error.view(Some(id))
    });
    together(hint.into_iter().chain(error).collect())
}
