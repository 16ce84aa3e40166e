//! Calls to the documented API, and how their failures are classified.

use super::browser::after;
use crate::islands::from_js;
use crate::islands::journey::machine::event::Failed;
use crate::islands::journey::machine::queue::Unsent;
use gloo_net::http::{Request, RequestBuilder, Response};
use js_sys::{Function, Reflect};
use serde::de::DeserializeOwned;
use shared::answers::Answers;
use shared::api::address::{Addresses, FoundAddress};
use shared::api::draft::{SavedPage, StoredDraft};
use shared::facts::Facts;
use shared::paths;
use shared::service::Definition;
use shared::wording::Wording;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortController;

/// Timeout of a save, in milliseconds. It allows for slow connections: at 240 kbit/s a page takes
/// far less than a second.
const SAVE_MS: i32 = 20_000;
/// Timeout of an address lookup, in milliseconds, while the user waits.
const LOOKUP_MS: i32 = 10_000;

/// Fetches this version of the definition. It never changes, so browsers cache it.
pub async fn definition(service: &str, version: &str) -> Result<Definition, Failed> {
    read(&get(&paths::api_service_version(service, version), SAVE_MS).await?).await
}

/// Fetches the wording of the page's language. The file name contains a hash of its contents.
pub async fn wording(href: &str) -> Result<Wording, Failed> {
    read(&get(href, SAVE_MS).await?).await
}

/// The server's facts, if it is able to respond.
pub async fn facts() -> Result<Facts, Failed> {
    read(&get(paths::API_FACTS, LOOKUP_MS).await?).await
}

pub async fn addresses(postcode: &str) -> Result<Vec<FoundAddress>, Failed> {
    let response = get(&paths::api_addresses(postcode), LOOKUP_MS).await?;
    let found: Addresses = read(&response).await?;
    Ok(found.addresses)
}

/// A page of this site, as HTML.
pub async fn page(path: &str) -> Result<String, Failed> {
    let response = get(path, LOOKUP_MS).await?;
    response.text().await.map_err(|_| Failed::Lost)
}

/// The stored answers of a draft.
pub async fn answers(draft: &str, service: &str) -> Result<Answers, Failed> {
    let stored: StoredDraft = read(&get(&paths::api_draft(draft, service), SAVE_MS).await?).await?;
    Ok(stored.answers)
}

/// Saves a page; returns the hash of the stored answers.
pub async fn save(draft: &str, unsent: &Unsent) -> Result<String, Failed> {
    let body = serde_json::to_string(&unsent.save).map_err(|_| Failed::Refused)?;
    let request = Request::put(&paths::api_draft_page(draft, &unsent.page))
        .header("content-type", "application/json")
        .header("if-match", &["\"", &unsent.base_hash, "\""].concat());
    let request = limited(request, SAVE_MS)
        .body(body)
        .map_err(|_| Failed::Refused)?;
    let response = checked(request.send().await)?;
    let saved: SavedPage = read(&response).await?;
    Ok(saved.hash)
}

async fn read<T: DeserializeOwned>(response: &Response) -> Result<T, Failed> {
    let text = response.text().await.map_err(|_| Failed::Lost)?;
    from_js::parse(&text).ok_or(Failed::Lost)
}

async fn get(path: &str, milliseconds: i32) -> Result<Response, Failed> {
    checked(limited(Request::get(path), milliseconds).send().await)
}

fn checked(answer: Result<Response, gloo_net::Error>) -> Result<Response, Failed> {
    let response = answer.map_err(|_| Failed::Lost)?;
    match response.status() {
        200..=299 => Ok(response),
        408 | 429 | 500.. => Err(Failed::Later),
        _ => Err(Failed::Refused),
    }
}

/// Sets a timeout, so that a dead connection is not mistaken for a slow one.
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
