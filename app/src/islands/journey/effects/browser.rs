//! Browser APIs, with errors dropped: none of them can be handled here.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement, Window};

pub fn window() -> Option<Window> {
    web_sys::window()
}

pub fn document() -> Option<Document> {
    window()?.document()
}

/// Milliseconds since 1970, by the device's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Milliseconds since the document was requested.
pub fn since_opened() -> f64 {
    window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now())
}

/// Whether the browser reports a network. `false` is reliable, `true` is not.
pub fn is_online() -> bool {
    window().is_none_or(|window| window.navigator().on_line())
}

/// Path and query of the document's URL.
pub fn address() -> Option<String> {
    let location = window()?.location();
    let mut address = location.pathname().ok()?;
    address.push_str(&location.search().ok()?);
    Some(address)
}

pub fn go_to(path: &str) {
    if let Some(window) = window() {
        let _ = window.location().assign(path);
    }
}

pub fn random() -> Option<[u8; 16]> {
    let mut bytes = [0; 16];
    let crypto = window()?.crypto().ok()?;
    crypto.get_random_values_with_u8_array(&mut bytes).ok()?;
    Some(bytes)
}

/// Calls `done` after this many milliseconds.
pub fn after(milliseconds: i32, done: &Function) {
    if let Some(window) = window() {
        let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(done, milliseconds);
    }
}

pub async fn sleep(milliseconds: i32) {
    let promise = Promise::new(&mut |resolve: Function, _| after(milliseconds, &resolve));
    let _ = JsFuture::from(promise).await;
}

/// Moves the focus to the element, so that a screen reader continues from there.
pub fn focus(within: &Element, selector: &str) {
    if let Ok(Some(element)) = within.query_selector(selector) {
        let _ = element.set_attribute("tabindex", "-1");
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Initialises the design system's components in a newly drawn node.
pub fn enhance(node: &Element) {
    let _ = of_page("enhance", node);
}

/// Replaces the header, the footer and the colours with those of another page; returns whether they
/// were there.
pub fn reframe(html: &str) -> bool {
    let done = of_page("reframe", &JsValue::from_str(html));
    done.is_some_and(|done| done.is_truthy())
}

/// Calls a function of `app/page.js`.
fn of_page(name: &str, with: &JsValue) -> Option<JsValue> {
    let doorstep = Reflect::get(&js_sys::global(), &JsValue::from_str("doorstep")).ok()?;
    let function = Reflect::get(&doorstep, &JsValue::from_str(name)).ok()?;
    let function = function.dyn_into::<Function>().ok()?;
    function.call1(&doorstep, with).ok()
}
