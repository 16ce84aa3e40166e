//! A choice of one option from several.

use super::choice::{Choice, Look, choices};
use super::classes::classes;
use super::form_group::descriptions;
use super::{ErrorMessage, Fieldset, FormGroup, Legend};
use leptos::prelude::*;

/// Radios. The first option has the group's id, as the target of the error summary's link.
#[derive(Default)]
pub struct Radios {
    pub id: String,
    pub name: String,
    /// Without a legend there is no fieldset; then another element must name the group.
    pub legend: Option<Legend>,
    pub hint: Option<String>,
    pub error: Option<ErrorMessage>,
    pub items: Vec<Choice>,
    /// `govuk-radios--inline` (two short options), `govuk-radios--small`.
    pub classes: &'static str,
    /// Ids of other elements on the page that describe the group.
    pub described_by: String,
    pub fieldset_classes: &'static str,
    pub group_classes: &'static str,
}

const LOOK: Look = Look {
    kind: "radio",
    item: "govuk-radios__item",
    input: "govuk-radios__input",
    label: "govuk-radios__label",
    hint: "govuk-radios__hint",
    divider: "govuk-radios__divider",
    conditional: "govuk-radios__conditional",
    hidden: "govuk-radios__conditional--hidden",
};

impl Radios {
    pub fn view(self) -> AnyView {
        let wrong = self.error.is_some();
        let mut described_by = self.described_by;
        let hint_and_error = descriptions(&self.id, self.hint, self.error, &mut described_by);
        let class = classes("govuk-radios", self.classes);
        let items = choices(&LOOK, &self.id, &self.name, "", self.items);
        let inner = view! {
            {hint_and_error}
            <div class=class data-module="govuk-radios">{items}</div>
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
