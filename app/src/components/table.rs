//! A table of figures.

use super::classes::classes;
use leptos::prelude::*;

/// One cell of the head or of a row.
#[derive(Default)]
pub struct Cell {
    pub content: Option<AnyView>,
    /// A number: right-aligned, in tabular figures.
    pub numeric: bool,
    pub classes: &'static str,
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self {
            content: Some(text.into_any()),
            ..Self::default()
        }
    }
}

/// A table.
#[derive(Default)]
pub struct Table {
    pub caption: String,
    /// `govuk-table__caption--m` and similar.
    pub caption_classes: &'static str,
    pub head: Vec<Cell>,
    pub rows: Vec<Vec<Cell>>,
    pub first_cell_is_header: bool,
    /// `govuk-table--small-text-until-tablet`.
    pub classes: &'static str,
}

impl Table {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-table", self.classes);
        let caption = if self.caption.is_empty() {
            None
        } else {
            let class = classes("govuk-table__caption", self.caption_classes);
            Some(view! { <caption class=class>{self.caption}</caption> }.into_any())
        };
        let head = if self.head.is_empty() {
            None
        } else {
            let cells = self
                .head
                .into_iter()
                .map(|cell| cell.header("col"))
                .collect::<Vec<_>>();
            Some(
                view! {
                    <thead class="govuk-table__head">
                        <tr class="govuk-table__row">{cells}</tr>
                    </thead>
                }
                .into_any(),
            )
        };
        let rows = self
            .rows
            .into_iter()
            .map(|cells| row(cells, self.first_cell_is_header))
            .collect::<Vec<_>>();
        view! {
            <table class=class>
                {caption}
                {head}
                <tbody class="govuk-table__body">{rows}</tbody>
            </table>
        }
        .into_any()
    }
}

fn row(cells: Vec<Cell>, first_is_header: bool) -> AnyView {
    let mut views = Vec::with_capacity(cells.len());
    for cell in cells {
        views.push(if first_is_header && views.is_empty() {
            cell.header("row")
        } else {
            cell.view()
        });
    }
    view! { <tr class="govuk-table__row">{views}</tr> }.into_any()
}

impl Cell {
    fn header(self, scope: &'static str) -> AnyView {
        // Only column headers are aligned like numbers; a row header is a name.
        let numeric = if self.numeric && scope == "col" {
            "govuk-table__header--numeric"
        } else {
            ""
        };
        let class = classes(&classes("govuk-table__header", numeric), self.classes);
        view! { <th scope=scope class=class>{self.content}</th> }.into_any()
    }

    fn view(self) -> AnyView {
        let numeric = if self.numeric {
            "govuk-table__cell--numeric"
        } else {
            ""
        };
        let class = classes(&classes("govuk-table__cell", numeric), self.classes);
        view! { <td class=class>{self.content}</td> }.into_any()
    }
}
