//! The same page in another language.

use super::classes::classes;
use leptos::prelude::*;

/// One language, named in that language.
#[derive(Default)]
pub struct LanguageLink {
    /// BCP 47, for example `cy`.
    pub language: String,
    /// The language's name in that language.
    pub text: String,
    /// `None` for the language of this page.
    pub href: Option<String>,
    /// The purpose of the link, in the target language; hidden, for screen readers.
    pub description: Option<String>,
}

/// The language switch.
#[derive(Default)]
pub struct LanguageNavigation {
    pub label: String,
    pub items: Vec<LanguageLink>,
    pub classes: &'static str,
}

impl LanguageNavigation {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-language-navigation", self.classes);
        let items = self.items.into_iter().map(item).collect::<Vec<_>>();
        view! {
            <nav class=class aria-label=self.label>
                <ul class="govuk-language-navigation__list">{items}</ul>
            </nav>
        }
        .into_any()
    }
}

fn item(item: LanguageLink) -> AnyView {
    let language = super::classes::present(item.language);
    let inner = match item.href {
        None => view! {
            <span class="govuk-language-navigation__text" aria-current="true" lang=language>{item.text}</span>
        }
        .into_any(),
        Some(href) => {
            let described = item.description.map(|text| {
                let text = super::classes::part_id(" ", &text);
                view! { <span class="govuk-visually-hidden">{text}</span> }.into_any()
            });
            view! {
                <a class="govuk-language-navigation__link" href=href rel="alternate" lang=language.clone() hreflang=language>
                    {item.text}{described}
                </a>
            }
            .into_any()
        }
    };
    view! { <li class="govuk-language-navigation__list-item">{inner}</li> }.into_any()
}
