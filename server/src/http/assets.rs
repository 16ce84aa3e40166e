//! `GET /assets/{file}`

use super::error::AppError;
use crate::state::AppState;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, Response};
use std::sync::Arc;

/// A file under its hashed name, compressed as the client prefers.
pub async fn serve(
    State(state): State<Arc<AppState>>,
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response<Body>, AppError> {
    state
        .assets
        .response(&file, &headers)
        .ok_or(AppError::NotFound)
}
