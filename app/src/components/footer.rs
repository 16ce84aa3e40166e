//! The footer of every page, without the Crown or a licence crest.

use super::classes::classes;
use leptos::prelude::*;

/// One link of the footer.
#[derive(Default)]
pub struct FooterLink {
    pub href: String,
    pub text: String,
}

/// The footer.
#[derive(Default)]
pub struct Footer {
    /// Hidden heading before the links, "Support links" in English.
    pub title: String,
    pub links: Vec<FooterLink>,
    /// Who runs the site: one sentence, usually the authority's name and address.
    pub owner: Option<AnyView>,
    /// Above the links, full width; used for the contact line.
    pub children: Option<AnyView>,
    /// `app-footer--short`: all in one line, where there is room.
    pub classes: &'static str,
}

impl Footer {
    pub fn view(self) -> AnyView {
        let mut links = Vec::with_capacity(self.links.len());
        for link in self.links {
            links.push(
                view! { <li class="app-footer__item"><a class="app-footer__link" href=link.href>{link.text}</a></li> }
                    .into_any(),
            );
        }
        let owner = self
            .owner
            .map(|owner| view! { <p class="app-footer__owner">{owner}</p> }.into_any());
        let above = self
            .children
            .map(|children| view! { <div class="app-footer__above">{children}</div> }.into_any());
        let class = classes("app-footer", self.classes);
        view! {
            <div class=class>
                <div class="govuk-width-container">
                    {above}
                    <h2 class="govuk-visually-hidden">{self.title}</h2>
                    <ul class="app-footer__list">{links}</ul>
                    {owner}
                </div>
            </div>
        }
        .into_any()
    }
}
