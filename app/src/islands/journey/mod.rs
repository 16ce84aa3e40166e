//! The `Journey` island: goes through a service in the browser.
//!
//! It adopts the form the server drew: it receives the page as `children` and never hydrates it.
//! It listens, reads the document, and only at the first change of page takes that node out by
//! hand and draws the next one with the same functions of [`crate::questions`]. So nothing typed
//! before WebAssembly came is lost, and nodes that translators and extensions put into the page
//! do no harm.
//!
//! # When something fails
//!
//! A press is worked out to the end, with the next page drawn and not yet shown, before the
//! form is kept from posting. If anything traps on the way, the press posts the plain form, and
//! so does every later one: the state stays locked ([`live`]). What a server refuses is posted as
//! a plain form too, so that the server says what is wrong in its own page.
//!
//! # Map
//!
//! | File | Is |
//! |---|---|
//! | [`props`] | what the server hands over |
//! | [`screen`] | where in a journey an address leads |
//! | [`queue`] | saves not yet acknowledged |
//! | [`uuid`] | a draft's id |
//! | `live` | the state, and the events that reach it |
//! | `press` | a button was pressed |
//! | `address` | what an address needs before its page can go on |
//! | `link` | a link was followed, or the browser's own Back |
//! | `draw` | a page is built, then shown |
//! | `saves` | the loop that saves, and sends when all is saved |
//! | `signal` | the signal, lost and back |
//! | `kept` | what is unsent or unfinished survives a reload of the tab |
//! | `plain` | back to the plain form |
//! | `net` | the calls of the API |
//! | `browser` | what the browser offers, without its many failures |
//!
//! To add a question kind there is nothing to do here. To add something a page can do, add its
//! step to `press`.

pub mod props;
pub mod queue;
pub mod screen;
pub mod uuid;

#[cfg(feature = "hydrate")]
mod address;
#[cfg(feature = "hydrate")]
mod browser;
#[cfg(feature = "hydrate")]
mod draw;
#[cfg(feature = "hydrate")]
mod kept;
#[cfg(feature = "hydrate")]
mod link;
#[cfg(feature = "hydrate")]
mod live;
#[cfg(feature = "hydrate")]
mod net;
#[cfg(feature = "hydrate")]
mod plain;
#[cfg(feature = "hydrate")]
mod press;
#[cfg(feature = "hydrate")]
mod saves;
#[cfg(feature = "hydrate")]
mod signal;

pub use props::Props;

#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos::tachys::html::islands::{Island, IslandChildren};

/// Puts the island around a question page or check answers, as the server draws it.
///
/// It is written out, where `#[island]` would be shorter, because the macro can only wake what
/// it can also hydrate: code for hydrating every view, never run, was a fifth of the program.
#[cfg(feature = "ssr")]
pub fn around(start: Props, page: AnyView) -> AnyView {
    // A map with keys that are no texts cannot be written, and there is none.
    let props = serde_json::to_string(&start).unwrap_or_default();
    Island::new("Journey", IslandChildren::new(page))
        .with_props(props)
        .into_any()
}

/// Wakes the island: `app/boot.js` calls it with the element, by the name the element has.
#[cfg(feature = "hydrate")]
#[expect(
    non_snake_case,
    reason = "the name of an island is that of a component"
)]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn Journey(island: web_sys::HtmlElement) {
    live::wake(island);
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use shared::answers::{Answers, Typed};
    use shared::channel::Channel;
    use shared::date::Date;
    use shared::facts::Facts;
    use shared::language::Language;

    #[test]
    fn the_page_stands_in_its_island_as_it_was_drawn_and_what_is_handed_over_is_escaped() {
        let mut answers = Answers::default();
        let typed = Typed::Text(String::from("\"><script>alert(1)</script>"));
        answers.typed.insert(String::from("name"), typed);
        let start = Props {
            service: String::from("bins"),
            version: String::from("1"),
            page: String::from("name"),
            draft: None,
            facts: Facts {
                today: Date::new(2026, 11, 22).expect("a date"),
                minute: 0,
                holidays: Vec::new(),
                authority: String::from("kent"),
                channel: Channel::Web,
                signed_in: false,
            },
            answers,
            language: Language::En,
            words: String::from("/assets/words-en-1.json"),
            authority: String::from("Kent"),
            names: Default::default(),
            changing: false,
            lookups: Vec::new(),
        };
        let html = around(start, view! { <main>"Page"</main> }.into_any()).to_html();
        let head = "<leptos-island data-component=\"Journey\" data-props=\"{";
        assert!(html.starts_with(head), "{html}");
        assert!(
            html.contains("<leptos-children><main>Page</main></leptos-children></leptos-island>"),
            "{html}"
        );
        assert!(!html.contains("<script"), "{html}");
    }
}
