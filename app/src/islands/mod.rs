//! What runs in the browser, and only that.
//!
//! An island is a folder here: the props that the server hands it, the function with which the
//! server puts it around a page, and, with feature `hydrate`, what it does in the browser.
//! `app/boot.js` starts every island of a page after the page is painted. Until then, and
//! wherever WebAssembly does not load, the page is the plain form that the server drew.
//!
//! * [`journey`] goes through a service without a request for every page.

pub mod journey;

#[cfg(feature = "hydrate")]
mod from_js;
