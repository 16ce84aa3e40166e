//! The A to Z of services with its search.

use crate::catalogue::{Service, search};
use crate::http::context::Context;
use crate::http::frame::{frame, personal, public, wording};
use crate::state::AppState;
use app::layout::Section;
use app::pages::{ServiceEntry, Services};
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use shared::service::Definition;
use std::sync::Arc;

/// The longest query that is used; a longer one is cut, not refused.
const MAX_QUERY: usize = 100;

#[derive(serde::Deserialize)]
pub struct Search {
    #[serde(default)]
    q: String,
}

pub async fn list(
    State(state): State<Arc<AppState>>,
    context: Context,
    Query(search): Query<Search>,
) -> Response {
    let query: String = search
        .q
        .trim()
        .chars()
        .filter(|c| !c.is_control())
        .take(MAX_QUERY)
        .collect();
    let services = state.catalogue.current();
    let found = search::search(&services, context.language, &query);
    // The words go nowhere until the person follows the link.
    let search_url = context.site.authority.search_url.as_ref();
    let site_search = search_url.map(|url| {
        let words = utf8_percent_encode(&query, NON_ALPHANUMERIC).to_string();
        url.replace("{query}", &words)
    });
    let page = Services {
        wording: wording(&state, &context),
        authority: context.site.details(context.language),
        query,
        site_search,
        services: found
            .iter()
            .map(|service| entry(&context, &service.definition))
            .collect(),
    };
    let mut frame = frame(&state, &context, &page.title(), Section::Services);
    frame.index = page.query.is_empty();
    // A search may be personal, so it is not stored on a shared computer.
    if page.query.is_empty() {
        public(StatusCode::OK, frame, |_| page.view())
    } else {
        personal(StatusCode::OK, frame, |_| page.view())
    }
}

pub fn entry(context: &Context, definition: &Definition) -> ServiceEntry {
    ServiceEntry {
        id: definition.id.clone(),
        title: definition.title.get(context.language).to_owned(),
        summary: definition.summary.get(context.language).to_owned(),
        lang: definition.lang(context.language),
    }
}

/// Sorts services by their titles.
pub fn by_title(context: &Context, services: &mut [&Arc<Service>]) {
    services.sort_by_cached_key(|one| one.definition.title.get(context.language).to_lowercase());
}
