//! A date that people know or can look up, in three fields.

use super::classes::{classes, part_id, present};
use super::element::element;
use super::form_group::descriptions;
use super::{ErrorMessage, Fieldset, FormGroup, Input, Label, Legend};
use leptos::prelude::*;

/// One field of a date.
#[derive(Default)]
pub struct DatePart {
    /// `day`, `month` or `year`: the suffix of the field's id and name.
    pub name: &'static str,
    pub label: String,
    pub value: String,
    /// This field is wrong. If no field is marked, an error marks all of them.
    pub wrong: bool,
    /// `bday-day` and so on, only if the date is the user's own date of birth.
    pub autocomplete: Option<&'static str>,
}

/// Fields `{id}-day`, `{id}-month`, `{id}-year`, posted as `{name}-day` and so on.
#[derive(Default)]
pub struct DateInput {
    pub id: String,
    /// If empty, the fields are posted under their bare names.
    pub name: String,
    pub legend: Option<Legend>,
    pub hint: Option<String>,
    pub error: Option<ErrorMessage>,
    pub parts: Vec<DatePart>,
    pub classes: &'static str,
    /// Ids of other elements on the page that describe the group.
    pub described_by: String,
    pub group_classes: &'static str,
}

impl DateInput {
    pub fn view(self) -> AnyView {
        let wrong = self.error.is_some();
        let one_wrong = self.parts.iter().any(|part| part.wrong);
        let mut described_by = self.described_by;
        let hint = descriptions(&self.id, self.hint, None, &mut described_by);
        // The error describes the first field that is wrong, not the group as well: it is heard once,
        // where it is mended.
        let mut error_id = String::new();
        let error = descriptions(&self.id, None, self.error, &mut error_id);
        let class = classes("govuk-date-input", self.classes);
        let mut items = Vec::with_capacity(self.parts.len());
        for part in self.parts {
            let red = part.wrong || (wrong && !one_wrong);
            let error_id = (red && wrong).then(|| std::mem::take(&mut error_id));
            items.push(part.view(&self.id, &self.name, red, error_id));
        }
        let inner = view! {
            {hint}
            {error}
            <div class=class id=present(self.id)>{items}</div>
        }
        .into_any();
        let children = match self.legend {
            None => inner,
            legend => Fieldset {
                legend,
                described_by,
                role: Some("group"),
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

impl DatePart {
    fn view(self, group: &str, prefix: &str, red: bool, error: Option<String>) -> AnyView {
        let look = match (self.name == "year", red) {
            (false, false) => "govuk-date-input__input govuk-input--width-2",
            (false, true) => "govuk-date-input__input govuk-input--error govuk-input--width-2",
            (true, false) => "govuk-date-input__input govuk-input--width-4",
            (true, true) => "govuk-date-input__input govuk-input--error govuk-input--width-4",
        };
        let mut id = part_id(group, "-");
        id.push_str(self.name);
        let mut name = String::from(prefix);
        if !prefix.is_empty() {
            name.push('-');
        }
        name.push_str(self.name);
        let field = Input {
            id,
            name,
            label: Label {
                text: self.label,
                classes: "govuk-date-input__label",
                heading: false,
            },
            value: self.value,
            classes: look,
            inputmode: Some("numeric"),
            autocomplete: self.autocomplete,
            invalid: error.is_some(),
            described_by: error.unwrap_or_default(),
            ..Input::default()
        }
        .view();
        element("div", "govuk-date-input__item", field)
    }
}
