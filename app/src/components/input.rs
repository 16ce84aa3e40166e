//! One line of text.

use super::classes::{append, classes, present};
use super::element::{element, together};
use super::form_group::descriptions;
use super::{ErrorMessage, FormGroup, Label};
use leptos::attr::custom::custom_attribute;
use leptos::prelude::*;

/// A text input. `value` is the text as typed, valid or not.
#[derive(Default)]
pub struct Input {
    /// Also the target of the error summary's link.
    pub id: String,
    pub name: String,
    pub label: Label,
    pub hint: Option<String>,
    pub error: Option<ErrorMessage>,
    pub value: String,
    /// `email`, `tel`, `search`; empty means `text`. Numbers use `text` with an `inputmode`.
    pub kind: &'static str,
    /// `govuk-input--width-10` and similar, `govuk-input--extra-letter-spacing`.
    pub classes: &'static str,
    /// The autofill token of HTML, for example `postal-code`.
    pub autocomplete: Option<&'static str>,
    pub autocapitalize: Option<&'static str>,
    /// `off` where the browser must not replace what is typed by words it knows.
    pub autocorrect: Option<&'static str>,
    pub inputmode: Option<&'static str>,
    pub spellcheck: Option<bool>,
    pub pattern: Option<&'static str>,
    /// A unit before the field, hidden from screen readers, so the label must contain it too.
    pub prefix: Option<String>,
    /// A unit after the field, hidden from screen readers, so the label must contain it too.
    pub suffix: Option<String>,
    /// Announced as wrong; for one of several fields that share an error.
    pub invalid: bool,
    /// Ids of other elements on the page that describe this field.
    pub described_by: String,
    pub group_classes: &'static str,
}

impl Input {
    pub fn view(self) -> AnyView {
        let wrong = self.error.is_some();
        let mut class = classes("govuk-input", self.classes);
        if wrong {
            append(&mut class, "govuk-input--error");
        }
        let mut described_by = self.described_by;
        let label = self.label.view(&self.id);
        let hint_and_error = descriptions(&self.id, self.hint, self.error, &mut described_by);
        let kind = if self.kind.is_empty() {
            "text"
        } else {
            self.kind
        };
        let spellcheck = self.spellcheck.map(|on| if on { "true" } else { "false" });
        // Leptos has no method for this attribute of HTML.
        let autocorrect = custom_attribute("autocorrect", self.autocorrect);
        let field = view! {
            <input class=class id=self.id name=self.name type=kind spellcheck=spellcheck value=present(self.value) aria-describedby=present(described_by) aria-invalid=self.invalid.then_some("true") autocomplete=self.autocomplete autocapitalize=self.autocapitalize pattern=self.pattern inputmode={self.inputmode} {autocorrect}/>
        }
        .into_any();
        let field = if self.prefix.is_some() || self.suffix.is_some() {
            let prefix = self.prefix.map(|text| affix("govuk-input__prefix", text));
            let suffix = self.suffix.map(|text| affix("govuk-input__suffix", text));
            let parts = prefix.into_iter().chain([field]).chain(suffix);
            element("div", "govuk-input__wrapper", together(parts.collect()))
        } else {
            field
        };
        FormGroup {
            error: wrong,
            classes: self.group_classes,
            children: Some(together(vec![label, hint_and_error, field])),
        }
        .view()
    }
}

fn affix(class: &'static str, text: String) -> AnyView {
    view! { <div class=class aria-hidden="true">{text}</div> }.into_any()
}
