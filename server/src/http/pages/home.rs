//! The front page.

use super::announcements::announcements;
use super::services::{by_title, entry};
use crate::catalogue::{Service, Services};
use crate::http::context::Context;
use crate::http::frame::{frame, public, wording};
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Home, TopicEntry};
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// How many services of a topic the front page lists; a link leads to the others.
const SHOWN: usize = 4;

pub async fn show(State(state): State<Arc<AppState>>, context: Context) -> Response {
    let services = state.catalogue.current();
    let now = state.clock.now();
    let news = services
        .announcements
        .on_front_page(context.authority(), now);
    let headline = context.site.authority.headline.as_ref();
    let page = Home {
        wording: wording(&state, &context),
        headline: headline.map(|text| text.get(context.language).to_owned()),
        announcements: announcements(&state, &context, &news),
        topics: topics(&state, &context, &services),
    };
    let mut frame = frame(&state, &context, &page.title(), Section::Home);
    frame.index = true;
    public(StatusCode::OK, frame, |_| page.view())
}

/// Every topic that has services, and those that have none of the topics.
fn topics(state: &AppState, context: &Context, services: &Services) -> Vec<TopicEntry> {
    let topics = &state.config.topics;
    let named = topics.iter().map(|topic| {
        let name = topic.name.get(context.language).to_owned();
        let is_of = |one: &&Arc<Service>| one.definition.topic.as_ref() == Some(&topic.id);
        let of_it = services.all().filter(is_of).collect();
        topic_entry(context, Some(topic.id.clone()), name, of_it)
    });
    let has_none = |one: &&Arc<Service>| {
        let topic = one.definition.topic.as_ref();
        topic.is_none_or(|id| topics.iter().all(|topic| topic.id != *id))
    };
    let name = wording(state, context).say("page-home-other");
    let others = services.all().filter(has_none).collect();
    named
        .chain([topic_entry(context, None, name, others)])
        .filter(|topic| topic.count > 0)
        .collect()
}

/// A topic with the first of its services: those of the site's council, otherwise in alphabetical
/// order.
fn topic_entry(
    context: &Context,
    id: Option<String>,
    name: String,
    mut services: Vec<&Arc<Service>>,
) -> TopicEntry {
    let is_own = |one: &&Arc<Service>| {
        let mut authorities = one.definition.authorities.iter();
        authorities.any(|id| id == context.authority())
    };
    by_title(context, &mut services);
    services.sort_by_key(|service| !is_own(service));
    TopicEntry {
        id,
        name,
        count: services.len(),
        services: services
            .iter()
            .take(SHOWN)
            .map(|service| entry(context, &service.definition))
            .collect(),
    }
}
