//! How an email address is asked for.

use super::{Seen, text};
use crate::components::Input;
use leptos::prelude::*;
use shared::question::Question;

pub fn question(q: &Question, seen: &Seen<'_>) -> AnyView {
    Input {
        kind: "email",
        autocomplete: Some("email"),
        spellcheck: Some(false),
        ..text::input(q, seen)
    }
    .view()
}
