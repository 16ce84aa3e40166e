//! A search as one plain form.

use super::{Hint, label};
use leptos::prelude::*;

/// A field and its button on one line; the form uses GET, so a search has a URL.
#[derive(Default)]
pub struct SearchField {
    pub action: String,
    /// Id and name of the field.
    pub name: &'static str,
    pub label: String,
    pub hint: Option<String>,
    pub value: String,
    pub button: String,
}

impl SearchField {
    pub fn view(self) -> AnyView {
        let label = label::label(
            String::from("govuk-label govuk-label--s"),
            self.name.to_string(),
            self.label,
        );
        let hint_id = super::classes::part_id(self.name, "-hint");
        let described_by = self.hint.as_ref().map(|_| hint_id.clone());
        let hint = self.hint.map(|text| {
            Hint {
                id: Some(hint_id),
                text,
                classes: "",
            }
            .view()
        });
        let value = super::classes::present(self.value);
        view! {
            <form class="app-search-field" action=self.action method="get" role="search">
                {label}
                {hint}
                <div class="app-search-field__line">
                    <input class="govuk-input app-search-field__input" id=self.name name=self.name type="search" value=value aria-describedby=described_by autocomplete="off" spellcheck="true"/>
                    <button type="submit" class="govuk-button app-search-field__button">{self.button}</button>
                </div>
            </form>
        }
        .into_any()
    }
}
