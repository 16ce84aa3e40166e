//! HTTP. [`table`] is the URL table: every path, who may use each of its methods, and what
//! answers. The router is built from it and from nothing else; `server/tests/it/routes` tests
//! every line.
//!
//! - [`journey`] goes through a service by plain forms; [`pages`] are all other pages.
//! - [`api`] is the JSON API, for islands and integrators.
//! - [`access`] and [`actors`]: the guards, and the typed actors they hand to handlers.
//! - [`context`] is what is known of a request; [`error`] what can go wrong.
//! - [`layers`] are what every request passes: limits, headers, log; [`limits`] the rate limits.
//!
//! To add a page: its path in `shared::paths`, its handler in a folder below, its line here. A
//! handler takes the actor of its line's access, or it does not compile.

pub mod journey;
pub mod pages;

pub mod api;

pub mod access;
pub mod actors;
pub mod route;

pub mod context;
mod cookies;
pub mod error;
mod form;
mod frame;
pub mod guest;
mod operator;
mod proof_cookie;
mod respond;

mod assets;
pub mod health;
pub mod layers;
pub mod limits;
pub mod listen;

use crate::state::AppState;
use actors::{
    AsAnybody, AsBackOffice, AsClient, AsGuest, AsOperator, AsRequestHolder, AsTokenHolder,
    AsTrackingHolder,
};
use axum::Router;
use axum::http::{Method, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use error::AppError;
use limits::LimitClass;
use route::{MethodSpec, Route, RouteLimits, api, page};
use shared::paths;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// The URL table.
pub fn table() -> Vec<Route> {
    let mut table = service_pages();
    table.extend(other_pages());
    table.extend(api_calls());
    table.extend(operations());
    table
}

/// Finding a service and going through it.
fn service_pages() -> Vec<Route> {
    use journey::{check_answers, leave, outcome, show, start, submit};
    vec![
        page(paths::HOME).get(AsAnybody, pages::home::show),
        page(paths::SERVICES).get(AsAnybody, pages::services::list),
        page(paths::SERVICE).get(AsAnybody, pages::services::start),
        page(paths::START).post(AsGuest, start::begin),
        page(paths::PAGE)
            .get(AsGuest, show::page)
            .post(AsGuest, submit::page),
        page(paths::OUTCOME)
            .get(AsGuest, outcome::show)
            .post(AsGuest, outcome::go_on),
        page(paths::CHECK_ANSWERS)
            .get(AsGuest, check_answers::show)
            .post(AsGuest, check_answers::send),
        page(paths::CLEAR).post(AsGuest, leave::clear),
        page(paths::LEAVE).post(AsGuest, leave::give_up),
    ]
}

/// Following a request, satisfaction, and the statements about this deployment.
fn other_pages() -> Vec<Route> {
    vec![
        page(paths::REQUESTS)
            .get(AsGuest, pages::find_request::ask)
            .post(AsGuest, pages::find_request::find),
        page(paths::REQUEST)
            .get(AsRequestHolder, pages::request::show)
            .post(AsGuest, pages::find_request::prove),
        page(paths::FEEDBACK)
            .get(AsTokenHolder, pages::feedback::ask)
            .post(AsTokenHolder, pages::feedback::send),
        page(paths::ACCESSIBILITY).get(AsAnybody, pages::statements::accessibility),
        page(paths::PRIVACY).get(AsAnybody, pages::statements::privacy),
        page(paths::COOKIES)
            .get(AsAnybody, pages::cookies::show)
            .post(AsAnybody, pages::cookies::choose),
    ]
}

/// For programs.
fn api_calls() -> Vec<Route> {
    vec![
        api(paths::API_OPENAPI).get(AsAnybody, api::openapi::document),
        api(paths::API_SERVICES).get(AsAnybody, api::services::list),
        api(paths::API_SERVICE).get(AsAnybody, api::services::one),
        api(paths::API_SERVICE_SCHEMA).get(AsAnybody, api::services::schema),
        api(paths::API_REQUESTS).post(AsClient, api::requests::send),
        api(paths::API_REQUEST).get(AsTrackingHolder, api::request::state),
        api(paths::API_DRAFT_PAGE).put(AsClient, api::drafts::save),
        api(paths::API_ADDRESSES)
            .get(AsAnybody, api::addresses::find)
            .limits(RouteLimits::of(LimitClass::Write)),
        api(paths::API_FEEDBACK).post(AsClient, api::feedback::send),
        api(paths::API_CALLBACK)
            .post(AsBackOffice, api::callbacks::receive)
            .limits(RouteLimits::of(LimitClass::Signed)),
        api(paths::API_SCHEMAS).get(AsAnybody, api::schemas::one),
    ]
}

fn operations() -> Vec<Route> {
    vec![
        api(paths::LIVEZ).get(AsAnybody, health::live),
        api(paths::READYZ).get(AsAnybody, health::ready),
        api(paths::METRICS).get(AsOperator, health::metrics),
        api(paths::ASSETS).get(AsAnybody, assets::serve),
    ]
}

/// The methods of every path of the table, as the router knows it.
static SPECS: LazyLock<HashMap<String, Vec<MethodSpec>>> = LazyLock::new(|| {
    let lines = table().into_iter();
    let paths = lines.flat_map(|route| {
        let paths = route.all_paths().into_iter();
        paths.map(move |path| (path, route.methods.clone()))
    });
    paths.collect()
});

/// What the table says of a method of a path template. HEAD is answered like GET.
pub(crate) fn method_spec(route: &str, method: &Method) -> Option<&'static MethodSpec> {
    let method = match *method {
        Method::HEAD => &Method::GET,
        _ => method,
    };
    let methods = SPECS.get(route)?;
    methods.iter().find(|spec| spec.method == *method)
}

/// Whether a path is one of a page for people, in any language.
fn is_page(path: &str) -> bool {
    static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let pages = table().into_iter().filter(|route| route.localised);
        pages.flat_map(|route| route.all_paths()).collect()
    });
    PAGES.iter().any(|pattern| matches(pattern, path))
}

/// Whether a path fits a template: the same words, and something for each `{name}`.
fn matches(pattern: &str, path: &str) -> bool {
    let (mut pattern, mut path) = (pattern.split('/'), path.split('/'));
    loop {
        match (pattern.next(), path.next()) {
            (None, None) => return true,
            (Some(name), Some(one)) if name.starts_with('{') && !one.is_empty() => {}
            (Some(word), Some(one)) if word == one => {}
            _ => return false,
        }
    }
}

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
    layers::around(router.fallback(not_found), state)
}

/// There is no such path. A page of ours with a trailing slash is redirected.
async fn not_found(method: Method, uri: Uri) -> Response {
    let bare = uri.path().strip_suffix('/');
    let is_read = matches!(method, Method::GET | Method::HEAD);
    match bare.filter(|path| is_read && is_page(path)) {
        Some(path) => {
            let query = uri.query().map(|query| format!("?{query}"));
            let there = format!("{path}{}", query.unwrap_or_default());
            Redirect::permanent(&there).into_response()
        }
        None => AppError::NotFound.into_response(),
    }
}
