//! The addresses of a postcode.

use super::url::UrlQuery;
use crate::http::context::Context;
use crate::http::error::AppError;
use crate::state::AppState;
use axum::extract::State;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use shared::api::address::Addresses;
use shared::question::address;
use std::sync::Arc;

#[derive(serde::Deserialize)]
pub struct Search {
    #[serde(default)]
    postcode: String,
}

/// Every known property with this postcode. An unknown postcode gives an empty list.
#[utoipa::path(get, operation_id = "findAddresses", path = "/api/v1/addresses", tag = "addresses",
    params(("postcode" = String, Query, description = "A full UK postcode, with or without a space")),
    responses((status = 200, description = "The properties, in the order of the gazetteer", body = Addresses),
        (status = 400, description = "Not a postcode", body = shared::api::problem::ProblemDetails, content_type = "application/problem+json")))]
pub async fn find(
    State(state): State<Arc<AppState>>,
    _: Context,
    UrlQuery(search): UrlQuery<Search>,
) -> Result<Response, AppError> {
    let Some(postcode) = address::canonical_postcode(&search.postcode) else {
        return Err(AppError::Unreadable(
            "`postcode` must be a full UK postcode.".into(),
        ));
    };
    let addresses = state.addresses.find(&postcode).await?;
    let body = axum::Json(Addresses {
        postcode,
        addresses,
    });
    // Addresses are personal and must not be in a shared cache.
    Ok(([(CACHE_CONTROL, "no-store")], body).into_response())
}
