//! What stands around every page, and the data it is drawn from.
//!
//! | File | Draws |
//! |---|---|
//! | [`header`] | skip link, whose door it is, where one is, the language switch, the phase |
//! | [`footer`] | how to reach a person, in the same place on every page, and the statements |
//! | [`columns`] | `main`, in the width for reading or in full |
//!
//! To add something that every page has: a field of [`Frame`], and its place in one of these.

pub mod columns;
pub mod footer;
pub mod header;

use shared::language::Language;
use shared::wording::Wording;
use std::sync::Arc;

/// What every page is given besides its own data. Everything is in the page's language.
#[derive(Clone)]
pub struct Frame {
    pub wording: Arc<Wording>,
    pub authority: Arc<Authority>,
    pub assets: Arc<Assets>,
    /// The whole title of the document; see [`Frame::title_of`].
    pub title: String,
    /// Whether search engines may keep the page. Never for a page of a journey or of a person.
    pub index: bool,
    pub section: Section,
    /// The service this page belongs to, for the service navigation.
    pub service: Option<ServiceName>,
    /// This very page in the other languages it exists in.
    pub others: Vec<(Language, String)>,
    /// Says on every page that this is a demonstration.
    pub demo: bool,
    /// Leaves the contact line out: on a page that says which number to ring now
    /// ([`crate::questions::rings_now`]).
    pub quiet: bool,
    /// The page holds an island: the script that starts WebAssembly is loaded.
    pub island: bool,
}

/// Hrefs of what a browser loads, under hashed names. `None`: not built, the page does without.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assets {
    pub style: Option<String>,
    /// The authority's colours, loaded after `style`.
    pub brand: Option<String>,
    /// Behaviour of the design system; a module.
    pub page_script: Option<String>,
    /// Starts the island; a module.
    pub boot_script: Option<String>,
    pub icon: Option<String>,
}

/// Where in the site a page is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Section {
    Home,
    Services,
    Requests,
    #[default]
    Elsewhere,
}

/// The service a page belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceName {
    pub title: String,
    /// The title's own language, where it is not that of the page.
    pub lang: Option<&'static str>,
    pub href: String,
}

/// Whose door this is, in the words of the page's language.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authority {
    pub name: String,
    /// By day first, then the line for emergencies.
    pub phones: Vec<PhoneLine>,
    /// Whether Relay UK reaches the first line.
    pub relay: bool,
    pub email: Option<String>,
    pub counter: Option<Counter>,
    pub website: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneLine {
    /// As people write it: `01632 960 200`.
    pub number: String,
    pub hours: String,
}

/// Where to come in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    pub lines: Vec<String>,
    pub hours: String,
}

impl Frame {
    pub fn language(&self) -> Language {
        self.wording.language
    }

    /// A page's title with the name of the authority behind it.
    pub fn title_of(wording: &Wording, authority: &Authority, page: &str) -> String {
        wording.with(
            "layout-title",
            &[("page", page), ("authority", &authority.name)],
        )
    }
}
