//! What runs in the browser, and only that.
//!
//! An island is a folder (or a file) here: what the server hands it, the function the server
//! calls to put it around a page, and, with feature `hydrate`, what it does. `app/boot.js` starts
//! every island of a page after the page is painted; until then, and whenever WebAssembly does
//! not come, the page is the plain form that the server drew.
//!
//! * [`journey`] goes through a service without asking the network for every page.

pub mod journey;

#[cfg(feature = "hydrate")]
mod from_js;
