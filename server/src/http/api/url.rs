//! The parameters of a path and of a query, with errors in the words of the API.

use crate::http::error::AppError;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// The parameters of the path.
pub struct UrlPath<T>(pub T);

/// The parameters of the query.
pub struct UrlQuery<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for UrlPath<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<UrlPath<T>, AppError> {
        match Path::from_request_parts(parts, state).await {
            Ok(Path(parameters)) => Ok(UrlPath(parameters)),
            Err(rejection) if rejection.status().is_server_error() => {
                Err(AppError::internal(rejection))
            }
            Err(_) => Err(AppError::of_path()),
        }
    }
}

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for UrlQuery<T> {
    type Rejection = AppError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<UrlQuery<T>, AppError> {
        match Query::from_request_parts(parts, state).await {
            Ok(Query(parameters)) => Ok(UrlQuery(parameters)),
            Err(_) => {
                let detail = "The query cannot be read: state each parameter once, as /api/v1/openapi.json describes it.";
                Err(AppError::Unreadable(detail.into()))
            }
        }
    }
}
