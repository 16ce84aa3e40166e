//! The `Journey` island: runs a service in the browser.
//!
//! It adopts the form drawn by the server, received as `children` and never hydrated. It listens
//! and reads the document, and only at the first change of page removes that node and draws the
//! next page with the same functions of [`crate::questions`]. Text typed before WebAssembly has
//! loaded is therefore not lost, and nodes that translators and extensions add are harmless.
//!
//! # When something fails
//!
//! A button press is processed completely, with the next page built but not shown, before the form
//! is prevented from posting. If anything traps on the way, this press and every later one post the
//! plain form: the island stays locked (`island.rs`). Whatever a server refuses is also posted as a
//! plain form, so that the server shows the errors in its own page.
//!
//! # Map
//!
//! | File | Contents |
//! |---|---|
//! | [`props`] | the data passed from the server |
//! | [`machine`] | the state machine: events in, effects out, no browser |
//! | `effects` | performs effects in the browser |
//! | `island` | passes events to the machine and performs its effects |
//! | `listen` | the sources of events |
//!
//! Each file imports only those above it. A new kind of question needs no change here. To add
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

/// Wraps a question page or check answers in the island, as the server draws it.
///
/// Written without the shorter `#[island]`, because that macro needs every view to be hydratable:
/// the hydration code, which never ran, was a fifth of the program.
#[cfg(feature = "ssr")]
pub fn around(props: Props, page: AnyView) -> AnyView {
    // Serialising fails only for a map whose keys are not strings, and there is none.
    let props = serde_json::to_string(&props).unwrap_or_default();
    Island::new("Journey", IslandChildren::new(page))
        .with_props(props)
        .into_any()
}

/// Starts the island: `app/boot.js` calls it with the element, by the element's name.
#[cfg(feature = "hydrate")]
#[expect(
    non_snake_case,
    reason = "Leptos islands are named in CamelCase, as components"
)]
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
    fn the_island_wraps_the_rendered_page_and_escapes_its_props() {
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
                began: None,
                lenient: false,
            },
            idle_minutes: 120,
            answered: true,
            answers,
            language: Language::En,
            words: String::from("/assets/words-en-1.json"),
            drawn_for: String::from("kent"),
            councils: Default::default(),
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
