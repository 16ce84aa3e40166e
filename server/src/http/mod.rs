//! HTTP. [`url_table`] has a line for every path; the router is built from it.
//!
//! - [`journey`] serves services as plain forms; [`pages`] are all other pages.
//! - [`api`] is the JSON API, for islands and integrators.
//! - [`access`] and [`actors`]: the guards, and the typed actors they pass to handlers.
//! - [`context`] describes a request; [`error`] is every error response.
//! - [`listen`] holds the connections; [`client_address`] says who the caller is.
//! - [`layers`] wrap every request: limits, headers, log; [`limits`] are what a caller may take.
//!
//! To add a page, see [`url_table`].

pub mod journey;
pub mod pages;

pub mod api;

pub mod access;
pub mod actors;
pub mod route;
pub mod url_table;

mod client_address;
mod content_type;
pub mod context;
mod cookies;
pub mod error;
mod form;
mod frame;
pub mod guest;
mod metrics_access;
mod proof_cookie;
mod respond;
mod security;

mod assets;
pub mod health;
pub mod layers;
pub mod limits;
pub mod listen;

use crate::state::AppState;
use axum::Router;
use error::AppError;
use std::sync::Arc;
use url_table::table;

/// Every path of the table in every language, with its methods.
pub fn router(state: Arc<AppState>) -> Router {
    let mut router = Router::new();
    for route in table() {
        let paths = route.all_paths();
        let methods = route.into_methods();
        for path in paths {
            router = router.route(&path, methods.clone());
        }
    }
    layers::around(router.fallback(|| async { AppError::NotFound }), state)
}
