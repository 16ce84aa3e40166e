//! How a phone number is asked for.

use super::{Seen, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;

pub fn question(q: &Question, seen: &Seen<'_>) -> AnyView {
    Input {
        kind: "tel",
        classes: "govuk-input--width-20",
        autocomplete: Some("tel"),
        ..text::input(q, seen)
    }
    .view()
}
