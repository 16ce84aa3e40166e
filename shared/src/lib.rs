//! The form engine: service definitions, answers, and the requests built from them.
//!
//! The browser runs this crate as WebAssembly and the server runs it natively, so both apply the
//! same rules. It has no I/O, no clock and no randomness. External inputs (today's date, an
//! address's area, the channel) arrive as [`facts::Facts`] or inside the answers.
//!
//! In reading order: [`service`] defines what a council publishes, [`question`] the kinds of
//! question, [`answers`] the answers as typed, [`journey`] the path they lead along, and
//! [`request`] the checked result. The remaining modules are small shared types.

pub mod service;

pub mod question;

pub mod answers;

pub mod journey;

pub mod request;

pub mod facts;

pub mod fingerprint;

pub mod condition;

pub mod council;

pub mod date;

pub mod language;

pub mod wording;

pub mod channel;

pub mod status;

pub mod reference;

pub mod money;

pub mod paths;

pub mod api;

mod untagged;
