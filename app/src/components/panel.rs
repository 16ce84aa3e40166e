//! The panel of a confirmation page.

use super::Heading;
use super::classes::classes;
use super::element::{element, together};
use leptos::prelude::*;

/// The confirmation panel.
#[derive(Default)]
pub struct Panel {
    pub title: String,
    /// Level of the title; 0 means 1.
    pub level: u8,
    /// Usually the reference.
    pub body: Option<AnyView>,
    pub classes: &'static str,
}

impl Panel {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-panel govuk-panel--confirmation", self.classes);
        let title = Heading {
            level: if self.level == 0 { 1 } else { self.level },
            text: self.title,
            classes: String::from("govuk-panel__title"),
            id: None,
        }
        .view();
        let body = self
            .body
            .map(|body| element("div", "govuk-panel__body", body));
        element(
            "div",
            class,
            together([title].into_iter().chain(body).collect()),
        )
    }
}
