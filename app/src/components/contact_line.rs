//! How to contact the authority, in the same position on every page (WCAG 2.2, 3.2.6).

use super::Heading;
use leptos::prelude::*;

/// One way to contact the authority.
#[derive(Default)]
pub struct ContactWay {
    /// The kind of contact: "Telephone", "Text relay", "Email".
    pub name: String,
    /// The visible text, for example the number in groups.
    pub text: String,
    /// `tel:`, `mailto:` or a page; `None` for plain text such as a postal address.
    pub href: Option<String>,
    /// Opening hours or costs.
    pub note: Option<String>,
}

/// The contact line.
#[derive(Default)]
pub struct ContactLine {
    pub title: String,
    /// Level of the title; 0 means 2.
    pub level: u8,
    pub ways: Vec<ContactWay>,
}

impl ContactLine {
    pub fn view(self) -> AnyView {
        let title = Heading {
            level: self.level,
            text: self.title,
            classes: String::from("app-contact-line__title"),
            id: None,
        }
        .view();
        let ways = self.ways.into_iter().map(way).collect::<Vec<_>>();
        view! {
            <div class="app-contact-line">
                {title}
                <dl class="app-contact-line__ways">{ways}</dl>
            </div>
        }
        .into_any()
    }
}

fn way(way: ContactWay) -> AnyView {
    // Browser translation must not change numbers and addresses.
    let text = match way.href {
        Some(href) => {
            let text = breakable(&way.text);
            view! { <a class="app-contact-line__link" href=href translate="no">{text}</a> }
                .into_any()
        }
        None => way.text.into_any(),
    };
    let note = way
        .note
        .map(|note| view! { <span class="app-contact-line__note">{note}</span> }.into_any());
    view! {
        <div class="app-contact-line__way">
            <dt class="app-contact-line__name">{way.name}</dt>
            <dd class="app-contact-line__value">{text}" "{note}</dd>
        </div>
    }
    .into_any()
}

/// A long email address breaks after its `@`.
fn breakable(text: &str) -> AnyView {
    match text.split_once('@') {
        Some((name, host)) => {
            let name = format!("{name}@");
            view! { {name}<wbr/>{String::from(host)} }.into_any()
        }
        None => String::from(text).into_any(),
    }
}
