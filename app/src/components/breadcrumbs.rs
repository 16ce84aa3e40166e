//! The page's position in the site, as links to the levels above it.

use super::classes::classes;
use leptos::prelude::*;

/// One level; without `href` it is the current page.
#[derive(Default)]
pub struct Breadcrumb {
    pub text: String,
    pub href: Option<String>,
}

/// Breadcrumbs; a page has these or a back link, never both.
#[derive(Default)]
pub struct Breadcrumbs {
    /// The accessible name of the navigation.
    pub label: String,
    pub items: Vec<Breadcrumb>,
    pub collapse_on_mobile: bool,
    pub classes: &'static str,
}

impl Breadcrumbs {
    pub fn view(self) -> AnyView {
        let mut class = classes("govuk-breadcrumbs", self.classes);
        if self.collapse_on_mobile {
            class.push_str(" govuk-breadcrumbs--collapse-on-mobile");
        }
        let items = self.items.into_iter().map(crumb).collect::<Vec<_>>();
        view! {
            <nav class=class aria-label=self.label>
                <ol class="govuk-breadcrumbs__list">{items}</ol>
            </nav>
        }
        .into_any()
    }
}

fn crumb(item: Breadcrumb) -> AnyView {
    match item.href {
        Some(href) => view! {
            <li class="govuk-breadcrumbs__list-item">
                <a class="govuk-breadcrumbs__link" href=href>{item.text}</a>
            </li>
        }
        .into_any(),
        None => view! {
            <li class="govuk-breadcrumbs__list-item" aria-current="page">{item.text}</li>
        }
        .into_any(),
    }
}
