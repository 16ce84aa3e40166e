//! All services of one topic.

use super::services::{by_title, entry};
use crate::catalogue::Service;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::http::frame::{frame, public, wording};
use crate::state::AppState;
use app::layout::Section;
use app::pages::Topic;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use std::sync::Arc;

pub async fn show(
    State(state): State<Arc<AppState>>,
    context: Context,
    Path(id): Path<String>,
) -> Result<Response, AppError> {
    let mut topics = state.config.topics.iter();
    let topic = topics.find(|topic| topic.id == id);
    let topic = topic.ok_or(AppError::NotFound)?;
    let services = state.catalogue.current();
    let is_of = |one: &&Arc<Service>| one.definition.topic.as_ref() == Some(&topic.id);
    let mut services: Vec<&Arc<Service>> = services.all().filter(is_of).collect();
    if services.is_empty() {
        return Err(AppError::NotFound);
    }
    by_title(&context, &mut services);
    let page = Topic {
        wording: wording(&state, &context),
        name: topic.name.get(context.language).to_owned(),
        services: services
            .iter()
            .map(|service| entry(&context, &service.definition))
            .collect(),
    };
    let mut frame = frame(&state, &context, &page.title(), Section::Services);
    frame.index = true;
    Ok(public(StatusCode::OK, frame, |_| page.view()))
}
