//! The server: the only crate that does I/O.
//!
//! The modules in the order of a request: [`http`] receives it, [`intake`] accepts it, [`store`]
//! saves it, [`outbox`] delivers it through [`adapters`], and its status comes back through
//! [`http`] to the store.

pub mod config;

pub mod authorize;
pub mod budgets;
pub mod http;
pub mod second_facts;

pub mod catalogue;
pub mod contacts;
pub mod drafts;
pub mod gazetteer;
pub mod retention;
pub mod submissions;

pub mod intake;
pub mod notices;
pub mod sites;
pub mod state;

pub mod store;
pub mod vault;

pub mod adapters;
pub mod handoff;
pub mod http_client;
pub mod outbox;

pub mod assets;
pub mod content_encoding;
pub mod render;
pub mod telemetry;

pub mod calendar;
pub mod clock;
pub mod commands;
