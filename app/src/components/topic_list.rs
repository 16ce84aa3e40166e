//! Topics, each with some of its services.

use super::LinkListItem;
use leptos::prelude::*;

/// One topic.
#[derive(Default)]
pub struct TopicListItem {
    pub text: String,
    /// The page with all its services.
    pub href: String,
    /// The services shown here, without their descriptions.
    pub services: Vec<LinkListItem>,
    /// The text of the link to the others, if there are any.
    pub more: Option<String>,
}

/// The list, in columns where there is room. Its titles are headings of level 3.
#[derive(Default)]
pub struct TopicList {
    pub topics: Vec<TopicListItem>,
}

impl TopicList {
    pub fn view(self) -> AnyView {
        let topics = self.topics.into_iter().map(topic).collect::<Vec<_>>();
        view! { <ul class="app-topic-list">{topics}</ul> }.into_any()
    }
}

fn topic(topic: TopicListItem) -> AnyView {
    let services = topic.services.into_iter().map(|service| {
        let language = service.language;
        let note = service.note.map(|note| format!(" ({note})"));
        view! {
            <li class="app-topic-list__service">
                <a class="govuk-link" href=service.href lang=language>{service.text}</a>
                {note}
            </li>
        }
        .into_any()
    });
    let more = topic.more.map(|text| {
        let href = topic.href.clone();
        view! { <p class="app-topic-list__more"><a class="govuk-link" href=href>{text}</a></p> }
            .into_any()
    });
    view! {
        <li class="app-topic-list__topic">
            <h3 class="app-topic-list__title"><a class="govuk-link" href=topic.href>{topic.text}</a></h3>
            <ul class="app-topic-list__services">{services.collect::<Vec<_>>()}</ul>
            {more}
        </li>
    }
    .into_any()
}
