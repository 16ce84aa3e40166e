//! All services from A to Z, with a search as one plain form.

use crate::components::link_list::{LinkList, LinkListItem};
use crate::components::{Phone, SearchField};
use crate::layout::Authority;
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

/// One service in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEntry {
    pub id: String,
    pub title: String,
    pub summary: String,
    /// The language of its text, if it differs from the page's: then it exists only in English.
    pub lang: Option<&'static str>,
}

pub struct Services {
    pub wording: Arc<Wording>,
    pub authority: Arc<Authority>,
    /// The search query; empty for the whole list.
    pub query: String,
    /// Best match first after a search; otherwise in any order.
    pub services: Vec<ServiceEntry>,
    /// The search of the council's own website for the same words, if it has one.
    pub site_search: Option<String>,
}

impl Services {
    pub fn title(&self) -> String {
        let title = self.wording.say("page-services-title");
        if self.query.is_empty() {
            return title;
        }
        format!("{} – {title}", self.found())
    }

    fn found(&self) -> String {
        let query = [("query", self.query.as_str())];
        match self.services.len() {
            0 => self.wording.with("page-services-none-title", &query),
            n => self.wording.count("page-services-found", n as i64, &query),
        }
    }

    pub fn view(self) -> AnyView {
        let wording = self.wording.clone();
        let search = SearchField {
            action: paths::services(wording.language),
            name: "q",
            label: wording.say("page-services-search-label"),
            hint: Some(wording.say("page-services-search-hint")),
            value: self.query.clone(),
            button: wording.say("page-services-search-button"),
        }
        .view();
        let content = if self.query.is_empty() {
            letters(self.services, &wording)
        } else {
            self.results()
        };
        reading(
            view! {
                <h1 class="govuk-heading-l">{wording.say("page-services-title")}</h1>
                {search}
                {content}
            }
            .into_any(),
        )
    }

    fn results(self) -> AnyView {
        let wording = self.wording.clone();
        let found = self.found();
        let elsewhere = self.elsewhere();
        let all = view! {
            <p class="govuk-body">
                <a class="govuk-link" href=paths::services(wording.language)>{wording.say("page-services-clear")}</a>
            </p>
        }
        .into_any();
        let results = if self.services.is_empty() {
            let call = self.authority.phones.first().map(|line| {
                Phone {
                    label: self.authority.name.clone(),
                    number: line.number.clone(),
                    hours: Some(line.hours.clone()),
                    relay: None,
                }
                .view()
            });
            view! {
                <p class="govuk-body">{wording.say("page-services-none-text")}</p>
                {call}
            }
            .into_any()
        } else {
            list(self.services, None, &wording)
        };
        view! {
            <h2 class="govuk-heading-m" aria-live="polite">{found}</h2>
            {results}
            {elsewhere}
            {all}
        }
        .into_any()
    }

    /// The way to what is not on this website.
    fn elsewhere(&self) -> Option<AnyView> {
        let authority = ("authority", self.authority.name.as_str());
        let (href, text) = match (&self.site_search, &self.authority.website) {
            (Some(href), _) => {
                let words = [("query", self.query.as_str()), authority];
                let text = self.wording.with("page-services-site-search", &words);
                (href.clone(), text)
            }
            (None, Some(website)) if self.services.is_empty() => {
                let text = self.wording.with("page-services-site", &[authority]);
                (website.clone(), text)
            }
            _ => return None,
        };
        let link = view! { <p class="govuk-body"><a class="govuk-link" href=href>{text}</a></p> }
            .into_any();
        Some(link)
    }
}

/// Services grouped by first letter.
fn letters(mut services: Vec<ServiceEntry>, wording: &Wording) -> AnyView {
    services.sort_by_key(|service| service.title.to_lowercase());
    let count = wording.count("page-services-count", services.len() as i64, &[]);
    let mut views = Vec::new();
    let mut group: Vec<ServiceEntry> = Vec::new();
    let mut letter = String::new();
    for service in services {
        let first: String = service
            .title
            .chars()
            .take(1)
            .flat_map(char::to_uppercase)
            .collect();
        if first != letter && !group.is_empty() {
            views.push(list(
                std::mem::take(&mut group),
                Some(letter.clone()),
                wording,
            ));
        }
        letter = first;
        group.push(service);
    }
    if !group.is_empty() {
        views.push(list(group, Some(letter), wording));
    }
    view! {
        <p class="govuk-body">{count}</p>
        {views}
    }
    .into_any()
}

/// Services as links, each with a description.
pub fn list(services: Vec<ServiceEntry>, letter: Option<String>, wording: &Wording) -> AnyView {
    let items = services.into_iter().map(|service| link(service, wording));
    LinkList {
        id: letter
            .as_ref()
            .map(|letter| format!("letter-{}", letter.to_lowercase())),
        marker: letter,
        items: items.collect(),
    }
    .view()
}

/// A service as a link.
pub fn link(service: ServiceEntry, wording: &Wording) -> LinkListItem {
    LinkListItem {
        href: paths::service(wording.language, &service.id),
        text: service.title,
        description: Some(service.summary),
        language: service.lang,
        note: service
            .lang
            .map(|_| wording.say("page-services-english-only")),
    }
}
