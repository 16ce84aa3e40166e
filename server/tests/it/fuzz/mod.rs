//! Generated hostile input: real samples, mutated by a seeded generator.
//!
//! Each target runs for a short time with a fixed seed as a test, and as long as one likes by
//! `cargo xtask fuzz TARGET --seconds N --seed S`. No input may cause a panic, a response of 500
//! or more, a response or a duration without bound, or something that is stored by halves.
//!
//! - [`run`] gives a target its cases; [`mutate`] mutates text, JSON and bytes.
//! - `form`, `json`, `callback` send input to the router on every database; [`whole`] then reads
//!   the tables. `definition`, `csv` and `settings` mutate files of the operator.
//!
//! To add a target, add a file here and its name to `xtask/src/fuzz.rs`.

mod callback;
mod csv;
mod definition;
mod form;
mod json;
mod mutate;
mod run;
mod settings;
mod whole;

use crate::support::app::TestApp;
use crate::support::browser::Browser;
use crate::support::response::TestResponse;

/// The largest response, in bytes.
const LARGEST: usize = 1 << 20;

/// Limits and budgets of one caller.
const LIMITS: [&str; 4] = [
    "SESSION_BURST",
    "SESSION_PER_MINUTE",
    "NEWCOMER_BURST",
    "NEWCOMER_PER_MINUTE",
];
const BUDGETS: [&str; 10] = [
    "SEND__PER_SESSION",
    "SEND__PER_ADDRESS",
    "SEND__TOTAL",
    "MAIL__PER_SESSION",
    "MAIL__PER_ADDRESS",
    "MAIL__PER_MAILBOX",
    "MAIL__TOTAL",
    "RATING__PER_SESSION",
    "RATING__PER_ADDRESS",
    "RATING__TOTAL",
];

/// An app on each database, each with a back office. No caller is limited: a refusal would hide
/// what is behind it.
async fn apps() -> Vec<TestApp> {
    let limit = |name: &&str| (format!("DOORSTEP__LIMITS__{name}"), "1000000000");
    let budget = |name: &&str| {
        let each = "{at_once=1000000000, per_hour=1000000000}";
        (format!("DOORSTEP__LIMITS__{name}"), each)
    };
    let settings = LIMITS.iter().map(limit);
    let settings: Vec<(String, &str)> = settings.chain(BUDGETS.iter().map(budget)).collect();
    let pairs = settings.iter().map(|(name, value)| (name.as_str(), *value));
    TestApp::on_every_store_with(&pairs.collect::<Vec<_>>()).await
}

/// Fails for a response that no input may cause.
#[track_caller]
fn assert_sound(response: &TestResponse) {
    let status = response.status.as_u16();
    assert!(status < 500, "{status}: {}", response.text());
    let length = response.body.len();
    assert!(length <= LARGEST, "a response of {length} bytes");
    let is_page = response.headers.get("content-type");
    if is_page.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html")) {
        let page = String::from_utf8_lossy(&response.body);
        assert!(!page.contains(mutate::MARKUP), "input is not escaped");
    }
}

/// Posts bytes as a form from this site.
async fn post(browser: &mut Browser, path: &str, kind: &str, body: Vec<u8>) -> TestResponse {
    let origin = format!("http://{}", browser.host);
    let headers = [
        ("sec-fetch-site", "same-origin"),
        ("origin", origin.as_str()),
        ("content-type", kind),
    ];
    browser.fetch("POST", path, &headers, body).await
}
