//! Links, each with a description: on the home page, or under a letter of the A to Z.

use leptos::prelude::*;

/// One link.
#[derive(Default)]
pub struct LinkListItem {
    pub href: String,
    pub text: String,
    pub description: Option<String>,
    /// The language of text and description, if it differs from the page's.
    pub language: Option<&'static str>,
    /// Shown after the description, in the page's language.
    pub note: Option<String>,
}

/// The list. A `marker` (a letter) is placed beside it on wide screens.
#[derive(Default)]
pub struct LinkList {
    /// A letter or a short group name, rendered as a level 2 heading.
    pub marker: Option<String>,
    /// Id of the heading, for links to it.
    pub id: Option<String>,
    pub items: Vec<LinkListItem>,
}

impl LinkList {
    pub fn view(self) -> AnyView {
        let mut items = Vec::with_capacity(self.items.len());
        for item in self.items {
            let language = item.language;
            let note = item.note.map(|note| format!(" ({note})"));
            let description = item.description.map(|text| {
                view! { <p class="app-link-list__description"><span lang=language>{text}</span>{note}</p> }
                    .into_any()
            });
            items.push(
                view! {
                    <li class="app-link-list__item">
                        <a class="govuk-link app-link-list__link" href=item.href lang=language>{item.text}</a>
                        {description}
                    </li>
                }
                .into_any(),
            );
        }
        let id = self.id;
        let marker = self
            .marker
            .map(|text| view! { <h2 class="app-link-list__marker" id=id>{text}</h2> }.into_any());
        view! {
            <div class="app-link-list">
                {marker}
                <ul class="app-link-list__items">{items}</ul>
            </div>
        }
        .into_any()
    }
}
