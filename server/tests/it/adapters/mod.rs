//! Each adapter against a server of its own protocol.

mod email;
mod schemas;
mod settings;
