//! Sources of the island's events.

use super::effects::dom::Dom;
use super::effects::{browser, tab_storage};
use super::island::{dispatch, is_ready, prepare, put, with};
use super::machine::event::EventKind;
use super::machine::screen::clears;
use super::props::Props;
use crate::islands::from_js;
use js_sys::Function;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, Event, HtmlElement, HtmlFormElement, MouseEvent, SubmitEvent};

/// Adds the listeners, and fetches the definition and the wording.
pub fn wake(island: HtmlElement) {
    if listen(island.into()).is_some() {
        spawn_local(prepare());
    }
}

fn listen(root: Element) -> Option<()> {
    let props: Props = from_js::parse(&root.get_attribute("data-props")?)?;
    let window = browser::window()?;
    // The props and the single event handler are needed for the lifetime of the page.
    put(Dom::adopt(root.clone())?, Box::leak(Box::new(props)));
    let callback = Closure::<dyn FnMut(Event)>::new(on_event).into_js_value();
    let callback = callback.unchecked_ref::<Function>();
    for event in ["submit", "click"] {
        root.add_event_listener_with_callback(event, callback)
            .ok()?;
    }
    for event in ["popstate", "pagehide", "online", "offline"] {
        window
            .add_event_listener_with_callback(event, callback)
            .ok()?;
    }
    Some(())
}

fn on_event(event: Event) {
    match event.type_().as_str() {
        "submit" => submit(&event),
        "click" => click(&event),
        "popstate" => {
            if let Some(address) = browser::address() {
                dispatch(EventKind::HistoryMoved { address }, None);
            }
        }
        "pagehide" => dispatch(EventKind::PageHidden, None),
        "offline" => dispatch(EventKind::Offline, None),
        "online" if is_ready() => dispatch(EventKind::Online, None),
        "online" => spawn_local(prepare()),
        _ => {}
    }
}

fn submit(event: &Event) {
    let form = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(action) = form.and_then(|form| form.get_attribute("action")) else {
        return;
    };
    if !is_ready() {
        // The plain form is posted. Anything an earlier page of this tab stored is cleared too.
        if with(|island| Some(clears(&action, &island.props.base))) == Some(true) {
            tab_storage::write(None);
        }
        return;
    }
    let button = event.unchecked_ref::<SubmitEvent>().submitter();
    let button = button.and_then(|button| {
        let value = button.get_attribute("value").unwrap_or_default();
        Some((button.get_attribute("name")?, value))
    });
    dispatch(EventKind::Submitted { action, button }, Some(event));
}

fn click(event: &Event) {
    let mouse = event.unchecked_ref::<MouseEvent>();
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    // The second click of a double click lands on the page that the first one opened.
    if mouse.detail() > 1 && matches!(target.closest("button, a"), Ok(Some(_))) {
        event.prevent_default();
        return;
    }
    if mouse.button() != 0
        || mouse.ctrl_key()
        || mouse.meta_key()
        || mouse.shift_key()
        || mouse.alt_key()
        || event.default_prevented()
    {
        return;
    }
    let Ok(Some(link)) = target.closest("a[href]:not([target])") else {
        return;
    };
    if let Some(href) = link.get_attribute("href") {
        dispatch(EventKind::LinkFollowed { href }, Some(event));
    }
}
