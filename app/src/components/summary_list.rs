//! Questions with their answers.

use super::Heading;
use super::classes::classes;
use super::element::{element, together};
use leptos::prelude::*;

/// A link that changes one row or card.
#[derive(Default)]
pub struct SummaryAction {
    pub href: String,
    pub text: String,
    /// The subject of the link, visually hidden after its text: "Change" becomes "Change name".
    pub hidden: String,
}

/// One question and its answer. The caller marks answers that people typed `translate="no"`.
#[derive(Default)]
pub struct SummaryRow {
    pub key: String,
    pub value: Option<AnyView>,
    pub actions: Vec<SummaryAction>,
    pub classes: &'static str,
}

/// A titled frame around a summary list, for one of several similar items.
#[derive(Default)]
pub struct SummaryCard {
    pub title: String,
    /// Level of the title; 0 means 2.
    pub level: u8,
    pub actions: Vec<SummaryAction>,
    pub classes: &'static str,
}

/// A summary list.
#[derive(Default)]
pub struct SummaryList {
    pub rows: Vec<SummaryRow>,
    pub card: Option<SummaryCard>,
    /// `govuk-summary-list--no-border`.
    pub classes: &'static str,
}

impl SummaryList {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-summary-list", self.classes);
        let any = self.rows.iter().any(|row| !row.actions.is_empty());
        let title = self
            .card
            .as_ref()
            .map(|card| card.title.as_str())
            .unwrap_or_default();
        let rows = self
            .rows
            .into_iter()
            .map(|row| row.view(any, title))
            .collect::<Vec<_>>();
        let list = element("dl", class, together(rows));
        match self.card {
            Some(card) => card.view(list),
            None => list,
        }
    }
}

impl SummaryRow {
    fn view(self, any: bool, card: &str) -> AnyView {
        let bare = if any && self.actions.is_empty() {
            "govuk-summary-list__row--no-actions"
        } else {
            ""
        };
        let class = classes(&classes("govuk-summary-list__row", bare), self.classes);
        let actions = actions(
            self.actions,
            card,
            "govuk-summary-list__actions-list",
            "govuk-summary-list__actions-list-item",
        )
        .map(|links| element("dd", "govuk-summary-list__actions", links));
        view! {
            <div class=class>
                <dt class="govuk-summary-list__key">{self.key}</dt>
                <dd class="govuk-summary-list__value">{self.value}</dd>
                {actions}
            </div>
        }
        .into_any()
    }
}

impl SummaryCard {
    fn view(self, list: AnyView) -> AnyView {
        let class = classes("govuk-summary-card", self.classes);
        let single = self.actions.len() == 1;
        let links = actions(
            self.actions,
            &self.title,
            "govuk-summary-card__actions",
            "govuk-summary-card__action",
        );
        let links = if single {
            links.map(|link| element("div", "govuk-summary-card__actions", link))
        } else {
            links
        };
        let title = super::classes::present(self.title).map(|text| {
            Heading {
                level: self.level,
                text,
                classes: String::from("govuk-summary-card__title"),
                id: None,
            }
            .view()
        });
        view! {
            <div class=class>
                <div class="govuk-summary-card__title-wrapper">{title}{links}</div>
                <div class="govuk-summary-card__content">{list}</div>
            </div>
        }
        .into_any()
    }
}

/// A single link is rendered directly, several as a list.
fn actions(
    mut all: Vec<SummaryAction>,
    card: &str,
    list: &'static str,
    item: &'static str,
) -> Option<AnyView> {
    if all.len() < 2 {
        return all.pop().map(|only| only.view(card));
    }
    let mut items = Vec::with_capacity(all.len());
    for action in all {
        items.push(element("li", item, action.view(card)));
    }
    Some(element("ul", list, together(items)))
}

impl SummaryAction {
    fn view(self, card: &str) -> AnyView {
        let mut hidden = String::new();
        if !self.hidden.is_empty() {
            hidden.push(' ');
            hidden.push_str(&self.hidden);
        }
        if !card.is_empty() {
            hidden.push_str(" (");
            hidden.push_str(card);
            hidden.push(')');
        }
        let hidden = super::classes::present(hidden)
            .map(|text| element("span", "govuk-visually-hidden", text));
        view! { <a class="govuk-link" href=self.href>{self.text}{hidden}</a> }.into_any()
    }
}
