//! The site header: the authority's name, as a wordmark.

use super::classes::classes;
use leptos::prelude::*;

/// The header of a site that is not GOV.UK: without the Crown.
#[derive(Default)]
pub struct GenericHeader {
    pub url: String,
    /// The authority's name, in the page's language.
    pub name: String,
    /// A logo in place of the name; its text alternative must be the name.
    pub logo: Option<AnyView>,
    /// Class of the inner container; empty means `govuk-width-container`.
    pub container_classes: &'static str,
    pub classes: &'static str,
}

impl GenericHeader {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-generic-header", self.classes);
        let frame = if self.container_classes.is_empty() {
            "govuk-width-container"
        } else {
            self.container_classes
        };
        let frame = classes("govuk-generic-header__container", frame);
        let name = self.logo.unwrap_or_else(|| self.name.into_any());
        view! {
            <div class=class>
                <div class=frame>
                    <div class="govuk-generic-header__logo">
                        <a href=self.url class="govuk-generic-header__homepage-link">{name}</a>
                    </div>
                </div>
            </div>
        }
        .into_any()
    }
}
