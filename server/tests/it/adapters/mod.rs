//! Adapter tests, each against a server of its own protocol, and adapter settings.

mod email;
mod schemas;
mod settings;
