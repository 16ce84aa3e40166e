//! What rules may look at besides answers: the island asks for it before a limit over time refuses.

use crate::http::context::Context;
use crate::http::journey::load::site_facts;
use crate::state::AppState;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use shared::facts::Facts;
use std::sync::Arc;

/// The day and the time in London by the server's clock, and what else rules may look at besides
/// answers.
#[utoipa::path(get, operation_id = "getFacts", path = "/api/v1/facts", tag = "services",
    responses((status = 200, description = "The facts now, for the council of this host", body = Facts)))]
pub async fn read(State(state): State<Arc<AppState>>, context: Context) -> Response {
    let facts = site_facts(&state, &context);
    ([(CACHE_CONTROL, "no-store")], axum::Json(facts)).into_response()
}
