//! The published services as data.

use super::url::{UrlPath, UrlQuery};
use crate::assets::FOR_EVER;
use crate::catalogue::Service;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::state::AppState;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, HeaderValue, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use shared::api::services::{ServiceEntry, Services};
use shared::language::Language;
use std::sync::Arc;

/// Every service, by id.
#[utoipa::path(get, operation_id = "listServices", path = "/api/v1/services", tag = "services",
    responses((status = 200, description = "Every published service", body = Services)))]
pub async fn list(State(state): State<Arc<AppState>>, _: Context) -> axum::Json<Services> {
    let services = state
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

/// The version to return.
#[derive(serde::Deserialize)]
pub struct VersionQuery {
    version: Option<String>,
}

/// One definition. Its ETag is its version, so it may be cached for as long as that matches.
/// `version` selects an older one, as named by drafts, requests and deliveries: every version
/// that was ever used stays available, never changes, and may be cached for ever.
///
/// Words in braces, such as `{window}`, stand for values of the council that answers:
/// `parameters` has them by council, `all` for the others.
#[utoipa::path(get, operation_id = "getService", path = "/api/v1/services/{service}", tag = "services",
    params(("service" = String, Path, description = "The service's id"),
        ("version" = Option<String>, Query, description = "The version to read; the current one when left out")),
    responses((status = 200, description = "The definition; the ETag is its version"),
        (status = 304, description = "Unchanged"),
        (status = 404, description = "No such service or version", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn one(
    State(state): State<Arc<AppState>>,
    _: Context,
    UrlPath(service): UrlPath<String>,
    UrlQuery(at): UrlQuery<VersionQuery>,
    headers: HeaderMap,
) -> Result<Response, AppError> {
    let caching = match at.version {
        Some(_) => FOR_EVER,
        None => HeaderValue::from_static("no-cache"),
    };
    let service = service_at(&state, &service, at).await?;
    let etag = format!("\"{}\"", service.version);
    let known = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok());
    let caching = [(CACHE_CONTROL, caching)];
    if known.is_some_and(|known| {
        known
            .split(',')
            .any(|one| one.trim().trim_start_matches("W/") == etag)
    }) {
        return Ok((StatusCode::NOT_MODIFIED, caching, [(ETAG, etag)]).into_response());
    }
    Ok((
        caching,
        [(ETAG, etag.as_str()), (CONTENT_TYPE, "application/json")],
        service.json.clone(),
    )
        .into_response())
}

/// JSON Schema (2020-12) of a service's answers, as `POST /api/v1/requests` takes them.
///
/// `version` selects an older version.
#[utoipa::path(get, operation_id = "getAnswersSchema", path = "/api/v1/services/{service}/schema", tag = "services",
    params(("service" = String, Path, description = "The service's id"),
        ("version" = Option<String>, Query, description = "The version to read; the current one when left out")),
    responses((status = 200, description = "JSON Schema of the answers"),
        (status = 404, description = "No such service or version", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn schema(
    State(state): State<Arc<AppState>>,
    _: Context,
    UrlPath(service): UrlPath<String>,
    UrlQuery(at): UrlQuery<VersionQuery>,
) -> Result<Response, AppError> {
    let service = service_at(&state, &service, at).await?;
    Ok((
        [(CONTENT_TYPE, "application/schema+json")],
        service.answers_schema(),
    )
        .into_response())
}

/// The version asked for, or the current one.
async fn service_at(
    state: &AppState,
    service: &str,
    at: VersionQuery,
) -> Result<Arc<Service>, AppError> {
    let current = state.catalogue.current().get(service);
    let Some(version) = at.version else {
        return current.ok_or_else(|| unknown_service(state));
    };
    let found = state
        .catalogue
        .service_at(&state.store, service, &version)
        .await?;
    found.ok_or_else(|| match current {
        Some(current) => AppError::UnknownVersion(current.version.clone()),
        None => unknown_service(state),
    })
}

/// A 404 that names the existing services.
pub fn unknown_service(state: &AppState) -> AppError {
    let services = state.catalogue.current();
    let ids = services.all().map(|service| service.definition.id.clone());
    AppError::UnknownService(ids.collect())
}
