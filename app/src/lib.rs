//! What Doorstep draws. It loads nothing and decides nothing.
//!
//! [`components`] the design system, [`questions`] a journey (on the server and in the browser);
//! [`islands`] what runs in the browser, and only that;
//! on the server only: [`pages`] one struct of data per page, [`layout`] what stands around them,
//! [`document`](mod@document) the whole.

pub mod components;

pub mod islands;

pub mod questions;

#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod pages;
