//! Tests of the product as it is used: in this process through its router, and as real
//! processes. `cfg(test)` tells clippy that support code may unwrap like tests.
#![cfg(test)]

mod adapters;
mod audit;
mod commands;
mod faults;
mod flows;
mod fuzz;
mod golden;
mod rooms;
mod routes;
mod store;
mod support;
mod tidy;
mod wording;
