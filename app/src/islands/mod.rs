//! Code that runs only in the browser.
//!
//! An island is a folder here: the props that the server passes to it, the function with which the
//! server wraps a page in it, and, with feature `hydrate`, its code for the browser. `app/boot.js`
//! starts every island of a page after the first paint. Until then, and wherever WebAssembly does
//! not load, the page is the plain form drawn by the server.
//!
//! * [`journey`] runs a service without a request for every page.
//! * `from_js` deserialises JSON parsed by the browser.

pub mod journey;

#[cfg(feature = "hydrate")]
mod from_js;
