//! A group of fields under one question.

use super::classes::{classes, present};
use super::element::element;
use leptos::prelude::*;

/// The question that a group of fields answers; on a page with one question, its heading.
#[derive(Default)]
pub struct Legend {
    pub text: String,
    /// `govuk-fieldset__legend--l` and similar.
    pub classes: &'static str,
    /// Renders the text as the page's `h1`.
    pub heading: bool,
    /// The heading takes the focus when the page is loaded: it says what a press led to.
    pub focus: bool,
}

impl Legend {
    /// The legend as the page's heading, in large type.
    pub fn heading(text: String) -> Self {
        Self {
            text,
            classes: "govuk-fieldset__legend--l",
            heading: true,
            focus: false,
        }
    }

    /// A legend in medium, bold type, for a group on a page with its own heading.
    pub fn group(text: String) -> Self {
        Self {
            text,
            classes: "govuk-fieldset__legend--m",
            ..Self::default()
        }
    }

    fn view(self) -> AnyView {
        let class = classes("govuk-fieldset__legend", self.classes);
        if self.heading {
            let tabindex = self.focus.then_some("-1");
            view! {
                <legend class=class>
                    <h1 class="govuk-fieldset__heading" tabindex=tabindex autofocus=self.focus>{self.text}</h1>
                </legend>
            }
            .into_any()
        } else {
            element("legend", class, self.text)
        }
    }
}

impl From<String> for Legend {
    fn from(text: String) -> Self {
        Self {
            text,
            ..Self::default()
        }
    }
}

/// A fieldset around `children`.
#[derive(Default)]
pub struct Fieldset {
    pub legend: Option<Legend>,
    /// Space-separated ids of the elements that describe the group.
    pub described_by: String,
    /// `group` for groups of text fields, which one screen reader otherwise leaves undescribed.
    pub role: Option<&'static str>,
    pub classes: &'static str,
    pub children: Option<AnyView>,
}

impl Fieldset {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-fieldset", self.classes);
        let described_by = present(self.described_by);
        let legend = self.legend.map(Legend::view);
        view! {
            <fieldset class=class role=self.role aria-describedby=described_by>
                {legend}
                {self.children}
            </fieldset>
        }
        .into_any()
    }
}
