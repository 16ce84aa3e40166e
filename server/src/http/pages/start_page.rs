//! The start page of a service.

use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::frame::{frame, public, service_name, wording};
use crate::http::journey::load::{published, site_facts};
use crate::state::AppState;
use app::layout::Section;
use app::pages::{Cleared, StartPage};
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

#[derive(serde::Deserialize)]
pub struct StartQuery {
    #[serde(default)]
    cleared: Option<String>,
}

pub async fn show(
    State(state): State<Arc<AppState>>,
    context: Context,
    Path(service): Path<String>,
    Query(query): Query<StartQuery>,
) -> Result<Response, AppError> {
    let service = published(&state, &service)?;
    let definition = &service.definition;
    let context = context.in_supported_language(definition);
    if query.cleared.is_some() {
        let page = Cleared {
            wording: wording(&state, &context),
            service: service_name(definition, context.language),
        };
        let frame = frame(&state, &context, &page.title(), Section::Services);
        return Ok(public(StatusCode::OK, frame, |_| page.view()));
    }
    let page = StartPage {
        wording: wording(&state, &context),
        authority: context.site.details(context.language),
        definition: definition.clone(),
        facts: site_facts(&state, &context),
        provided_by: definition
            .authorities
            .iter()
            .map(|id| state.sites.name(id, context.language).to_owned())
            .collect(),
    };
    let mut frame = frame(&state, &context, &page.title(), Section::Services);
    frame.index = true;
    frame
        .alternates
        .retain(|(language, _)| definition.speaks(*language));
    frame.service = Some(service_name(definition, context.language));
    Ok(public(StatusCode::OK, frame, |_| page.view()))
}
