//! A choice of none, one or several options.

use super::choice::{Choice, Look, choices};
use super::classes::classes;
use super::form_group::descriptions;
use super::{ErrorMessage, Fieldset, FormGroup, Legend};
use leptos::prelude::*;

/// Checkboxes. The first option has the group's id, as the target of the error summary's link.
#[derive(Default)]
pub struct Checkboxes {
    pub id: String,
    pub name: String,
    /// Without a legend there is no fieldset, as suits a single checkbox.
    pub legend: Option<Legend>,
    pub hint: Option<String>,
    pub error: Option<ErrorMessage>,
    pub items: Vec<Choice>,
    /// `govuk-checkboxes--small`.
    pub classes: &'static str,
    /// Ids of other elements on the page that describe the group.
    pub described_by: String,
    pub fieldset_classes: &'static str,
    pub group_classes: &'static str,
}

const LOOK: Look = Look {
    kind: "checkbox",
    item: "govuk-checkboxes__item",
    input: "govuk-checkboxes__input",
    label: "govuk-checkboxes__label",
    hint: "govuk-checkboxes__hint",
    divider: "govuk-checkboxes__divider",
    conditional: "govuk-checkboxes__conditional",
    hidden: "govuk-checkboxes__conditional--hidden",
};

impl Checkboxes {
    pub fn view(self) -> AnyView {
        let wrong = self.error.is_some();
        let mut described_by = self.described_by;
        let hint_and_error = descriptions(&self.id, self.hint, self.error, &mut described_by);
        let class = classes("govuk-checkboxes", self.classes);
        // A fieldset is described once; without one, each box needs the description.
        let each = if self.legend.is_some() {
            ""
        } else {
            &described_by
        };
        let items = choices(&LOOK, &self.id, &self.name, each, self.items);
        let inner = view! {
            {hint_and_error}
            <div class=class data-module="govuk-checkboxes">{items}</div>
        }
        .into_any();
        let children = match self.legend {
            None => inner,
            legend => Fieldset {
                legend,
                described_by,
                classes: self.fieldset_classes,
                children: Some(inner),
                ..Fieldset::default()
            }
            .view(),
        };
        FormGroup {
            error: wrong,
            classes: self.group_classes,
            children: Some(children),
        }
        .view()
    }
}
