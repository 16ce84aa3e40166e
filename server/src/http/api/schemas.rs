//! JSON Schemas of the messages between Doorstep and a back office.

use super::url::UrlPath;
use crate::http::error::AppError;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

/// One published schema by name: `uk.doorstep.request.v1` or `uk.doorstep.status.v1`.
#[utoipa::path(get, operation_id = "getMessageSchema", path = "/api/v1/schemas/{name}", tag = "callbacks",
    params(("name" = String, Path, description = "`uk.doorstep.request.v1` or `uk.doorstep.status.v1`")),
    responses((status = 200, description = "JSON Schema"),
        (status = 404, description = "No such schema", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn one(UrlPath(name): UrlPath<String>) -> Result<Response, AppError> {
    let schemas = crate::adapters::webhook::schemas();
    let Some((_, schema)) = schemas.iter().find(|(known, _)| *known == name) else {
        let names = schemas.iter().map(|(name, _)| *name).collect();
        return Err(AppError::UnknownSchema(names));
    };
    Ok((
        [(CONTENT_TYPE, "application/schema+json")],
        schema.to_string(),
    )
        .into_response())
}
