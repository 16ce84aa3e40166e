//! Several lines of text.

use super::classes::{append, present};
use super::element::together;
use super::form_group::descriptions;
use super::{ErrorMessage, FormGroup, Label};
use leptos::prelude::*;

/// A textarea. For one with a counted limit see [`super::CharacterCount`].
#[derive(Default)]
pub struct Textarea {
    /// Also the target of the error summary's link.
    pub id: String,
    pub name: String,
    pub label: Label,
    pub hint: Option<String>,
    pub error: Option<ErrorMessage>,
    pub value: String,
    /// Visible rows; 0 means five.
    pub rows: u8,
    pub classes: &'static str,
    pub autocomplete: Option<&'static str>,
    pub spellcheck: Option<bool>,
    /// Ids of other elements on the page that describe this field.
    pub described_by: String,
    pub group_classes: &'static str,
}

impl Textarea {
    pub fn view(self) -> AnyView {
        let (error, classes, children) = (self.error.is_some(), self.group_classes, self.parts(""));
        FormGroup {
            error,
            classes,
            children: Some(children),
        }
        .view()
    }

    /// Everything inside the form group; `described_by` is read before the hint and the error,
    /// `hook` is the class by which a script finds the field.
    pub(super) fn parts(self, hook: &str) -> AnyView {
        let mut class = String::from("govuk-textarea");
        if self.error.is_some() {
            append(&mut class, "govuk-textarea--error");
        }
        append(&mut class, hook);
        append(&mut class, self.classes);
        let mut described_by = self.described_by;
        let label = self.label.view(&self.id);
        let hint_and_error = descriptions(&self.id, self.hint, self.error, &mut described_by);
        let rows = if self.rows == 0 {
            5u32
        } else {
            u32::from(self.rows)
        };
        let spellcheck = self.spellcheck.map(|on| if on { "true" } else { "false" });
        let field = view! {
            <textarea class=class id=self.id name=self.name rows=rows.to_string() spellcheck=spellcheck aria-describedby=present(described_by) autocomplete=self.autocomplete inner_html=content(&self.value)></textarea>
        }
        .into_any();
        together(vec![label, hint_and_error, field])
    }
}

/// The text as HTML. It is set as inner HTML because Leptos writes an empty text node as one space,
/// and hydration markers would become part of the text.
fn content(value: &str) -> String {
    let mut html = String::with_capacity(value.len() + 8);
    // A parser drops the first line break of a whole textarea, but not of its inner HTML.
    if cfg!(feature = "ssr") && value.starts_with('\n') {
        html.push('\n');
    }
    for c in value.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            // The parser turns a bare carriage return into a line feed; forms post CR LF anyway.
            c => html.push(c),
        }
    }
    html
}
