//! The calls of the documented API, and what their failures mean for the person.

use super::browser::after;
use crate::islands::from_js;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{Function, Reflect};
use serde::de::DeserializeOwned;
use shared::api::address::{Addresses, FoundAddress};
use shared::api::draft::{SavePage, SavedPage};
use shared::paths;
use shared::service::Definition;
use shared::wording::Wording;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortController;

/// Milliseconds a save may take. A slow line is not a lost one: one page at 240 kbit/s needs
/// far less than a second.
const SAVE: i32 = 20_000;
/// Milliseconds a look-up may take, while the person waits.
const LOOK_UP: i32 = 10_000;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failed {
    /// No answer: the signal is lost.
    Lost,
    /// The server cannot do it now (5xx, 429), or it did not arrive in time (408): worth
    /// trying again.
    Later,
    /// The server will not do it (other 4xx): trying again changes nothing.
    Refused,
}

/// The definition, when it is of this version.
pub async fn definition(service: &str, version: &str) -> Result<Definition, Failed> {
    let path = paths::api_service(service);
    let response = get(&path, SAVE).await?;
    let etag = response.headers().get("etag").unwrap_or_default();
    if etag.trim_start_matches("W/").trim_matches('"') != version {
        return Err(Failed::Refused);
    }
    read(&response).await
}

/// The words of the page's language, from a file whose name says what is in it.
pub async fn wording(href: &str) -> Result<Wording, Failed> {
    read(&get(href, SAVE).await?).await
}

/// Whether there is a way to the server at all.
pub async fn reaches(service: &str) -> Result<(), Failed> {
    match get(&paths::api_service(service), LOOK_UP).await {
        Err(Failed::Lost) => Err(Failed::Lost),
        _ => Ok(()),
    }
}

pub async fn addresses(postcode: &str) -> Result<Vec<FoundAddress>, Failed> {
    let response = get(&paths::api_addresses(postcode), LOOK_UP).await?;
    let found: Addresses = read(&response).await?;
    Ok(found.addresses)
}

/// Saves a page; what comes back is the fingerprint of what is stored now.
pub async fn save(draft: &str, page: &str, seen: &str, save: &SavePage) -> Result<String, Failed> {
    let body = serde_json::to_string(save).map_err(|_| Failed::Refused)?;
    let request = Request::put(&paths::api_draft_page(draft, page))
        .header("content-type", "application/json")
        .header("if-match", &["\"", seen, "\""].concat());
    let request = limited(request, SAVE)
        .body(body)
        .map_err(|_| Failed::Refused)?;
    let response = judged(request.send().await)?;
    let saved: SavedPage = read(&response).await?;
    Ok(saved.hash)
}

async fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Failed> {
    let text = response.text().await.map_err(|_| Failed::Lost)?;
    from_js::parse(&text).ok_or(Failed::Lost)
}

async fn get(path: &str, milliseconds: i32) -> Result<Response, Failed> {
    judged(limited(Request::get(path), milliseconds).send().await)
}

fn judged(answer: Result<Response, gloo_net::Error>) -> Result<Response, Failed> {
    let response = answer.map_err(|_| Failed::Lost)?;
    match response.status() {
        200..=299 => Ok(response),
        408 | 429 | 500.. => Err(Failed::Later),
        _ => Err(Failed::Refused),
    }
}

/// Gives up after some time: a line that has gone silent must not look like one that is slow.
fn limited(request: RequestBuilder, milliseconds: i32) -> RequestBuilder {
    let Ok(control) = AbortController::new() else {
        return request;
    };
    if let Ok(abort) = Reflect::get(&control, &JsValue::from_str("abort")) {
        after(
            milliseconds,
            &abort.unchecked_into::<Function>().bind0(&control),
        );
    }
    request.abort_signal(Some(&control.signal()))
}
