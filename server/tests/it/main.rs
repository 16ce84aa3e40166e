//! integration tests

mod adapters;
mod flows;
mod store;
mod support;
