//! The banner that shows the phase of the site.

use super::Tag;
use leptos::prelude::*;

/// The phase and a sentence about it, which may contain a link.
#[derive(Default)]
pub struct PhaseBanner {
    pub tag: String,
    pub children: Option<AnyView>,
    pub classes: &'static str,
}

impl PhaseBanner {
    pub fn view(self) -> AnyView {
        let class =
            super::classes::classes("govuk-phase-banner govuk-width-container", self.classes);
        let tag = Tag {
            text: self.tag,
            classes: "govuk-phase-banner__content__tag",
        }
        .view();
        view! {
            <div class=class>
                <p class="govuk-phase-banner__content">
                    {tag}
                    " "
                    <span class="govuk-phase-banner__text">{self.children}</span>
                </p>
            </div>
        }
        .into_any()
    }
}
