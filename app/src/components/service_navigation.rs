//! The service's name, and the navigation links beside it.

use super::classes::{classes, present};
use leptos::prelude::*;

/// How an entry relates to the current page.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub enum Here {
    #[default]
    Elsewhere,
    /// The current page.
    Page,
    /// The section that contains the current page.
    Section,
}

/// One entry of the navigation.
#[derive(Default)]
pub struct NavigationItem {
    pub text: String,
    pub href: Option<String>,
    pub here: Here,
}

/// The bar under the header.
#[derive(Default)]
pub struct ServiceNavigation {
    /// The accessible name of the bar; used only if there is a service name or an `end`.
    pub label: String,
    pub service_name: String,
    /// The language of the name, if it differs from the page's.
    pub service_lang: Option<&'static str>,
    pub service_url: Option<String>,
    /// The label of the button that opens the menu on a phone; also names the navigation.
    pub menu: String,
    /// A longer accessible name for that button.
    pub menu_label: Option<String>,
    /// Names the navigation instead of `menu`.
    pub navigation_label: Option<String>,
    /// Empty means `navigation`.
    pub navigation_id: String,
    pub items: Vec<NavigationItem>,
    /// Whether the entries collapse behind the button on a phone; `None` means if there are two or
    /// more.
    pub collapse: Option<bool>,
    /// After everything else; used for the language switch.
    pub end: Option<AnyView>,
    /// Puts `end` on the same line.
    pub end_inline: bool,
    pub navigation_classes: &'static str,
    pub classes: &'static str,
}

impl ServiceNavigation {
    pub fn view(self) -> AnyView {
        let class = classes("govuk-service-navigation", self.classes);
        let landmark = !self.service_name.is_empty() || self.end.is_some();
        let frame = classes(
            "govuk-width-container",
            if self.end_inline {
                "govuk-service-navigation__inlining-container"
            } else {
                ""
            },
        );
        let name = present(self.service_name)
            .map(|name| service_name(name, self.service_lang, self.service_url));
        let navigation = if self.items.is_empty() {
            None
        } else {
            let id = present(self.navigation_id).unwrap_or_else(|| String::from("navigation"));
            let label = self.navigation_label.unwrap_or_else(|| self.menu.clone());
            let collapse = self.collapse.unwrap_or(self.items.len() > 1);
            let controls = id.clone();
            let long = self.menu_label.filter(|label| *label != self.menu);
            let toggle = collapse.then(|| {
                view! {
                    <button type="button" class="govuk-service-navigation__toggle govuk-js-service-navigation-toggle" aria-controls=controls aria-label=long hidden=true aria-hidden="true">
                        {self.menu}
                    </button>
                }
                .into_any()
            });
            let wrapper = classes("govuk-service-navigation__wrapper", self.navigation_classes);
            let items = self.items.into_iter().map(entry).collect::<Vec<_>>();
            Some(
                view! {
                    <nav aria-label=label class=wrapper>
                        {toggle}
                        <ul class="govuk-service-navigation__list" id=id>{items}</ul>
                    </nav>
                }
                .into_any(),
            )
        };
        let inner = view! {
            <div class=frame>
                <div class="govuk-service-navigation__container">{name}{navigation}</div>
                {self.end}
            </div>
        }
        .into_any();
        if landmark {
            view! {
                <section aria-label=self.label class=class data-module="govuk-service-navigation">{inner}</section>
            }
            .into_any()
        } else {
            view! { <div class=class data-module="govuk-service-navigation">{inner}</div> }
                .into_any()
        }
    }
}

fn service_name(name: String, lang: Option<&'static str>, url: Option<String>) -> AnyView {
    let name = match url {
        Some(url) => {
            view! { <a href=url class="govuk-service-navigation__link" lang=lang>{name}</a> }
                .into_any()
        }
        None => view! { <span class="govuk-service-navigation__text" lang=lang>{name}</span> }
            .into_any(),
    };
    view! { <span class="govuk-service-navigation__service-name">{name}</span> }.into_any()
}

fn entry(item: NavigationItem) -> AnyView {
    let (active, current) = match item.here {
        Here::Elsewhere => ("", None),
        Here::Page => ("govuk-service-navigation__item--active", Some("page")),
        Here::Section => ("govuk-service-navigation__item--active", Some("true")),
    };
    let text = if current.is_some() {
        view! { <strong class="govuk-service-navigation__active-fallback">{item.text}</strong> }
            .into_any()
    } else {
        item.text.into_any()
    };
    let inner = match item.href {
        Some(href) => view! {
            <a class="govuk-service-navigation__link" href=href aria-current=current>{text}</a>
        }
        .into_any(),
        None => view! {
            <span class="govuk-service-navigation__text" aria-current=current>{text}</span>
        }
        .into_any(),
    };
    let class = classes("govuk-service-navigation__item", active);
    view! { <li class=class>{inner}</li> }.into_any()
}
