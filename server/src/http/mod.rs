//! (being built: the URL table)

pub mod health;
pub mod layers;
pub mod listen;

use crate::desk::Desk;
use axum::Router;
use axum::routing::get;
use shared::paths;
use std::sync::Arc;

pub fn router(desk: Arc<Desk>) -> Router {
    let router = Router::new()
        .route(paths::LIVEZ, get(health::live))
        .route(paths::READYZ, get(health::ready))
        .route(paths::METRICS, get(health::metrics))
        .route(paths::ASSETS, get(crate::assets::serve))
        .fallback(|| async { crate::error::AppError::NotFound });
    layers::around(router, desk)
}
