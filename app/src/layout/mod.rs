//! The layout around every page, and its data.
//!
//! | File | Draws |
//! |---|---|
//! | [`header`] | skip link, the authority's logo or name, navigation, language switch, phase |
//! | [`footer`] | contact details, in the same position on every page, and the statements; in a journey one line of help |
//! | [`columns`] | `main`, in the width for reading or in full |
//! | [`stay`] | what a script needs to blank a form whose time is up |
//!
//! To add something to every page, add a field to [`Frame`] and draw it in one of these.

pub mod columns;
pub mod footer;
pub mod header;
pub mod stay;

use shared::language::Language;
use shared::wording::Wording;
use std::sync::Arc;

/// The data that every page needs besides its own. All text is in the page's language.
#[derive(Clone)]
pub struct Frame {
    pub wording: Arc<Wording>,
    pub authority: Arc<Authority>,
    pub assets: Arc<Assets>,
    /// The whole title of the document; see [`Frame::title_of`].
    pub title: String,
    /// Whether search engines may index the page. Never journey pages or personal data.
    pub index: bool,
    pub section: Section,
    /// The privacy notice of `authority`.
    pub privacy: String,
    /// The service this page belongs to, for the service navigation.
    pub service: Option<ServiceName>,
    /// This page's URLs in the other languages it exists in.
    pub alternates: Vec<(Language, String)>,
    /// Shows on every page that this is a demonstration.
    pub demo: bool,
    /// In a journey the footer is one line of help: the question comes first.
    pub journey: bool,
    /// Hides the contact line on a page that gives a number to call now
    /// ([`crate::questions::rings_now`]).
    pub hide_contact_line: bool,
    /// What the island of the page fetches: the browser does so together with its program. `None`
    /// without an island.
    pub island: Option<Vec<String>>,
    /// The browser has the stylesheet from an earlier page.
    pub has_style: bool,
    pub stay: Stay,
}

/// How long the page may stay on the screen; `app/stay.js` sees to it, where there is script.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Stay {
    /// It shows nothing personal.
    #[default]
    Always,
    /// The server is asked again before a browser shows it from its memory.
    Asked,
    /// As long as the draft of the form is kept.
    WithDraft {
        service: String,
        /// `None` before there is a draft.
        seconds_left: Option<u32>,
    },
    /// A form has ended: what the tab still holds of it goes.
    Over,
}

/// URLs of the built assets, with hashed names. `None` if not built; the page works without.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Assets {
    pub style: Option<String>,
    /// What of `style` shows at once, as text.
    pub critical: Option<Arc<str>>,
    /// The colours of every authority, as text.
    pub colours: Arc<str>,
    /// The authority whose colours apply.
    pub brand: String,
    /// The design system's behaviour; a module.
    pub page_script: Option<String>,
    /// Starts the island; a module.
    pub boot_script: Option<String>,
    /// The island's program and the module that loads it.
    pub program: Option<String>,
    pub glue: Option<String>,
    pub icon: Option<String>,
    /// Shown in place of the authority's name, which is its text alternative.
    pub logo: Option<Logo>,
}

/// An image in the header, with its size in CSS pixels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    pub href: String,
    pub width: u16,
    pub height: u16,
}

/// The section of the site that a page belongs to.
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
    /// The language of the title, if it differs from the page's.
    pub lang: Option<&'static str>,
    pub href: String,
}

/// An authority in the page's language: that of the site or, in a journey, the one that serves it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authority {
    pub name: String,
    /// The daytime line first, then the line for emergencies.
    pub phones: Vec<PhoneLine>,
    /// Whether the first line can be reached through Relay UK.
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

/// An office for visits in person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counter {
    pub lines: Vec<String>,
    pub hours: String,
}

impl Frame {
    pub fn language(&self) -> Language {
        self.wording.language
    }

    /// A page's title followed by the authority's name.
    pub fn title_of(wording: &Wording, authority: &Authority, page: &str) -> String {
        wording.with(
            "layout-title",
            &[("page", page), ("authority", &authority.name)],
        )
    }
}
