//! All services of one topic.

use super::services::{ServiceEntry, list};
use crate::components::{Breadcrumb, Breadcrumbs};
use crate::layout::columns::reading;
use leptos::prelude::*;
use shared::paths;
use shared::wording::Wording;
use std::sync::Arc;

pub struct Topic {
    pub wording: Arc<Wording>,
    pub name: String,
    pub services: Vec<ServiceEntry>,
}

impl Topic {
    pub fn title(&self) -> String {
        self.name.clone()
    }

    pub fn view(self) -> AnyView {
        let wording = &self.wording;
        let language = wording.language;
        let mut services = self.services;
        services.sort_by_key(|service| service.title.to_lowercase());
        let crumbs = Breadcrumbs {
            label: wording.say("layout-breadcrumbs"),
            items: vec![Breadcrumb {
                text: wording.say("layout-nav-home"),
                href: Some(paths::home(language)),
            }],
            ..Breadcrumbs::default()
        }
        .view();
        let count = i64::try_from(services.len()).unwrap_or(i64::MAX);
        let content = view! {
            <h1 class="govuk-heading-l">{self.name}</h1>
            <p class="govuk-body">{wording.count("page-services-count", count, &[])}</p>
            {list(services, None, wording)}
            <p class="govuk-body">
                <a class="govuk-link" href=paths::services(language)>{wording.say("page-home-all")}</a>
            </p>
        }
        .into_any();
        (crumbs, reading(content)).into_any()
    }
}
