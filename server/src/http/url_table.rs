//! The URL table: every path, who may use each of its methods, and its handler. The router is
//! built from it and from nothing else.
//!
//! To add a page:
//! 1. its path in `shared/src/paths.rs`, with a function if another page links to it;
//! 2. its file in `app/src/pages` and its lines in `mod.rs` there; write the keys of its texts in
//!    full, or list the file in `PREFIXED_PAGES` of `server/tests/it/wording.rs`;
//! 3. its texts in `app/locales/*/pages.ftl`, in every language;
//! 4. a sample in `app/tests/pages/every.rs`;
//! 5. its handler in `pages` and its line here: a handler takes the actor of its line's access, or
//!    it does not compile;
//! 6. its line in `ROUTES` of `server/tests/it/routes/table.rs`, in the order of this table;
//! 7. a test that requests it, in a file beside that: for a public page a line in `PAGES` of
//!    `pages.rs`.

use super::actors::{
    AsBackOffice, AsClient, AsGuest, AsOperator, AsPublic, AsRequestHolder, AsTokenHolder,
    AsTrackingHolder,
};
use super::limits::LimitClass;
use super::route::{MethodSpec, Route, RouteLimits, api, page};
use super::{api as calls, assets, health, journey, pages};
use axum::http::Method;
use shared::paths;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

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
    use journey::{check_answers, keep, leave, notice, outcome, show, start_button, submit};
    vec![
        page(paths::HOME).get(AsPublic, pages::home::show),
        page(paths::SERVICES).get(AsPublic, pages::services::list),
        page(paths::TOPIC).get(AsPublic, pages::topic::show),
        page(paths::COUNCIL)
            .get(AsPublic, pages::council::ask)
            .post(AsPublic, pages::council::find)
            .limits(RouteLimits::of(LimitClass::Write)),
        page(paths::SERVICE).get(AsPublic, pages::start_page::show),
        page(paths::START).post(AsGuest, start_button::begin),
        page(paths::PAGE)
            .get(AsGuest, show::page)
            .post(AsGuest, submit::page),
        page(paths::OUTCOME)
            .get(AsGuest, outcome::show)
            .post(AsGuest, outcome::go_on),
        page(paths::NOTICE)
            .get(AsGuest, notice::show)
            .post(AsGuest, notice::answer),
        page(paths::CHECK_ANSWERS)
            .get(AsGuest, check_answers::show)
            .post(AsGuest, check_answers::send)
            .limits(RouteLimits::of(LimitClass::Send)),
        page(paths::CLEAR).post(AsGuest, leave::clear),
        page(paths::LEAVE)
            .get(AsGuest, leave::ask)
            .post(AsGuest, leave::give_up),
        page(paths::KEEP)
            .get(AsGuest, keep::ask)
            .post(AsGuest, keep::keep),
    ]
}

/// Following a request, satisfaction, and the statements about this deployment.
fn other_pages() -> Vec<Route> {
    vec![
        page(paths::REQUESTS)
            .get(AsGuest, pages::find_request::ask)
            .post(AsGuest, pages::find_request::find)
            .limits(RouteLimits::of(LimitClass::Guess)),
        page(paths::REQUEST)
            .get(AsRequestHolder, pages::request::show)
            .post(AsGuest, pages::find_request::prove)
            .limits(RouteLimits::of(LimitClass::Guess)),
        page(paths::FEEDBACK)
            .get(AsTokenHolder, pages::feedback::ask)
            .post(AsTokenHolder, pages::feedback::send)
            .limits(RouteLimits::of(LimitClass::Rating)),
        page(paths::ACCESSIBILITY).get(AsPublic, pages::accessibility::show),
        page(paths::PRIVACY).get(AsPublic, pages::privacy::show),
        page(paths::COOKIES)
            .get(AsPublic, pages::cookies::show)
            .post(AsPublic, pages::cookies::choose),
    ]
}

