//! Doorstep's views. This crate loads nothing and decides nothing.
//!
//! [`components`] the design system, [`questions`] a journey (on the server and in the browser);
//! [`islands`] code that runs only in the browser;
//! on the server only: [`pages`] one struct of data per page, [`layout`] the layout around them,
//! [`document`](mod@document) the complete document, [`wording`] the texts.

pub mod components;

pub mod islands;

pub mod questions;

#[cfg(feature = "ssr")]
pub mod document;
#[cfg(feature = "ssr")]
pub mod layout;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod wording;
