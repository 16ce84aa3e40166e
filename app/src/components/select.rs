//! A drop-down list. Prefer radios wherever they fit.

use super::classes::{append, classes, present};
use super::element::together;
use super::form_group::descriptions;
use super::{ErrorMessage, FormGroup, Label};
use leptos::prelude::*;

/// One entry of the list.
#[derive(Default)]
pub struct SelectItem {
    /// `None` posts the text.
    pub value: Option<String>,
    pub text: String,
    pub selected: bool,
    /// Cannot be chosen; for a first entry such as "Choose one" that posts nothing.
    pub disabled: bool,
}

/// A select.
#[derive(Default)]
pub struct Select {
    /// Also the target of the error summary's link.
    pub id: String,
    pub name: String,
    pub label: Label,
    pub hint: Option<String>,
    pub error: Option<ErrorMessage>,
    pub items: Vec<SelectItem>,
    pub classes: &'static str,
    /// Ids of other elements on the page that describe this field.
    pub described_by: String,
    pub group_classes: &'static str,
}

impl Select {
    pub fn view(self) -> AnyView {
        let wrong = self.error.is_some();
        let mut class = classes("govuk-select", self.classes);
        if wrong {
            append(&mut class, "govuk-select--error");
        }
        let mut described_by = self.described_by;
        let label = self.label.view(&self.id);
        let hint_and_error = descriptions(&self.id, self.hint, self.error, &mut described_by);
        let mut items = Vec::with_capacity(self.items.len());
        for item in self.items {
            items.push(
                view! { <option value=item.value selected=item.selected disabled=item.disabled>{item.text}</option> }
                    .into_any(),
            );
        }
        let field = view! {
            <select class=class id=self.id name=self.name aria-describedby=present(described_by)>{items}</select>
        }
        .into_any();
        FormGroup {
            error: wrong,
            classes: self.group_classes,
            children: Some(together(vec![label, hint_and_error, field])),
        }
        .view()
    }
}
