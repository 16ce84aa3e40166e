//! The front page: what is new, find a service by search or topic, find the council that serves a
//! place, and the way back to a request.

use super::announcements::{Announcement, banner};
use super::council::postcode_field;
use super::find_request::reference_field;
use super::services::{ServiceEntry, link};
use crate::components::{Button, SearchField, TopicList, TopicListItem};
use crate::layout::columns::wide;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

pub struct Home {
    pub wording: Arc<Wording>,
    /// The council's own heading.
    pub headline: Option<String>,
    pub announcements: Vec<Announcement>,
    /// Topics that have services.
    pub topics: Vec<TopicEntry>,
}

/// A topic with the first of its services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicEntry {
    /// `None` for services without a topic.
    pub id: Option<String>,
    pub name: String,
    pub services: Vec<ServiceEntry>,
    /// How many services it has in all.
    pub count: usize,
}

impl Home {
    pub fn title(&self) -> String {
        let own = self.headline.clone();
        own.unwrap_or_else(|| self.wording.say("page-home-title"))
    }

    pub fn view(self) -> AnyView {
        let title = self.title();
        let wording = &self.wording;
        let language = wording.language;
        let search = SearchField {
            action: paths::services(language),
            name: "q",
            label: wording.say("page-home-search-label"),
            button: wording.say("page-home-search-button"),
            ..SearchField::default()
        }
        .view();
        let topics = TopicList {
            topics: self
                .topics
                .into_iter()
                .map(|topic| topic_item(topic, wording))
                .collect(),
        }
        .view();
        let button = |key: &str| {
            Button {
                text: wording.say(key),
                classes: "govuk-button--secondary",
                once: true,
                ..Button::default()
            }
            .view()
        };
        wide(
            view! {
                {banner(self.announcements, wording)}
                <div class="app-lead">
                    <h1 class="govuk-heading-xl">{title}</h1>
                    <p class="govuk-body-l">{wording.say("page-home-lead")}</p>
                    {search}
                </div>
                <h2 class="govuk-heading-m">{wording.say("page-home-topics")}</h2>
                {topics}
                <p class="govuk-body">
                    <a class="govuk-link" href=paths::services(language)>{wording.say("page-home-all")}</a>
                </p>
                <div class="govuk-grid-row app-beside">
                    <div class="govuk-grid-column-one-half">
                        <h2 class="govuk-heading-m">{wording.say("page-council-title")}</h2>
                        <p class="govuk-body">{wording.say("page-home-council-text")}</p>
                        <form method="post" action=paths::council(language) novalidate=true class="app-form">
                            {postcode_field(wording, String::new(), &[])}
                            {button("page-council-button")}
                        </form>
                    </div>
                    <div class="govuk-grid-column-one-half">
                        <h2 class="govuk-heading-m">{wording.say("page-home-follow-title")}</h2>
                        <p class="govuk-body">{wording.say("page-home-follow-text")}</p>
                        <form method="post" action=paths::requests(language) novalidate=true class="app-form">
                            {reference_field(wording, "", &[])}
                            {button("page-find-button")}
                        </form>
                    </div>
                </div>
            }
            .into_any(),
        )
    }
}

fn topic_item(topic: TopicEntry, wording: &Wording) -> TopicListItem {
    let href = match &topic.id {
        Some(id) => paths::topic(wording.language, id),
        None => paths::services(wording.language),
    };
    let shown = topic.services.len();
    let more = (topic.count > shown).then(|| {
        let count = i64::try_from(topic.count).unwrap_or(i64::MAX);
        wording.count("page-home-topic-all", count, &[("topic", &topic.name)])
    });
    TopicListItem {
        text: topic.name,
        href,
        services: topic
            .services
            .into_iter()
            .map(|service| link(service, wording))
            .collect(),
        more,
    }
}
