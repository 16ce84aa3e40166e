//! The door. [`table`] is the URL table: every path, who may use it, and what answers.
//! The router is built from it and from nothing else; `server/tests/it/routes` mirrors it.
//!
//! - [`journey`] goes through a service by plain forms, [`pages`] are all other pages.
//! - [`api`] is the JSON API, for islands and integrators.
//! - [`visit`] says who is at the door, [`form`] reads what they posted.
//! - [`layers`] are what every request passes: headers, limits, log.
//!
//! To add a page: its handler in a room below, its path in `shared::paths`, its line here.

pub mod journey;
pub mod pages;

pub mod api;

pub mod form;
pub mod visit;

pub mod health;
pub mod layers;
pub mod listen;

use crate::state::AppState;
use axum::Router;
use axum::routing::{MethodRouter, get, post, put};
use shared::language::Language;
use shared::paths;
use std::sync::Arc;

/// Who may use a door. What they may see behind it is for `authorize` to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Anybody; nothing personal is behind it.
    Everyone,
    /// Whoever has the secret of the draft named in the request.
    DraftOwner,
    /// The browser that sent it, or whoever gives the second fact or tracking secret.
    RequestHolder,
    /// Whoever has the one-time token in the path.
    TokenHolder,
    /// A back office with a signature.
    BackOffice,
    /// Whoever asks from the operator's own networks; for others it is not there.
    Operator,
}

/// One line of the table.
pub struct Door {
    pub path: &'static str,
    pub who: Who,
    /// Whether the path also stands under every language's prefix.
    pub spoken: bool,
    pub methods: MethodRouter<Arc<AppState>>,
}

fn page(path: &'static str, who: Who, methods: MethodRouter<Arc<AppState>>) -> Door {
    Door {
        path,
        who,
        spoken: true,
        methods,
    }
}

fn program(path: &'static str, who: Who, methods: MethodRouter<Arc<AppState>>) -> Door {
    Door {
        path,
        who,
        spoken: false,
        methods,
    }
}

/// The URL table.
pub fn table() -> Vec<Door> {
    use Who::{BackOffice, DraftOwner, Everyone, Operator, RequestHolder, TokenHolder};
    vec![
        // Finding a service
        page(paths::HOME, Everyone, get(pages::home::show)),
        page(paths::SERVICES, Everyone, get(pages::services::list)),
        page(paths::SERVICE, Everyone, get(pages::services::start)),
        // Going through it
        page(paths::START, Everyone, post(journey::start::begin)),
        page(
            paths::PAGE,
            DraftOwner,
            get(journey::show::page).post(journey::press::page),
        ),
        page(
            paths::OUTCOME,
            DraftOwner,
            get(journey::outcome::show).post(journey::outcome::pass),
        ),
        page(
            paths::CHECK_ANSWERS,
            DraftOwner,
            get(journey::check::show).post(journey::check::send),
        ),
        page(paths::CLEAR, DraftOwner, post(journey::leave::clear)),
        page(paths::LEAVE, DraftOwner, post(journey::leave::give_up)),
        // Following it
        page(
            paths::REQUESTS,
            RequestHolder,
            get(pages::requests::ask).post(pages::requests::find),
        ),
        page(
            paths::REQUEST,
            RequestHolder,
            get(pages::requests::show).post(pages::requests::prove),
        ),
        page(
            paths::FEEDBACK,
            TokenHolder,
            get(pages::feedback::ask).post(pages::feedback::send),
        ),
        // What is true of this deployment
        page(
            paths::ACCESSIBILITY,
            Everyone,
            get(pages::statements::accessibility),
        ),
        page(paths::PRIVACY, Everyone, get(pages::statements::privacy)),
        page(
            paths::COOKIES,
            Everyone,
            get(pages::cookies::show).post(pages::cookies::choose),
        ),
        // Programs
        program(paths::API_OPENAPI, Everyone, get(api::openapi::document)),
        program(paths::API_SERVICES, Everyone, get(api::services::list)),
        program(paths::API_SERVICE, Everyone, get(api::services::one)),
        program(
            paths::API_SERVICE_SCHEMA,
            Everyone,
            get(api::services::schema),
        ),
        program(paths::API_REQUESTS, Everyone, post(api::requests::send)),
        program(paths::API_REQUEST, RequestHolder, get(api::request::state)),
        program(paths::API_DRAFT_PAGE, DraftOwner, put(api::drafts::save)),
        program(paths::API_ADDRESSES, Everyone, get(api::addresses::find)),
        program(paths::API_FEEDBACK, TokenHolder, post(api::feedback::send)),
        program(
            paths::API_CALLBACK,
            BackOffice,
            post(api::callbacks::receive),
        ),
        program(paths::API_SCHEMAS, Everyone, get(api::schemas::one)),
        // Operations
        program(paths::LIVEZ, Everyone, get(health::live)),
        program(paths::READYZ, Everyone, get(health::ready)),
        program(paths::METRICS, Operator, get(health::metrics)),
        program(paths::ASSETS, Everyone, get(crate::assets::serve)),
    ]
}

/// Whether a path is one of a page for people, in any language.
pub fn is_page(path: &str) -> bool {
    table().iter().filter(|door| door.spoken).any(|door| {
        Language::ALL
            .into_iter()
            .any(|language| fits(&spoken(door.path, language), path))
    })
}

/// Whether a path is of a pattern: the same words, and anything but nothing for each `{name}`.
fn fits(pattern: &str, path: &str) -> bool {
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

/// The path of a page in a language.
fn spoken(path: &str, language: Language) -> String {
    match path {
        paths::HOME => paths::home(language),
        path => format!("{}{path}", language.prefix()),
    }
}

/// Every path of the table in every language, with its methods.
pub fn router(state: Arc<AppState>) -> Router {
    let mut router = Router::new();
    for door in table() {
        if door.spoken {
            for language in Language::ALL
                .into_iter()
                .filter(|language| !language.prefix().is_empty())
            {
                router = router.route(&spoken(door.path, language), door.methods.clone());
            }
        }
        router = router.route(door.path, door.methods);
    }
    layers::around(router.fallback(pages::problem::not_found), state)
}
