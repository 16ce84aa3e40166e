//! The home page.

use super::services::entry;
use crate::http::context::Context;
use crate::http::frame::{frame, public, wording};
use crate::state::AppState;
use app::layout::Section;
use app::pages::Home;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

/// How many services the home page lists; a link leads to the others.
const POPULAR: usize = 6;

pub async fn show(State(state): State<Arc<AppState>>, context: Context) -> Response {
    let mut services: Vec<_> = state.catalogue.current().all().cloned().collect();
    // The authority's own services first, otherwise in alphabetical order.
    let own = |authority: &[String]| authority.iter().any(|id| id == context.authority());
    services.sort_by_key(|service| !own(&service.definition.authorities));
    let page = Home {
        wording: wording(&state, &context),
        popular: services
            .iter()
            .take(POPULAR)
            .map(|service| entry(&context, &service.definition))
            .collect(),
    };
    let mut frame = frame(&state, &context, &page.title(), Section::Home);
    frame.index = true;
    public(StatusCode::OK, frame, |_| page.view())
}
