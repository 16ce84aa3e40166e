//! What a council publishes, as data.

use super::problem::Problem;
use crate::desk::Desk;
use crate::http::visit::Visit;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use shared::api::services::{ServiceEntry, Services};
use shared::language::Language;
use std::sync::Arc;

/// Every service, by id.
#[utoipa::path(get, operation_id = "listServices", path = "/api/v1/services", tag = "services",
    responses((status = 200, description = "Every published service", body = Services)))]
pub async fn list(State(desk): State<Arc<Desk>>, _visit: Visit) -> axum::Json<Services> {
    let services = desk
        .catalogue
        .current()
        .all()
        .map(|service| ServiceEntry {
            id: service.definition.id.clone(),
            title: service.definition.title.get(Language::En).to_owned(),
            summary: service.definition.summary.get(Language::En).to_owned(),
            version: service.version.clone(),
            authorities: service.definition.authorities.clone(),
            languages: service.definition.languages.clone(),
        })
        .collect();
    axum::Json(Services { services })
}

/// One definition; its ETag is its version, and it may be kept for as long as that matches.
#[utoipa::path(get, operation_id = "getService", path = "/api/v1/services/{service}", tag = "services",
    params(("service" = String, Path, description = "The service's id")),
    responses((status = 200, description = "The definition; the ETag is its version"),
        (status = 304, description = "Unchanged"),
        (status = 404, description = "No such service", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn one(
    State(desk): State<Arc<Desk>>,
    _visit: Visit,
    Path(service): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let service = desk
        .catalogue
        .current()
        .get(&service)
        .ok_or_else(|| unknown(&desk))?;
    let etag = format!("\"{}\"", service.version);
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let caching = [(ETAG, etag.clone()), (CACHE_CONTROL, "no-cache".to_owned())];
    if known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == etag)
    }) {
        return Ok((StatusCode::NOT_MODIFIED, caching).into_response());
    }
    Ok((
        caching,
        [(CONTENT_TYPE, "application/json")],
        service.json.clone(),
    )
        .into_response())
}

/// JSON Schema (2020-12) of a service's answers as `POST /api/v1/requests` takes them.
#[utoipa::path(get, operation_id = "getAnswersSchema", path = "/api/v1/services/{service}/schema", tag = "services",
    params(("service" = String, Path, description = "The service's id")),
    responses((status = 200, description = "JSON Schema of the answers"),
        (status = 404, description = "No such service", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn schema(
    State(desk): State<Arc<Desk>>,
    _visit: Visit,
    Path(service): Path<String>,
) -> Result<Response, Problem> {
    let service = desk
        .catalogue
        .current()
        .get(&service)
        .ok_or_else(|| unknown(&desk))?;
    let schema = shared::api::services::answers_schema(&service.definition);
    Ok((
        [(CONTENT_TYPE, "application/schema+json")],
        schema.to_string(),
    )
        .into_response())
}

/// A 404 that helps: it names what there is.
pub fn unknown(desk: &Desk) -> Problem {
    let ids: Vec<String> = desk
        .catalogue
        .current()
        .all()
        .map(|service| service.definition.id.clone())
        .collect();
    Problem::new(
        StatusCode::NOT_FOUND,
        "There is no such service",
        &format!(
            "The services are: {}. See /api/v1/services.",
            ids.join(", ")
        ),
    )
}
