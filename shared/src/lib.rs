//! The form engine of Doorstep: service definitions, answers, and the request they make.
//!
//! The browser runs this crate as WebAssembly and the server runs it natively, so
//! the two cannot disagree. It has no I/O, no clock and no randomness. What
//! it needs from outside (today, the serving area of an address, the channel)
//! comes in as [`facts::Facts`] or inside the answers.
//!
//! In reading order:
//! [`service`] what a council publishes, [`question`] the kinds of question,
//! [`answers`] what was typed, [`journey`] what that leads to, [`request`] what is
//! left when nothing is wrong; then the small words used everywhere.

pub mod service;

pub mod question;

pub mod answers;

pub mod journey;

pub mod request;

pub mod facts;

pub mod fingerprint;

pub mod condition;

pub mod date;

pub mod language;

pub mod wording;

pub mod channel;

pub mod status;

pub mod reference;

pub mod money;

pub mod paths;

pub mod api;
