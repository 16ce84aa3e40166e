//! The product as it is used: in this process by its real router, and as real processes.
//! `cfg(test)` tells clippy that what helps the tests may unwrap like them.
#![cfg(test)]

mod adapters;
mod commands;
mod faults;
mod flows;
mod golden;
mod rooms;
mod routes;
mod store;
mod support;
mod tidy;
mod words;
