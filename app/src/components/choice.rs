//! One option of radios or checkboxes.

use super::classes::{append, classes, part_id, present};
use super::element::{element, with_id};
use super::{Hint, label};
use leptos::prelude::*;

/// One option, with the content it reveals.
#[derive(Default)]
pub struct Choice {
    pub value: String,
    pub text: String,
    pub hint: Option<String>,
    pub checked: bool,
    /// Shown only while this option is chosen; always shown without the script.
    pub conditional: Option<AnyView>,
    /// A word such as "or" on its own line before this option.
    pub divider: Option<String>,
    /// Checkboxes only: choosing this deselects the others ("None of these").
    pub exclusive: bool,
    /// Defaults to the group's id, with the option's number appended from the second on.
    pub id: Option<String>,
    /// Defaults to the group's name.
    pub name: Option<String>,
    pub label_classes: &'static str,
}

/// The class names that differ between radios and checkboxes.
pub(super) struct Look {
    pub kind: &'static str,
    pub item: &'static str,
    pub input: &'static str,
    pub label: &'static str,
    pub hint: &'static str,
    pub divider: &'static str,
    pub conditional: &'static str,
    pub hidden: &'static str,
}

/// Renders the options of a group. `described_by` is set on every option, for groups without a
/// fieldset.
pub(super) fn choices(
    look: &'static Look,
    id: &str,
    name: &str,
    described_by: &str,
    items: Vec<Choice>,
) -> Vec<AnyView> {
    let mut views = Vec::with_capacity(items.len());
    let mut number = 0;
    for item in items {
        number += 1;
        if item.divider.is_some() {
            number += 1;
        }
        let own = if number == 1 {
            id.to_string()
        } else {
            let mut own = part_id(id, "-");
            own.push_str(&number.to_string());
            own
        };
        views.push(item.view(look, own, name, described_by));
    }
    views
}

impl Choice {
    fn view(self, look: &'static Look, id: String, name: &str, described_by: &str) -> AnyView {
        let id = self.id.unwrap_or(id);
        let name = self.name.unwrap_or_else(|| name.to_string());
        let mut described_by = described_by.to_string();
        let divider = self.divider.map(|text| element("div", look.divider, text));
        let label_class = classes(&classes("govuk-label", look.label), self.label_classes);
        let label = label::label(label_class, id.clone(), self.text);
        let hint = self.hint.map(|text| {
            let id = part_id(&id, "-item-hint");
            append(&mut described_by, &id);
            Hint {
                id: Some(id),
                text,
                classes: look.hint,
            }
            .view()
        });
        let revealed = self
            .conditional
            .map(|children| (part_id("conditional-", &id), children));
        let controls = revealed.as_ref().map(|(id, _)| id.clone());
        let conditional = revealed.map(|(id, children)| {
            let hidden = if self.checked { "" } else { look.hidden };
            let class = classes(look.conditional, hidden);
            with_id("div", Some(id), class, children)
        });
        let exclusive = self.exclusive.then_some("exclusive");
        view! {
            {divider}
            <div class=look.item>
                <input class=look.input id=id name=name type=look.kind value=self.value checked=self.checked data-aria-controls=controls data-behaviour=exclusive aria-describedby=present(described_by)/>
                {label}
                {hint}
            </div>
            {conditional}
        }
        .into_any()
    }
}
