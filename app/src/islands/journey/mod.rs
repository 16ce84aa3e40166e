//! The `Journey` island: goes through a service in the browser.
//!
//! It adopts the form that the server drew: it receives the page as `children` and never hydrates
//! it. It listens, reads the document, and only at the first change of page removes that node and
//! draws the next page with the same functions of [`crate::questions`]. So nothing typed before
//! WebAssembly has loaded is lost, and nodes that translators and extensions add to the page do
//! no harm.
//!
//! # When something fails
//!
//! A press is worked out to the end, with the next page built and not yet shown, before the
//! form is kept from posting. If anything traps on the way, the press posts the plain form, and
//! so does every later one: the island stays locked (`island.rs`). What a server refuses is
//! posted as a plain form too, so that the server says what is wrong in its own page.
//!
//! # Map
//!
//! | File | Is |
//! |---|---|
//! | [`props`] | what the server hands over |
//! | [`machine`] | decides: events in, effects out, no browser |
//! | `effects` | does what the machine asks for, in the browser |
//! | `island` | brings events to the machine, and performs its effects |
//! | `listen` | where the events come from |
//!
//! Each imports only those above it. To add a question kind there is nothing to do here. To add
//! something a page can do, begin in [`machine`].

pub mod machine;
pub mod props;

#[cfg(feature = "hydrate")]
mod effects;
#[cfg(feature = "hydrate")]
mod island;
#[cfg(feature = "hydrate")]
mod listen;

pub use props::Props;

#[cfg(feature = "ssr")]
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use leptos::tachys::html::islands::{Island, IslandChildren};

/// Puts the island around a question page or check answers, as the server draws it.
///
/// It is written without the shorter `#[island]` because that macro needs everything to be
/// hydratable: code to hydrate every view, which never ran, was a fifth of the program.
#[cfg(feature = "ssr")]
pub fn around(props: Props, page: AnyView) -> AnyView {
    // Only a map whose keys are no strings could not be serialised, and there is none.
    let props = serde_json::to_string(&props).unwrap_or_default();
    Island::new("Journey", IslandChildren::new(page))
        .with_props(props)
        .into_any()
}

/// Starts the island: `app/boot.js` calls it with the element, by the name that the element has.
#[cfg(feature = "hydrate")]
#[expect(non_snake_case, reason = "an island is named like a component")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn Journey(island: web_sys::HtmlElement) {
    listen::wake(island);
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
    fn the_page_is_put_into_its_island_as_drawn_and_the_props_are_escaped() {
        let mut answers = Answers::default();
        let typed = Typed::Text(String::from("\"><script>alert(1)</script>"));
        answers.typed.insert(String::from("name"), typed);
        let props = Props {
            service: String::from("bins"),
            base: String::from("/services/bins"),
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
        let html = around(props, view! { <main>"Page"</main> }.into_any()).to_html();
        let head = "<leptos-island data-component=\"Journey\" data-props=\"{";
        assert!(html.starts_with(head), "{html}");
        assert!(
            html.contains("<leptos-children><main>Page</main></leptos-children></leptos-island>"),
            "{html}"
        );
        assert!(!html.contains("<script"), "{html}");
    }
}