/// The API.
fn api_calls() -> Vec<Route> {
    vec![
        api(paths::API_OPENAPI).get(AsPublic, calls::openapi::document),
        api(paths::API_SERVICES).get(AsPublic, calls::services::list),
        api(paths::API_SERVICE).get(AsPublic, calls::services::one),
        api(paths::API_SERVICE_SCHEMA).get(AsPublic, calls::services::schema),
        api(paths::API_REQUESTS)
            .post(AsClient, calls::send_request::send)
            .limits(RouteLimits::of(LimitClass::Send)),
        api(paths::API_REQUEST).get(AsTrackingHolder, calls::request_status::state),
        api(paths::API_DRAFT).get(AsClient, calls::drafts::read),
        api(paths::API_DRAFT_TIME)
            .get(AsClient, calls::draft_time::read)
            .post(AsClient, calls::draft_time::extend),
        api(paths::API_DRAFT_PAGE).put(AsClient, calls::drafts::save),
        api(paths::API_ADDRESSES)
            .get(AsPublic, calls::addresses::find)
            .limits(RouteLimits::of(LimitClass::Write)),
        api(paths::API_FACTS).get(AsPublic, calls::facts::read),
        api(paths::API_FEEDBACK)
            .post(AsClient, calls::feedback::send)
            .limits(RouteLimits::of(LimitClass::Rating)),
        api(paths::API_CALLBACK)
            .post(AsBackOffice, calls::callbacks::receive)
            .limits(RouteLimits::of(LimitClass::Signed)),
        api(paths::API_SCHEMAS).get(AsPublic, calls::schemas::one),
    ]
}

fn operations() -> Vec<Route> {
    vec![
        api(paths::LIVEZ).get(AsPublic, health::live),
        api(paths::READYZ).get(AsPublic, health::ready),
        api(paths::METRICS).get(AsOperator, health::metrics),
        api(paths::ASSETS).get(AsPublic, assets::serve),
    ]
}

/// The methods of every path in the table, for the router.
static SPECS: LazyLock<HashMap<String, Vec<MethodSpec>>> = LazyLock::new(|| {
    let lines = table().into_iter();
    let paths = lines.flat_map(|route| {
        let paths = route.all_paths().into_iter();
        paths.map(move |path| (path, route.methods.clone()))
    });
    paths.collect()
});

/// The entry for a method of a path template. HEAD is treated as GET.
pub fn method_spec(route: &str, method: &Method) -> Option<&'static MethodSpec> {
    let method = match *method {
        Method::HEAD => &Method::GET,
        _ => method,
    };
    let methods = SPECS.get(route)?;
    methods.iter().find(|spec| spec.method == *method)
}

/// The path of a page, in any language, as the table and the definitions spell it; `None` if no
/// page has such a path.
pub fn page_path(path: &str) -> Option<String> {
    static PAGES: LazyLock<Vec<String>> = LazyLock::new(|| {
        let pages = table().into_iter().filter(|route| route.localised);
        pages.flat_map(|route| route.all_paths()).collect()
    });
    PAGES.iter().find_map(|pattern| spelt(pattern, path))
}

/// The parameters that are ids of a definition: always in small letters.
const IDS: [&str; 3] = ["{service}", "{page}", "{outcome}"];

/// A path in the spelling of a template: the same words, and any word for each `{name}`.
fn spelt(pattern: &str, path: &str) -> Option<String> {
    let (mut names, mut words) = (pattern.split('/'), path.split('/'));
    let mut spelt: Vec<Cow<'_, str>> = Vec::new();
    loop {
        spelt.push(match (names.next(), words.next()) {
            (None, None) => return Some(spelt.join("/")),
            (Some(name), Some(word)) if IDS.contains(&name) && is_plain(word) => {
                word.to_ascii_lowercase().into()
            }
            (Some(name), Some(word)) if name.starts_with('{') && !word.is_empty() => word.into(),
            (Some(name), Some(word)) if name.eq_ignore_ascii_case(word) => name.into(),
            _ => return None,
        });
    }
}

/// Whether a word has the characters of an id, in capitals or not.
fn is_plain(word: &str) -> bool {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
    !word.is_empty() && word.bytes().all(plain)
}
