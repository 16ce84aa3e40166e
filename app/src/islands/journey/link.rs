//! A link was followed, or the browser's own Back and Forward.

use super::browser;
use super::draw::{Drawn, How};
use super::live::{Live, with};
use super::press::{Deed, perform};
use super::screen::Screen;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent};

pub fn click(event: &Event) {
    let mouse = event.unchecked_ref::<MouseEvent>();
    let Some(target) = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    else {
        return;
    };
    // The second half of a double click falls on the page that the first half opened.
    if mouse.detail() > 1 && matches!(target.closest("button"), Ok(Some(_))) {
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
    let Some(href) = link.get_attribute("href") else {
        return;
    };
    if let Some(drawn) = with(|live| live.follow(&href)) {
        event.prevent_default();
        perform(Deed::Show(drawn));
    }
}

/// The address has changed: draws the page it names, from the answers in memory.
pub fn back() {
    let Some(address) = browser::address() else {
        return;
    };
    let drawn = with(|live| {
        let place = Screen::parse(&address, live.language(), &live.start.service)?;
        // A link to a field of this page changes the address too.
        if place == live.place {
            return None;
        }
        live.leave();
        let reached = place.reached(live.journey()?);
        live.visit(reached, How::Replace)
    });
    if let Some(drawn) = drawn {
        perform(Deed::Show(drawn));
    }
}

impl Live {
    /// The page behind a link of this journey, if the answers reach it. Where they do not, the
    /// server says where to go.
    fn follow(&mut self, href: &str) -> Option<Drawn> {
        let place = Screen::parse(href, self.language(), &self.start.service)?;
        let reached = place.clone().reached(self.journey()?);
        if reached != place {
            return None;
        }
        self.leave();
        if let (Screen::Page { id, .. }, Some(page)) = (&place, self.page())
            && *id == page.id
        {
            // A link to the page itself gives up what was typed on it.
            self.unfinished.remove(id);
        }
        self.visit(place, How::Push)
    }
}
